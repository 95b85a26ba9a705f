"""Which parts of a Word file are read: those that Word shows, never others that are put beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from trials import straight
from wordmaking import (
    MAIN,
    MAIN_RELS,
    NAMESPACES,
    W,
    control,
    document,
    p,
    parts,
    r,
    read,
    rels,
    row,
    table,
    texts,
    zipped,
)

from assembler.model.place import Problems
from assembler.readers.word import read_word_bytes

TYPES = "[Content_Types].xml"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="r_header1"/></w:sectPr>'
Contents = dict[str, str | bytes]


def refused(change: Callable[[Contents], object], body: str = p(r("altéré")), more: Contents | None = None) -> str:
    found = parts(body, more)
    change(found)
    with pytest.raises(Problems) as caught:
        read_word_bytes(zipped(found), Path("retour.docx"))
    (problem,) = caught.value.problems
    assert problem.hint
    return straight(problem.message)


def replaced(part: str, old: str, new: str) -> Callable[[Contents], object]:
    def change(found: Contents) -> None:
        assert old in str(found[part])
        found[part] = str(found[part]).replace(old, new, 1)

    return change


def decoy(part: str, kind: str, target: str, content: str) -> Callable[[Contents], object]:
    """A relationship of another type that ends in the same word stands first."""

    def change(found: Contents) -> None:
        link = f'<Relationship Id="z" Type="{kind}" Target="{target}"/><Relationship '
        replaced(part, "<Relationship ", link)(found)
        found["word/leurre.xml"] = content

    return change


# --- decoys ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["urn:x/officeDocument", "URN:X/OFFICEDOCUMENT", "http://x/officeDocument/"])
def test_a_second_main_part_is_refused(kind: str) -> None:
    original = document(p(r("texte d’origine")))
    assert "deux parties pour le même rôle" in refused(decoy("_rels/.rels", kind, "word/leurre.xml", original))


@pytest.mark.parametrize("kind", ["footnotes", "styles", "numbering", "comments", "theme"])
def test_a_second_part_of_what_a_document_has_once_is_refused(kind: str) -> None:
    more: Contents = {kind: ""}
    change = decoy(MAIN_RELS, f"urn:x/{kind}", "leurre.xml", f"<w:{kind} {NAMESPACES}/>")
    assert "deux parties pour le même rôle" in refused(change, more=more)


def test_a_main_part_of_another_type_is_no_document() -> None:
    change = replaced("_rels/.rels", "http://schemas.openxmlformats.org/officeDocument/", "urn:x/")
    assert "pas un fichier Word" in refused(change)


OVERRIDE = '<Override PartName="/{}" ContentType="x/y"/>'
BINARY = '<Default Extension="bin" ContentType="application/vnd.ms-office.{}"/><Override'
MISLEADING: dict[str, tuple[Callable[[Contents], object], str]] = {
    "a relationship in another element": (
        replaced("_rels/.rels", "<Relationship ", '<x><Relationship Id="z" Type="x" Target="a"/></x><Relationship '),
        "abîmé",
    ),
    "the same identifier twice": (
        replaced("_rels/.rels", "<Relationship ", '<Relationship Id="rId1" Type="urn:x" Target="a"/><Relationship '),
        "abîmé",
    ),
    "relationships of no package": (lambda found: found.update({MAIN_RELS: "<Relationships/>"}), "abîmé"),
    "no type of its own": (replaced(TYPES, f'PartName="/{MAIN}"', 'PartName="/word/autre.xml"'), "pas un fichier Word"),
    "a type by its ending": (replaced(TYPES, "<Override", "<Ancien"), "pas un fichier Word"),
    "another type": (replaced(TYPES, "document.main+xml", "template.main+xml"), "pas un fichier Word"),
    "two types": (replaced(TYPES, "</Types>", f"{OVERRIDE.format(MAIN.upper())}</Types>"), "abîmé"),
    "types of no package": (lambda found: found.update({TYPES: "<Types/>"}), "pas un fichier Word"),
    "a name with two dots": (lambda found: found.update({"word/../a.xml": "<a/>"}), "abîmé"),
    "a name from the root": (lambda found: found.update({"/word/a.xml": "<a/>"}), "abîmé"),
    "a name of Windows": (lambda found: found.update({"word\\a.xml": "<a/>"}), "abîmé"),
    "two bodies": (replaced(MAIN, "</w:body>", "</w:body><w:body/>"), "abîmé"),
    "macros by ending": (replaced(TYPES, "<Override", BINARY.format("vbaProject")), "macros"),
    "macros by their link": (
        replaced(MAIN_RELS, "></", f'><Relationship Id="v" Type="{MICROSOFT}/vbaProject" Target="x.bin"/></'),
        "macros",
    ),
    "ActiveX by its link": (lambda found: found.update({MAIN_RELS: rels(("c", "control", "a.xml"))}), "ActiveX"),
    "ActiveX by its type": (replaced(TYPES, "<Override", BINARY.format("activeX")), "ActiveX"),
    "a header that is not there": (lambda found: found.update({MAIN_RELS: rels(("h", "header", "rien.xml"))}), "abîmé"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "message"), MISLEADING.values(), ids=MISLEADING)
def test_what_two_programs_may_take_for_different_things_is_refused(
    change: Callable[[Contents], object], message: str
) -> None:
    assert message in refused(change)


def test_a_relationship_that_word_does_not_know_is_no_harm() -> None:
    link = '<Relationship Id="z" Type="urn:x/inconnu" Target="word/a.xml"/><Relationship '
    found = parts(p(r("a")))
    replaced("_rels/.rels", "<Relationship ", link)(found)
    assert texts(read_word_bytes(zipped(found), Path("a.docx"))) == ["a"]


@pytest.mark.parametrize("name", ["styles", "numbering", "footnotes", "comments", "header1"])
def test_a_part_of_the_strict_format_is_refused_in_a_file_that_is_not(name: str) -> None:
    change = replaced(f"word/{name}.xml", W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert "abîmé" in refused(change, p(NOTE) + SECTION, {name: p(r("altéré"))})


# --- alternatives ------------------------------------------------------------------------------


def choice(content: str, requires: str = "wps", fallback: str = "") -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{requires}">{content}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (choice(p(r("b"))), ["b"]),
        (control(choice(p(r("b")))), ["b"]),
        (choice(control(p(r("b")))), ["b"]),
        (choice(table(row(p(r("b"))))), ["b"]),
        (table(choice(row(p(r("b"))))), ["b"]),
        (table(f"<w:tr>{choice('<w:tc>' + p(r('b')) + '</w:tc>')}</w:tr>"), ["b"]),
        (table(row(choice(p(r("b"))))), ["b"]),
        (p(choice(r("b"))), ["b"]),
        (p(f"<w:r>{choice('<w:t>b</w:t>')}</w:r>"), ["b"]),
        (p(choice(choice(r("b")))), ["b"]),
        (p(choice(r("x"), "a x", r("b"))), ["b"]),
    ],
)
def test_of_alternatives_the_one_that_word_shows_is_read_wherever_they_stand(body: str, expected: list[str]) -> None:
    assert texts(read(body)) == expected


def test_alternatives_are_read_in_headers_notes_and_text_boxes() -> None:
    notes = {
        "footnotes": f'<w:footnote w:id="2">{choice(p(r("note")))}</w:footnote>',
        "header1": choice(p(r("en-tête"))),
    }
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{choice(p(r('boîte')))}</w:txbxContent></v:textbox></w:pict></w:r>"
    found = read(p(NOTE + box) + SECTION, notes).asides
    assert {line.text for aside in found for line in aside.lines} == {"en-tête", "note", "boîte"}


def test_a_namespace_that_only_looks_like_one_of_word_is_not_known_to_it() -> None:
    lure = choice(r("leurre"), "x", r("montré")).replace(
        "<mc:Choice", '<mc:Choice xmlns:x="http://schemas.microsoft.com/office/word/2999/x"'
    )
    found = read(p(lure))
    assert texts(found) == ["montré"]
    assert [(each.what, each.text) for each in found.unread] == [
        ("texte qu’un autre logiciel que Word peut montrer", "leurre")
    ]


def test_an_emoji_as_word_writes_it_is_a_character() -> None:
    space = "http://schemas.microsoft.com/office/word/2015/wordml/symex"
    symbol = f'<w16se:symEx xmlns:w16se="{space}" w16se:font="Segoe UI Emoji" w16se:char="1F600"/>'
    run = f'<w:r xmlns:w16se="{space}">{choice(symbol, "w16se", "<w:t>😀</w:t>")}</w:r>'
    found = read(p(r("a") + run + r("b")))
    assert texts(found) == ["a😀b"]
    assert not found.unread

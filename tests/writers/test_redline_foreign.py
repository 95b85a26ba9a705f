"""Redlines that start from files of other people: what they hold is tracked whole, or the file is refused."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from foreign import control, field, foreign, foreign_pair, link, note_call, p, r, raw, row, table
from hypothesis import given, settings
from hypothesis import strategies as st
from office import settled_by_office, told
from openxml_audit import OpenXmlValidator
from redline_samples import AUTHOR, SIDES, redlined, steps_between
from tracked import original, settled, shown, side_of
from wordfile import MAIN, W, WordFile, zipped

from assembler.model.place import Problems
from assembler.writers.package import STORED, zip_parts
from assembler.writers.redline import redline

_BATCH = 15
NOTES = f'<w:footnote w:id="2">{p(r("Une note."))}</w:footnote>'


def faults(data: bytes, folder: Path) -> list[str]:
    """What its schema says against the file; these small ones have no styles nor properties."""
    (folder / "file.docx").write_bytes(data)
    found = OpenXmlValidator(strict=True, security_validation=True, max_errors=20).validate(folder / "file.docx")
    return [str(error) for error in found.errors if "required relationship" not in str(error)]


@given(chance=st.randoms(use_true_random=False), empty_too=st.booleans())
@settings(max_examples=150, deadline=None)
def test_accepting_gives_the_new_texts_and_rejecting_the_old_ones(chance: Random, empty_too: bool):
    """Empty lines apart: a cell can't do without one behind a table in it."""
    old, new = foreign_pair(chance)
    data = redlined(old, new, empty_too)
    for side, source in zip(SIDES, (new, old), strict=True):
        assert shown(side_of(data, side)) == shown(original(source))


def test_libreoffice_accepts_and_rejects_as_well(tmp_path: Path):
    asked, wanted = [], []
    for number in range(_BATCH):
        old, new = foreign_pair(Random(number), for_office=True)
        path = tmp_path / f"{number}.docx"
        path.write_bytes(redlined(old, new, empty_too=False))
        asked += [(path, side) for side in SIDES]
        wanted += [told(original(each), False) for each in (new, old)]
    found = [told(texts, False) for texts in settled_by_office(asked)]
    pairs = zip(asked, found, wanted, strict=True)
    assert [f"{path.name} {side}" for (path, side), one, other in pairs if one != other] == []


# --- what goes with the words ----------------------------------------------------------

AROUND = (r("Avant, "), r(" et après."))
SHELLS = {
    "a field over several runs": field("l’article 4"),
    "a simple field": f'<w:fldSimple w:instr=" REF x ">{r("l’article 4")}</w:fldSimple>',
    "a link": link("l’article 4"),
    "a control": control(r("l’article 4")),
    "a link in a control": control(link("l’article 4")),
}
_TRACES = ("hyperlink", "fldSimple", "sdt", "fldChar", "instrText")


@pytest.mark.parametrize("shell", SHELLS.values(), ids=SHELLS)
@pytest.mark.parametrize("whole", [True, False], ids=["its paragraph goes", "its words go"])
def test_nothing_is_left_of_what_held_deleted_words(tmp_path: Path, shell: str, whole: bool):
    sentence = p(AROUND[0], shell, AROUND[1])
    old = foreign(sentence + p(r("Fin.")))
    new = foreign(p(r("Fin.")) if whole else p(*AROUND) + p(r("Fin.")))
    data = redlined(old, new)
    accepted, rejected = (settled(data, side) for side in SIDES)
    assert not list(accepted.iter(*(f"{W}{name}" for name in _TRACES)))
    assert shell.startswith("<w:sdt><w:sdtPr/><w:sdtContent><w:r>") or list(
        rejected.iter(*(f"{W}{n}" for n in _TRACES))
    )
    assert [side_of(data, side) for side in SIDES] == [original(new), original(old)]
    assert faults(data, tmp_path) == []


def test_a_symbol_between_deleted_words_stays():
    symbol = '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'
    old, new = (foreign(p(*words)) for words in ((r("Avant "), symbol, r(" après")), (symbol,)))
    data = redlined(old, new)
    assert [side_of(data, side) for side in SIDES] == [original(new), original(old)]


def test_new_words_in_place_of_a_whole_link_are_no_link():
    old, new = (
        foreign(p(r("Voir l’article "), made, r(" de la convention.")))
        for made in (link("quatre", "c_article_4"), r("cinq"))
    )
    data = redlined(old, new)
    assert not list(settled(data, "accept").iter(f"{W}hyperlink", f"{W}fldChar"))
    codes = [each.text for each in settled(data, "reject").iter(f"{W}instrText")]
    assert codes == [' HYPERLINK \\l "c_article_4" ']


def test_a_link_of_which_words_stay_is_kept():
    old, new = (foreign(p(r("Voir "), link(text), r("."))) for text in ("l’article quatre", "l’article cinq"))
    for side in SIDES:
        assert len(list(settled(redlined(old, new), side).iter(f"{W}hyperlink"))) == 1


def test_the_call_of_a_note_goes_with_the_words_around_it_alone():
    calls = f"{W}footnoteReference"
    old = foreign(p(r("La Caf "), r("paie"), note_call(), r(" tout"), r(" le projet.")), footnotes=NOTES)
    gone, kept = (foreign(p(r(text)), footnotes=NOTES) for text in ("La Caf le projet.", "La Caf paie le projet."))
    assert [len(list(settled(redlined(old, gone), side).iter(calls))) for side in SIDES] == [0, 1]
    assert [len(list(settled(redlined(old, kept), side).iter(calls))) for side in SIDES] == [1, 1]


def test_an_equation_goes_with_its_paragraph(tmp_path: Path):
    fraction = (
        "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    )
    old, new = foreign(p(r("Le taux : "), fraction) + p(r("Fin."))), foreign(p(r("Fin.")))
    data = redlined(old, new)
    equations = [[each for each in settled(data, side).iter() if str(each.tag).endswith("}oMath")] for side in SIDES]
    assert [len(each) for each in equations] == [0, 1]
    assert faults(data, tmp_path) == []


def test_a_table_has_no_more_columns_than_word_can_show():
    cells = [p(r(f"Case {rank}")) for rank in range(70)]
    data = redlined(foreign(p(r("Fin."))), foreign(table(row(*cells)) + p(r("Fin."))))
    assert len(list(WordFile(data).body.iter(f"{W}gridCol"))) == 63
    assert len(shown(side_of(data, "accept"))[0]) == 70


# --- what is refused -------------------------------------------------------------------

BY = 'w:id="1" w:author="Mairie" w:date="2026-01-01T00:00:00Z"'
INSERTED = f"<w:ins {BY}>{r('Note.')}</w:ins>"
HEADER = '<w:sectPr><w:headerReference w:type="default" r:id="r_header1"/></w:sectPr>'
CELL = f"<w:tc><w:tcPr><w:cellDel {BY}/></w:tcPr>{p(r('a'))}</w:tc>"
PENDING = {
    "moved words": (p(f"<w:moveFrom {BY}>{r('Un.')}</w:moveFrom>"), {}),
    "a deleted cell": (f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{CELL}</w:tr></w:tbl>" + p(), {}),
    "other properties of a row": (
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:trPrChange {BY}><w:trPr/></w:trPrChange></w:trPr>"
        f"<w:tc>{p(r('a'))}</w:tc></w:tr></w:tbl>{p()}",
        {},
    ),
    "words of a note": (
        p(r("Un."), note_call()),
        {"footnotes": f'<w:footnote w:id="2">{p(INSERTED)}</w:footnote>'},
    ),
    "words of a header": (
        p(r("Un.")) + HEADER,
        {"header1": p(f"<w:del {BY}><w:r><w:delText>x</w:delText></w:r></w:del>")},
    ),
}


@pytest.mark.parametrize(("body", "parts"), PENDING.values(), ids=PENDING)
def test_a_start_with_any_tracked_change_is_refused(body: str, parts: dict[str, str]):
    old = foreign(body, **parts)
    with pytest.raises(Problems, match="modifications suivies"):
        redline(old, foreign(p(r("Deux."))), (), AUTHOR)


OLD, NEW = foreign(p(r("La Caf paie.")) + table(row(p(r("Un.")))) + p()), foreign(p(r("La ville paie.")) + p())


@pytest.mark.parametrize("words", ["La Caf paie.", "Un."])
@pytest.mark.parametrize("new", [NEW, foreign(p(r("La ville paie.")) + table(row(p(r("Un et deux.")))) + p())])
def test_steps_of_another_file_are_refused(words: str, new: bytes):
    parts = dict(WordFile(OLD).parts)
    parts[MAIN] = parts[MAIN].replace(words.encode(), b"Autre chose.")
    with pytest.raises(Problems, match="ne se lit pas comme il est rang"):
        redline(zipped(parts), new, steps_between(OLD, new), AUTHOR)


@pytest.mark.parametrize("name", [MAIN, "word/styles.xml"])
@pytest.mark.parametrize("rank", [0, 1], ids=["old", "new"])
def test_a_spoiled_part_is_refused(rank: int, name: str):
    files = [OLD, NEW]
    files[rank] = zipped(dict(WordFile(files[rank]).parts) | {name: b"<a"})
    with pytest.raises(Problems, match="pas rang"):
        redline(files[0], files[1], (), AUTHOR)


def test_of_the_new_file_only_what_is_needed_is_unpacked():
    spoiled = {"word/media/image1.png": b"unpacked", "word/comments.xml": b"<a"}
    broken = zip_parts(dict(WordFile(NEW).parts) | spoiled, STORED)
    broken = broken.replace(b"unpacked", b"UNPACKED")
    data = redline(OLD, broken, steps_between(OLD, NEW), AUTHOR)
    assert side_of(data, "accept") == original(NEW)


def test_numbers_that_no_program_writes_are_passed_over():
    marks = "".join(f'<w:bookmarkStart w:id="{each}" w:name="x"/>' for each in ("9" * 5000, "١٢", "-4", "41"))
    old = raw(p(marks, r("La Caf paie.")))
    data = redline(old, NEW, steps_between(old, NEW), AUTHOR)
    numbers = [each.get(f"{W}id") for each in WordFile(data).body.iter(f"{W}ins", f"{W}del")]
    assert min(numbers) == "42" and all(len(number) < 3 for number in numbers)


def test_the_template_of_a_file_is_not_fetched():
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = dict(WordFile(OLD).parts)
    parts["word/settings.xml"] = (
        f'<w:settings xmlns:w="{W[1:-1]}" xmlns:r="{office}"><w:attachedTemplate r:id="t"/><w:zoom/></w:settings>'
    ).encode()
    parts["word/_rels/settings.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="t"'
        f' Type="{office}/attachedTemplate" Target="https://exemple.invalid/x.dotm" TargetMode="External"/>'
        "</Relationships>"
    ).encode()
    found = WordFile(redline(zipped(parts), NEW, steps_between(OLD, NEW), AUTHOR)).parts
    assert not any(b"exemple.invalid" in data or b"attachedTemplate" in data for data in found.values())
    assert b"<w:zoom/>" in found["word/settings.xml"]

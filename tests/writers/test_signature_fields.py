"""Empty signature fields: one a signatory, in its box, told to readers of the screen, and nothing else changed."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import needs
from hypothesis import given
from hypothesis import strategies as st
from signature_pages import areas, box, page_of_signatures, told

from assembler.model.anchors import bookmark_name
from assembler.model.document import Blank, SignatureBox
from assembler.model.place import Problems
from assembler.model.produced import Destination
from assembler.readers.produced_pdf import read_pdf_facts
from assembler.writers.pdf.fields import SignatureField, field_name, signature_fields, with_signature_fields
from assembler.writers.signatures import SignatureArea

ODD = (
    "Communauté d’Œuf-en-Ternois (siège) / <b>annexe</b>.pdf",
    "Caisse 😀 d’allocations",
    "Syndicat " + "intercommunal de très longue dénomination " * 4,
    "…",
    "ΚΑΦ",
)
BOXES = {
    "deux": [box("Caf du Pas-de-Calais", "Le Directeur", "Jean Petit"), box("Commune de Harnes")],
    "cinquante": [box(f"Commune n° {rank}", nom=f"Maire {rank}") for rank in range(1, 51)],
    "noms": [box(name, nom=f"Zoé « Œil » Ünal ({rank})") for rank, name in enumerate(ODD)],
}


@dataclass(frozen=True)
class Made:
    """A PDF of LibreOffice, and the same with fields."""

    before: Path
    after: Path
    fields: tuple[SignatureField, ...]


@pytest.fixture(scope="session")
def made(printer: Any, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Made]:
    needs("pdftotext", "pdfinfo")
    folder = tmp_path_factory.mktemp("champs")
    found = {}
    for name, boxes in BOXES.items():
        before, after = folder / f"{name}.pdf", folder / f"{name}-champs.pdf"
        before.write_bytes(printer.office.export(page_of_signatures(boxes)).pdf)
        places = read_pdf_facts(before.read_bytes()).destinations
        fields = signature_fields(boxes, areas(len(boxes)), places)
        after.write_bytes(with_signature_fields(before.read_bytes(), fields))
        found[name] = Made(before, after, fields)
    return found


# --- where they lie, and what they are called ------------------------------------------


@st.composite
def laid_out(draw: st.DrawFn) -> tuple[list[SignatureBox], list[SignatureArea], dict[str, Destination]]:
    """Boxes of any names in rows over pages of 595 by 842 points, and the destinations of their areas."""
    names = draw(st.lists(st.text(max_size=80), min_size=1, max_size=50))
    columns = draw(st.integers(1, 3))
    width, height = draw(st.floats(100, 480 / columns - 10)), draw(st.floats(40, 120))
    lines = draw(st.integers(1, int(780 / (height + 30))))
    found, places = [], {}
    for rank in range(len(names)):
        page, place = divmod(rank, columns * lines)
        line, column = divmod(place, columns)
        found.append(SignatureArea(f"signataire:{rank + 1}", width, height))
        spot = Destination(page + 1, 57 + column * 480 / columns, 800 - line * (height + 30))
        places[bookmark_name(f"signataire:{rank + 1}")] = spot
    return [box(name) for name in names], found, places


@given(laid_out())
def test_each_signatory_has_a_place_of_its_own_on_the_page(given_page) -> None:
    boxes, rooms, places = given_page
    fields = signature_fields(boxes, rooms, places)
    assert len(fields) == len({field.name for field in fields}) == len(boxes)
    for rank, field in enumerate(fields):
        assert field.name.startswith(f"Signature_{rank + 1}")
        assert re.fullmatch(r"[A-Za-z0-9_]{1,60}", field.name)
        assert 0 <= field.left < field.right <= 595 and 0 <= field.bottom < field.top <= 842
        assert field.right - field.left >= 99.9 and field.top - field.bottom >= 39.9
        assert not any(overlap(field, other) for other in fields[:rank])


def overlap(one: SignatureField, other: SignatureField) -> bool:
    beside = one.right <= other.left or other.right <= one.left
    return one.page == other.page and not beside and one.bottom < other.top and other.bottom < one.top


@pytest.mark.parametrize(
    ("organisme", "name"),
    [
        ("Caf du Pas-de-Calais", "Signature_1_Caf_du_Pas_de_Calais"),
        ("Commune d’Œuf-en-Ternois (62)", "Signature_1_Commune_d_Oeuf_en_Ternois_62"),
        ("😀 . « »", "Signature_1"),
        ("", "Signature_1"),
    ],
)
def test_a_name_can_be_read_anywhere(organisme: str, name: str) -> None:
    assert field_name(1, organisme) == name


def test_a_label_says_who_signs_as_far_as_it_is_known() -> None:
    missing = (Blank("nom du signataire"),)
    whole = box("Caf du Pas-de-Calais", "Le Directeur", "Jean Petit")
    boxes = [whole, SignatureBox(whole.organisme, whole.qualite, missing), SignatureBox(missing, missing, missing)]
    places = {bookmark_name(f"signataire:{rank}"): Destination(1, 60, 700 - 200 * rank) for rank in (1, 2, 3)}
    assert [field.label for field in signature_fields(boxes, areas(3), places)] == [
        "Signature – Caf du Pas-de-Calais – Jean Petit, Le Directeur",
        "Signature – Caf du Pas-de-Calais – Le Directeur",
        "Signature 3",
    ]


def test_the_signatories_without_a_place_are_all_named() -> None:
    places = {bookmark_name("signataire:1"): Destination(1, 60, 500)}
    boxes = [box("Caf"), box("Commune de Harnes"), SignatureBox((Blank("x"),), (Blank("x"),), (Blank("x"),))]
    with pytest.raises(Problems) as caught:
        signature_fields(boxes, areas(3), places)
    first, second = [problem.message for problem in caught.value.problems]
    assert "« Commune de Harnes » (signataire n° 2)" in first and second.endswith(": signataire n° 3.")


def test_a_text_without_boxes_is_told() -> None:
    with pytest.raises(Problems, match="aucune case de signature"):
        signature_fields([], [], {})


def test_without_the_extra_the_way_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "pyhanko"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    with pytest.raises(Problems, match="pyHanko") as caught:
        with_signature_fields(b"", [])
    assert 'python -m pip install "assembler[signature]"' in caught.value.problems[0].hint


# --- in the PDF ------------------------------------------------------------------------


@pytest.mark.parametrize("name", BOXES)
def test_the_fields_are_there_named_and_empty(made: Mapping[str, Made], name: str) -> None:
    with pikepdf.open(made[name].after) as pdf:
        found = list(pdf.Root.AcroForm.Fields)
        assert [(str(field.T), str(field.TU)) for field in found] == [(f.name, f.label) for f in made[name].fields]
        assert all(field.FT == "/Sig" and "/V" not in field and "/Lock" not in field for field in found)
        assert "/NeedAppearances" not in pdf.Root.AcroForm and "/Perms" not in pdf.Root
        for field, given_field in zip(found, made[name].fields, strict=True):
            page = pdf.pages[given_field.page - 1]
            assert any(each.objgen == field.objgen for each in page.Annots) and page.Tabs == "/S"
            assert isinstance(field.AP.N, pikepdf.Stream) and field.F & 0b100111 == 0b100


@pytest.mark.parametrize("name", BOXES)
def test_they_cover_no_word(made: Mapping[str, Made], name: str) -> None:
    pages = told("pdftotext", "-bbox", made[name].before, "-").split("<page ")[1:]
    for number, page in enumerate(pages, start=1):
        height = float(re.search(r'height="([\d.]+)"', page)[1])
        spots = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<', page)
        for field in [field for field in made[name].fields if field.page == number]:
            for left, top, right, bottom, word in spots:
                middle = height - (float(top) + float(bottom)) / 2
                beside = float(right) <= field.left or float(left) >= field.right
                assert beside or not field.bottom < middle < field.top, (field.name, word)


@pytest.mark.parametrize("name", ["deux", "noms"])
def test_each_is_read_behind_the_name_of_its_signatory(made: Mapping[str, Made], name: str) -> None:
    with pikepdf.open(made[name].after) as pdf:
        numbers = [field.objgen[0] for field in pdf.Root.AcroForm.Fields]
    structure = told("pdfinfo", "-struct-text", made[name].after)
    cells = structure.split("TD:")
    for each, number in zip(BOXES[name], numbers, strict=True):
        [cell] = [cell for cell in cells if re.search(rf"Form\n\s+Object {number} 0\b", cell)]
        words = re.sub(r'"\s*"', "", cell)
        assert each.nom[0].text in words.split("Form")[0]


@pytest.mark.parametrize("name", BOXES)
def test_the_structure_finds_its_way_back_from_each_field(made: Mapping[str, Made], name: str) -> None:
    with pikepdf.open(made[name].after) as pdf:
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        fields = list(pdf.Root.AcroForm.Fields)
        assert len({int(field.StructParent) for field in fields}) == len(fields)
        for field in fields:
            element = parents[int(field.StructParent)]
            assert element.S == "/Form" and element.K.Obj.objgen == field.objgen
            assert sum(isinstance(kid, pikepdf.Dictionary) and kid.objgen == element.objgen for kid in element.P.K) == 1


@pytest.mark.parametrize("name", BOXES)
def test_words_metadata_and_tags_stay_as_they_were(made: Mapping[str, Made], name: str) -> None:
    before, after = made[name].before, made[name].after
    assert told("pdftotext", "-layout", before, "-") == told("pdftotext", "-layout", after, "-")
    assert told("pdfinfo", "-meta", before) == told("pdfinfo", "-meta", after)
    with pikepdf.open(before) as old, pikepdf.open(after) as new:
        assert dict(old.docinfo.as_dict()) == dict(new.docinfo.as_dict())
    kept = re.sub(r"\n\s+Form\n\s+Object \d+ 0\b", "", elements(after))
    assert kept == elements(before)


def test_a_pdf_that_says_nothing_of_its_making_goes_on_so(made: Mapping[str, Made]) -> None:
    data = io.BytesIO()
    with pikepdf.open(made["deux"].before) as pdf:
        del pdf.trailer.Info
        pdf.save(data)
    with pikepdf.open(io.BytesIO(with_signature_fields(data.getvalue(), made["deux"].fields))) as pdf:
        assert "/Info" not in pdf.trailer


def elements(path: Path) -> str:
    """The structure, without the looks of its elements, which come in any order."""
    return re.sub(r"\n\s+/.*", "", told("pdfinfo", "-struct", path))


def test_the_same_pdf_gives_the_same_bytes(made: Mapping[str, Made]) -> None:
    source = made["deux"]
    assert with_signature_fields(source.before.read_bytes(), source.fields) == source.after.read_bytes()


def test_a_field_on_a_page_without_text_is_read_at_the_end(made: Mapping[str, Made], tmp_path: Path) -> None:
    with pikepdf.open(made["deux"].before) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"")
        data = io.BytesIO()
        pdf.save(data)
    path = tmp_path / "vide.pdf"
    path.write_bytes(with_signature_fields(data.getvalue(), made["deux"].fields[:1]))
    assert re.search(r"Form\n\s+Object \d+ 0\s*$", told("pdfinfo", "-struct", path))

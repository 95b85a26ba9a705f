"""A convention held against what came back of it, part by part, whatever became of its headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assembler.build.convention import Tools
from assembler.build.reference import other_versions
from assembler.build.writing import assemble
from assembler.compare.texts import Known, compare_texts
from assembler.model.comparison import Unit
from assembler.model.lines import Item, Line, LineKind, TableRow
from assembler.model.wordtext import Unread, WordText
from assembler.readers.word import read_word_bytes

Items = Sequence[Item]


@pytest.fixture(scope="module")
def sent(tools: Tools) -> WordText:
    data = next(iter(assemble(tools, tools.workspace.inputs / "harnes.yaml").files.values()))
    return read_word_bytes(data, Path("convention.docx"))


def bare(items: Items) -> list[Item]:
    """As from a program that drops bookmarks and content controls."""
    return [replace(item, bookmarks=(), tag="") if isinstance(item, Line) else item for item in items]


def returned(sent: WordText, items: Items) -> WordText:
    return replace(sent, items=tuple(replace(item, rank=rank) for rank, item in enumerate(items)), manifest=None)


def verdicts(units: Sequence[Unit]) -> dict[str, str]:
    return {unit.name or unit.title: unit.verdict for unit in units if unit.verdict != "identique"}


def told(sent: WordText, items: Items) -> dict[str, str]:
    return verdicts(compare_texts(sent, returned(sent, items))[0])


def start_of(items: Items, title: str) -> int:
    """The rank of the heading that holds `title`."""
    return next(
        n for n, item in enumerate(items) if isinstance(item, Line) and item.kind == "titre" and title in item.text
    )


def span(items: Items, title: str) -> slice:
    """The heading and all behind it, up to the next part."""
    first = start_of(items, title)
    ends = (n for n in range(first + 1, len(items)) if isinstance(items[n], Line) and _opens(items[n]))
    return slice(first, next(ends, len(items)))


def _opens(item: Item) -> bool:
    assert isinstance(item, Line)
    return item.kind == "titre" and (item.level == 1 or item.text.startswith("Fiche action"))


with_and_without_marks = pytest.mark.parametrize("marks", [list, bare], ids=["with bookmarks", "by headings"])
Marks = Callable[[Items], list[Item]]


@with_and_without_marks
def test_nothing_changed(sent: WordText, marks: Marks) -> None:
    assert told(sent, marks(sent.items)) == {}


@with_and_without_marks
def test_a_heading_that_was_reworded(sent: WordText, marks: Marks) -> None:
    items = marks(sent.items)
    rank = start_of(items, "Évaluation")
    items[rank] = replace(items[rank], text="Article 7 – Bilan et évaluation")
    assert told(sent, items) == {"article:evaluation": "modifié"}


@with_and_without_marks
def test_a_heading_that_lost_its_style(sent: WordText, marks: Marks) -> None:
    items = marks(sent.items)
    rank = start_of(items, "Évaluation")
    items[rank] = replace(items[rank], kind="texte", level=0)
    assert told(sent, items) == {}


@with_and_without_marks
def test_a_heading_that_is_gone(sent: WordText, marks: Marks) -> None:
    items = marks(sent.items)
    del items[start_of(items, "Évaluation")]
    assert told(sent, items) == {"article:evaluation": "modifié"}


@with_and_without_marks
def test_the_numbers_follow_when_an_article_is_deleted(sent: WordText, marks: Marks) -> None:
    items = marks(sent.items)
    del items[span(items, "Évaluation")]
    rank = start_of(items, "Échanges de données")
    items[rank] = replace(items[rank], text="Article 7 – Échanges de données")
    assert told(sent, items) == {"article:evaluation": "supprimé", "article:donnees": "modifié"}


@with_and_without_marks
def test_a_fiche_that_is_gone(sent: WordText, marks: Marks) -> None:
    items = marks(sent.items)
    del items[span(items, "Fiche action n°\u00a03")]
    assert told(sent, items) == {"fiche:participation": "supprimé"}


@with_and_without_marks
def test_an_article_and_a_fiche_that_were_added(sent: WordText, marks: Marks) -> None:
    items = marks(sent.items)
    at = start_of(items, "Fiche action n°\u00a02")
    items[at:at] = [
        Line("Fiche action n° 5 – Un lieu nouveau", "titre", 2),
        Line("Ce qui s’y fera, pour qui et quand."),
    ]
    at = start_of(items, "Évaluation")
    items[at:at] = [Line("Article 6-c – Clause de revoyure", "titre", 1), Line("Les parties se revoient chaque année.")]
    assert told(sent, items) == {
        "Fiche action n° 5 – Un lieu nouveau": "ajouté",
        "Article 6-c – Clause de revoyure": "ajouté",
    }


@with_and_without_marks
def test_an_article_that_moved(sent: WordText, marks: Marks) -> None:
    items = marks(sent.items)
    where = span(items, "Confidentialité")
    article = items[where]
    del items[where]
    at = start_of(items, "Échanges de données")
    items[at:at] = article
    assert told(sent, items) == {"article:confidentialite": "déplacé"}


@with_and_without_marks
def test_a_subtitle_made_a_title_opens_no_part(sent: WordText, marks: Marks) -> None:
    items = marks(sent.items)
    rank = start_of(items, "Résiliation de plein droit sans mise en demeure")
    items[rank] = replace(items[rank], level=1)
    assert told(sent, items) == {}


def test_a_title_put_into_an_article_opens_no_part(sent: WordText) -> None:
    items = list(sent.items)
    at = start_of(items, "Effets de la résiliation")
    items.insert(at, Line("Dispositions finales", "titre", 1))
    assert told(sent, items) == {"article:fin": "modifié"}


@with_and_without_marks
def test_a_paragraph_that_went_to_another_article_is_told_in_both(sent: WordText, marks: Marks) -> None:
    items = marks(sent.items)
    at = start_of(items, "Les recours") + 2
    line = items.pop(at)
    items.insert(start_of(items, "Communication") + 1, line)
    units, _ = compare_texts(sent, returned(sent, items))
    assert verdicts(units) == {"article:communication": "modifié", "article:recours": "modifié"}
    remarks = {unit.name: " ".join(unit.remarks) for unit in units if unit.remarks}
    assert "vient de « Article 13 – Les recours »" in remarks["article:communication"]
    assert "est passé dans « Article 9 – Communication »" in remarks["article:recours"]


def test_a_clause_dressed_as_an_entry_of_the_sommaire_is_seen(sent: WordText) -> None:
    items = list(sent.items)
    at = start_of(items, "Effets de la résiliation")
    items.insert(at, Line("La Caf paie le double.\t12", "sommaire", 1))
    assert told(sent, items) == {"article:fin": "modifié"}


def test_a_heading_said_again_in_the_dress_of_the_sommaire_is_seen(sent: WordText) -> None:
    items = list(sent.items)
    at = start_of(items, "Effets de la résiliation")
    items.insert(at, Line("Article 9 – Communication", "sommaire", 1))
    assert told(sent, items) == {"article:fin": "modifié"}


def _list_at(items: Items) -> int:
    return next(rank for rank, item in enumerate(items) if item.text == "Liste des tableaux")


def test_a_list_of_tables_is_no_text_whatever_its_pages(sent: WordText) -> None:
    items = list(sent.items)
    at = _list_at(items)
    items[at + 1] = replace(items[at + 1], text=f"{items[at + 1].text}\t14")
    assert told(sent, items) == {}
    end = next(rank for rank in range(at, len(items)) if items[rank].text == "Présentation")
    assert told(sent, [*items[:at], *items[end:]]) == {}


@pytest.mark.parametrize("text", ["La Caf paie le double.", "Tableau 2 – Familles", "Tableau 99 – Le double"])
def test_other_words_in_the_dress_of_a_list_of_tables_are_seen(sent: WordText, text: str) -> None:
    items = list(sent.items)
    items.insert(_list_at(items) + 4, Line(text, "sommaire", 1))
    assert told(sent, items) == {"annexe:diagnostic": "modifié"}


def test_a_list_of_tables_elsewhere_is_seen(sent: WordText) -> None:
    items = list(sent.items)
    at = start_of(items, "Effets de la résiliation")
    items[at:at] = [Line("Liste des tableaux", "sommaire"), Line("Tableau 2 – Familles", "sommaire", 1)]
    assert told(sent, items) != {}


@pytest.mark.parametrize("kind", ["sommaire", "texte"])
@pytest.mark.parametrize("page", ["\t12", "\tiv", "\t- 4 -", " ........ 12", "\tErreur ! Signet non défini."])
def test_a_sommaire_made_again_changes_nothing(sent: WordText, page: str, kind: LineKind) -> None:
    items = [
        replace(item, text=f"{item.text}{page}", kind=kind) if isinstance(item, Line) and _is_entry(item) else item
        for item in sent.items
    ]
    assert items != list(sent.items)
    assert told(sent, items) == {}


def test_a_text_without_any_heading(sent: WordText) -> None:
    seen = told(sent, [Line("Une seule ligne, sans titre.")])
    assert seen.pop("couverture") == "modifié"
    assert set(seen.values()) == {"supprimé"}


def test_a_flood_of_headings_is_not_a_flood_of_parts(sent: WordText) -> None:
    flood = [Line(f"Titre {rank}", "titre", 1) for rank in range(5000)]
    units, _ = compare_texts(sent, returned(sent, [*sent.items, *flood]))
    assert len(units) < 600
    assert sum(len(unit.steps) for unit in units if unit.verdict == "ajouté") >= 4500


def _is_entry(line: Line) -> bool:
    return line.kind == "sommaire" and line.level > 0


@with_and_without_marks
def test_a_sommaire_that_lost_its_styles_changes_nothing(sent: WordText, marks: Marks) -> None:
    items = [replace(i, kind="texte") if isinstance(i, Line) and i.kind == "sommaire" else i for i in marks(sent.items)]
    assert told(sent, items) == {}


@with_and_without_marks
def test_the_first_heading_that_lost_its_style(sent: WordText, marks: Marks) -> None:
    items = marks(sent.items)
    rank = start_of(items, "Préambule")
    items[rank] = replace(items[rank], kind="texte", level=0)
    assert told(sent, items) == {}


def test_an_empty_line_in_a_cell_changes_nothing(sent: WordText) -> None:
    items: list[Item] = []
    for item in sent.items:
        is_row = isinstance(item, TableRow)
        items.append(replace(item, cells=tuple((*cell, Line("")) for cell in item.cells)) if is_row else item)
    assert told(sent, items) == {}


def test_fiches_that_went_to_another_annexe_moved(sent: WordText) -> None:
    items = list(sent.items)
    first = start_of(items, "Fiche action n°\u00a01")
    end = start_of(items, "Annexe 4")
    fiches = items[first:end]
    del items[first:end]
    items += fiches
    seen = told(sent, items)
    assert set(seen.values()) == {"déplacé"}
    assert len(seen) == 4


def test_what_can_not_be_read_is_told_once(sent: WordText) -> None:
    back = replace(sent, unread=(Unread("équation", "x", 40), Unread("équation", "y", 200)))
    _, beside = compare_texts(replace(sent, unread=(Unread("équation", "x", 40),)), back)
    (found,) = beside
    assert (found.where, found.message) == ("contenu non lu", "À regarder dans Word : équation « y ».")


def test_charts_in_another_order_are_told(sent: WordText) -> None:
    swapped = replace(sent, pictures=(sent.pictures[1], sent.pictures[0], *sent.pictures[2:]))
    _, beside = compare_texts(sent, swapped)
    assert [each.where for each in beside] == ["graphique"]


def test_a_filled_blank_completes_and_an_alteration_beside_it_does_not(sent: WordText) -> None:
    items = list(sent.items)
    rank = next(n for n, item in enumerate(items) if "[à compléter : date de signature]" in _plain(item))
    filled = _plain(items[rank]).replace("[à compléter : date de signature]", "12 avril 2023")
    items[rank] = replace(items[rank], text=filled)
    assert told(sent, items) == {"signature:signature": "complété"}
    items[rank] = replace(items[rank], text=filled.replace("Harnes", "Lens"))
    assert told(sent, items) == {"signature:signature": "modifié"}


def _plain(item: Item) -> str:
    return item.text.replace("\u00a0", " ") if isinstance(item, Line) else ""


def test_a_long_filling_is_to_be_read_again(sent: WordText) -> None:
    items = list(sent.items)
    rank = next(n for n, item in enumerate(items) if "[à compléter : date de signature]" in _plain(item))
    clause = "12 avril 2023, étant entendu que la commune peut à tout moment se retirer sans préavis ni indemnité"
    items[rank] = replace(items[rank], text=_plain(items[rank]).replace("[à compléter : date de signature]", clause))
    units, _ = compare_texts(sent, returned(sent, items))
    (unit,) = [unit for unit in units if unit.verdict != "identique"]
    assert "à relire" in " ".join(unit.remarks)


def test_a_fiche_that_is_renamed_stays_that_fiche(sent: WordText) -> None:
    items = list(sent.items)
    rank = start_of(items, "Fiche action n°\u00a03")
    items[rank] = replace(items[rank], text="Action 3 – La participation des jeunes")
    assert told(sent, items) == {"fiche:participation": "modifié"}


@pytest.mark.parametrize("change", [lambda text: text.replace("’", "'"), lambda text: text.replace("\u00a0", " ")])
def test_autocorrection_changes_nothing(sent: WordText, change: Callable[[str], str]) -> None:
    items = [replace(item, text=change(item.text)) if isinstance(item, Line) else item for item in sent.items]
    assert items != list(sent.items)
    assert told(sent, bare(items)) == {}


def test_another_version_of_the_library_is_named(tools: Tools) -> None:
    from assembler.build.convention import compose_input
    from assembler.build.writing import written

    path = tools.workspace.inputs / "harnes.yaml"
    composed = compose_input(tools, path)
    sent = read_word_bytes(written(tools, composed, composed.document), path)
    other = compose_input(tools, path, {"fin": "2022-01"})
    back = read_word_bytes(written(tools, other, other.document), path)
    units, _ = compare_texts(sent, back, Known(lambda name: other_versions(tools, composed, name)))
    assert verdicts(units) == {"article:fin": "remplacé"}
    assert next(unit.new_version for unit in units if unit.verdict == "remplacé") == "2022-01"


def test_a_text_near_another_version_says_so(tools: Tools, sent: WordText) -> None:
    from assembler.build.convention import compose_input
    from assembler.build.writing import written

    path = tools.workspace.inputs / "harnes.yaml"
    composed = compose_input(tools, path)
    other = compose_input(tools, path, {"fin": "2022-01"})
    items = list(read_word_bytes(written(tools, other, other.document), path).items)
    rank = next(n for n, item in enumerate(items) if "un préavis de six mois" in item.text)
    items[rank] = replace(items[rank], text=items[rank].text.replace("six", "trois"))
    units, _ = compare_texts(sent, returned(sent, items), Known(lambda name: other_versions(tools, composed, name)))
    (unit,) = [unit for unit in units if unit.verdict == "modifié"]
    assert "plus proche de la version 2022-01" in " ".join(unit.remarks)

"""The words of an avenant alone, read as a person reads them in Word, give the consolidated text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from amended import amended_texts, consolidated_texts
from convention_texts import conventions, edited
from convention_texts import written as text_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from real import INPUTS, NAMES, REPOSITORY

from assembler.build.amending import modifications
from assembler.build.convention import Composed, Tools, compose_input, load_tools
from assembler.build.workspace import Workspace
from assembler.build.writing import written
from assembler.compare.amending import amendments
from assembler.compose.amending import sections
from assembler.model.amendment import AmendedPart, Modifications
from assembler.model.document import Block, ClauseUse, Cover, Document, Heading, Part, Text, plain
from assembler.model.lines import Line, TableRow, lines_of
from assembler.model.wordtext import WordText
from assembler.readers.word import read_word_bytes
from assembler.writers.docx import write_convention

CHANGED = ("duree", "engagements", "enjeux", "fin", "gouvernance", "intervention-caf", "intervention-commune", "objet")
CHANGED += ("preambule",)


def versions(version: str) -> Mapping[str, str]:
    return dict.fromkeys(CHANGED, version)


@cache
def real_tools() -> Tools:
    return load_tools(Workspace(REPOSITORY))


def file_of(tools: Tools, path: Path, pins: Mapping[str, str] | None = None) -> tuple[WordText, Composed]:
    composed = compose_input(tools, path, pins)
    return read_word_bytes(written(tools, composed, composed.document), path), composed


@cache
def real(name: str) -> tuple[WordText, Composed]:
    return file_of(real_tools(), INPUTS / f"{name}.yaml")


def avenant_of(parts: tuple[AmendedPart, ...], composed: Composed) -> WordText:
    """Written to a Word file as one article, and read from it."""
    blocks: list[Block] = []
    for rank, part in enumerate(parts):
        blocks += [Heading(2, part.title, f"article:modifications:{rank}"), *part.blocks]
    heading = Heading(1, (Text("Article 1 – Modifications"),), "article:modifications")
    use = ClauseUse("modifications", "2023-01")
    article = Part("article:modifications", "article", "1", heading, tuple(blocks), use)
    document = replace(composed.document, parts=(article,))
    return read_word_bytes(write_convention(document, real_tools().templates, composed.logos), Path("avenant.docx"))


def proven(old: WordText, new: WordText, composed: Composed) -> Modifications:
    """The modifications, once their Word file alone has turned the old text into the new one."""
    found = modifications(old, new, composed.document)
    assert amended_texts(old, avenant_of(found.parts, composed)) == consolidated_texts(new)
    return found


def sentences(found: Modifications) -> list[str]:
    return [
        plain(block.inlines).replace("\u00a0", " ")
        for part in found.parts
        for block in part.blocks
        if hasattr(block, "role") and not plain(block.inlines).startswith("«")
    ]


# --- real texts ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_nothing_changed(name: str) -> None:
    text, composed = real(name)
    found = modifications(text, text, composed.document)
    assert found.is_empty
    assert found.parts == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_library_changed(name: str) -> None:
    """Both ways, with the clauses of 2022 and of 2023."""
    path = INPUTS / f"{name}.yaml"
    older, newer = (file_of(real_tools(), path, versions(each)) for each in ("2022-01", "2023-01"))
    found = proven(older[0], newer[0], newer[1])
    assert "article:fin" in [part.name for part in found.parts]
    proven(newer[0], older[0], older[1])


def test_sentences_of_the_library_change() -> None:
    path = INPUTS / "harnes.yaml"
    older, newer = (file_of(real_tools(), path, versions(each)) for each in ("2022-01", "2023-01"))
    found = sentences(proven(older[0], newer[0], newer[1]))
    assert (
        "À l’unique alinéa du paragraphe intitulé « Dénonciation » de l’article 12, après le mot « peut », sont "
        "insérés les mots « , par sa seule volonté, »." in found
    )
    assert (
        "L’intitulé « Dénonciation » de l’article 12 est remplacé par l’intitulé « Dénonciation avec un préavis de six "
        "mois »." in found
    )
    assert "L’article 1 est remplacé par les dispositions suivantes :" in found


Edit = Callable[[Path], None]


def swap(file: str, old: str, new: str) -> Edit:
    def edit(inputs: Path) -> None:
        text = (inputs / file).read_text("utf-8")
        assert old in text, f"« {old} » is not in {file}"
        (inputs / file).write_text(text.replace(old, new, 1), "utf-8")

    return edit


def new_fiche(inputs: Path) -> None:
    (inputs / "harnes/fiches/culture.yaml").write_text(
        "id: culture\ntitre: Ouvrir la culture aux familles\npublic: |\n  - Familles\n  - Enfants\n", "utf-8"
    )
    swap("harnes.yaml", "- fiche: loisirs\n", "- fiche: loisirs\n            - fiche: culture\n")(inputs)
    fiche = "  - harnes/fiches/loisirs.yaml\n"
    swap("harnes.yaml", fiche, f"{fiche}  - harnes/fiches/culture.yaml\n")(inputs)


def one_fiche_less(inputs: Path) -> None:
    swap("harnes.yaml", "            - fiche: loisirs\n", "")(inputs)
    swap("harnes.yaml", "  - harnes/fiches/loisirs.yaml\n", "")(inputs)


def other_figures(inputs: Path) -> None:
    """Each count is higher by seven: tables, sentences and charts change."""
    file = inputs / "harnes/donnees.csv"
    lines = [line.split(";") for line in file.read_text("utf-8").split("\n")]
    for cells in lines:
        digits = "".join(cells[2:3]).replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
        if digits.isdecimal() and len(digits) > 2:
            cells[2] = str(int(digits) + 7)
    file.write_text("\n".join(";".join(cells) for cells in lines), "utf-8")


LOISIRS = "harnes/fiches/loisirs.yaml"
CASES: dict[str, tuple[list[Edit], list[str]]] = {
    "a competence more": (
        [swap("harnes.yaml", "extrascolaire\n", "extrascolaire\n    - Gestion des accueils de loisirs\n")],
        ["L’article 3 est complété par un alinéa ainsi rédigé :"],
    ),
    "another last day": (
        [swap("harnes.yaml", "fin: 2026-12-31", "fin: 2027-12-31")],
        [
            "Au premier alinéa de l’article 10, les mots « 31 décembre 2026 » sont remplacés par les mots "
            "« 31 décembre 2027 ».",
            "L’intitulé de l’annexe 3 est remplacé par l’intitulé « Plan d’actions 2023-2027 – Moyens mobilisés par "
            "chaque signataire ».",
        ],
    ),
    "cells of a fiche": (
        [
            swap(LOISIRS, "  - Familles avec enfants\n", "  - Familles avec enfants\n  - Grands-parents\n"),
            swap(LOISIRS, "Conserver les colonies proposées aujourd’hui aux jeunes.", "Supprimer les colonies."),
        ],
        [
            "La rubrique « Public cible » de la fiche action n° 2 est complétée par un alinéa ainsi rédigé :",
            "Le deuxième alinéa de la rubrique « Modalités de mise en œuvre » de la fiche action n° 2 est remplacé par "
            "l’alinéa suivant :",
        ],
    ),
    "a fiche that gets a tenth cell": (
        [swap(LOISIRS, "# Quand.", "moyens: |\n  Un agent.\n\n# Quand.")],
        ["La fiche action n° 2 est remplacée par la fiche suivante :"],
    ),
    "a new fiche": (
        [new_fiche],
        [
            "Après la fiche action n° 2, il est inséré une fiche action n° 3 ainsi rédigée :",
            "Les fiches actions n° 3 et 4 deviennent respectivement les fiches actions n° 4 et 5.",
        ],
    ),
    "a fiche less": (
        [one_fiche_less],
        [
            "La fiche action n° 2 est supprimée.",
            "Les fiches actions n° 3 et 4 deviennent respectivement les fiches actions n° 2 et 3.",
        ],
    ),
    "an annexe less": ([swap("harnes.yaml", "  - deliberation\n", "")], ["L’annexe 5 est supprimée."]),
    "an annexe more": (
        [swap("harnes.yaml", "  - plan-actions\n", "  - gouvernance\n  - plan-actions\n")],
        [
            "Après l’annexe 2, il est inséré une annexe 3 ainsi rédigée :",
            "Les annexes 3 à 5 deviennent respectivement les annexes 4 à 6.",
        ],
    ),
    "an annexe that moved": (
        [
            swap("harnes.yaml", "  - deliberation\n", ""),
            swap("harnes.yaml", "  - diagnostic\n", "  - deliberation\n  - diagnostic\n"),
        ],
        ["L’annexe 5 est déplacée avant l’annexe 1."],
    ),
    "a row of a table": (
        [swap("harnes/petite-enfance.csv", "Crèche;;;;;", "Crèche;La Ruche;Mairie;;;")],
        [
            "Dans le tableau du paragraphe intitulé « Accueil du jeune enfant » de l’annexe 2, la ligne « Crèche » est "
            "remplacée par la ligne suivante :"
        ],
    ),
    "other figures": (
        [other_figures],
        [
            "Le graphique 3 de l’annexe 1 est remplacé par le graphique suivant :",
            "Le tableau 4 de l’annexe 1 est remplacé par le tableau suivant :",
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_input_changed(workspace: Path, case: str) -> None:
    edits, wanted = CASES[case]
    for edit in edits:
        edit(workspace / "inputs")
    old, before = real("harnes")
    new, after = file_of(load_tools(Workspace(workspace)), workspace / "inputs/harnes.yaml")
    found = sentences(proven(old, new, after))
    assert [each for each in wanted if each not in found] == []
    proven(new, old, before)


# --- any two texts --------------------------------------------------------------------------


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_sentences_say_all_and_no_more(data: st.DataObject) -> None:
    """Texts with headings and rows that look alike, without charts: what is written is enough to find each place."""
    parts = data.draw(conventions(charted=False))
    old, new = text_of(parts), text_of(data.draw(edited(parts, charted=False)))
    document = Document(Cover("", "", "", (), "", None, None), "", ())
    items: list[Line | TableRow] = []
    for rank, part in enumerate(sections(amendments(old, new), document), start=1):
        lines = lines_of(part.blocks)
        items.append(Line(plain(part.title), "titre", 2))
        items += [replace(i, table=1000 * rank + i.table) if isinstance(i, TableRow) else i for i in lines]
    avenant = WordText(tuple(replace(item, rank=rank) for rank, item in enumerate(items)))
    assert amended_texts(old, avenant) == consolidated_texts(new)

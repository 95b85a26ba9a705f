"""A value is never markup: what is typed appears in the Word file as it was typed, wherever it stands."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from trials import MAIN, START, put, straight

VALUES = {
    "expression": "{{ 7*7 }}",
    "expression, tight": "{{7*7}}",
    "paragraph tag": "{{p commune.nom }}",
    "statement": "{% for %}",
    "row tag": "{%tr if x %}",
    "comment": "{# rien #}",
    "escaped tag": "{_{ a }_}",
    "attribute": "{{ x.__class__.__mro__ }}",
    "bold": "**x** et _y_ et `z`",
    "heading": "# Un titre",
    "link": "[un lien](http://exemple.fr) <http://exemple.fr>",
    "element": "<w:p/>",
    "closing": "</w:t></w:r></w:p>",
    "cdata": "<![CDATA[x]]> ]]>",
    "signs": "Enfance & Jeunesse < 3 ans > 2 ans",
    "entities": "&amp; &lt; &#233; &nbsp;",
    "quotes": 'l’école d’Arras “Jean” ”Zay” "Prévert" « Monnet »',
    "backslashes": r"C:\nouveau\table \\ \u00e9 $1 \1 %s {0}",
    "tab": "avant\taprès",
    "spaces": "deux  espaces,\u00a0insécable,\u202ffine,\u200bnulle",
    "long word": "anticonstitutionnellement" * 40,
    "emoji": "👶🏽 👩‍👩‍👦 🇫🇷 ✅",
    "scripts": "العربية עברית 中文 Ελληνικά e\u0301 ﬁ",
    "looks like a formula": "=SOMME(A1:A9) @x +1 -1",
    "looks like YAML": "oui: non # rien | > & * ! % @ [a] {b: c}",
    "what Word replaces": "(c) ... -- 1/2 1er",
}

# every kind of place; `{v}` is the value as a quoted YAML text
CONVENTION = """\
caf: {{nom: {v}, nom_complet: {v}, directeur: {v}, schemas: [{v}], departement: {{nom: {v}, article: aucun}},
  cog: [{{debut: 2013, fin: 2017, axes: [{{titre: {v}, sous_objectifs: [{v}]}}]}},
    {{debut: 2018, fin: 2022, axes: [{{titre: {v}, sous_objectifs: [{v}]}}]}}],
  sdsf: {{generation: {v}, signataires: [{v}], ambition: {v}, axes: [{v}], chapitres: [{v}], principes: [{v}]}}}}
territoire: {{nom: {v}, epci: {v}, gentile: {v}, ads: {{nom: {v}}}}}
periode: {{debut: 2023-01-01, fin: 2026-12-31}}
annexes: [diagnostic, equipements, plan-actions, gouvernance, referentiel, deliberation]
intervention: {{texte: {v}, competences: [{v}]}}
enjeux:
  themes:
    - {{titre: {v}, objectifs: [{v}], orientations: [{{titre: {v}, objectifs: [{{fiche: f}}, {v}]}}]}}
    - {{titre: Un thème, axe: {v}, objectifs: [{{fiche: g}}]}}
gouvernance: {{instances: [{{nom: {v}, composition: {v}, missions: {v}, reunions: {v}}}], animation: {v}}}
signature: {{lieu: {v}, signataires: [{{organisme: {v}, qualite: {v}, nom: {v}}}]}}
deliberation: {{numero: {v}, texte: {v}}}
diagnostic: {{presentation: {v}, sections: [{{titre: {v}, commentaires: {v}, atouts: {v}, problematique: {v}}}],
  contexte: [{{titre: {v}, texte: {v}, tableau: {{titre: {v}, colonnes: [{v}], lignes: [[{v}]]}}}}]}}
equipements: {{note: {v}, liste: [{{type: {v}, nom: {v}, adresse: {v}, gestionnaire: {v}}}],
  offre: [{{titre: {v}, texte: {v}, tableau: table.csv}}]}}
fiches:
  - {{id: f, titre: {v}, presentation: {v}, diagnostic: {v}, public: {v}, objectifs: {v}, modalites: {v},
     echeances: {v}, services: {v}, resultats: {v}, partenaires: {v}, indicateurs: {v}, moyens: {v}}}
  - {{id: g, titre: Une fiche, enjeux: {v}}}
derogations:
  - {{clause: recours, texte: recours.md, motif: {v},
     approbation: {{par: {v}, le: 2023-01-01, reference: {v}}}}}
"""
OWN_TEXT = "Motif et lieu du siège : {{ territoire.nom }}.\n"
MARK = "QQ"
_HARMLESS: list[str] = []  # the same for every test


@pytest.fixture
def written(workspace: Path, assemble: Callable[..., Any]) -> Callable[[str], list[str]]:
    """The paragraphs of the convention that holds this value everywhere, as python-docx reads them."""

    def call(value: str) -> list[str]:
        cell = value.replace('"', '""')
        put(workspace, MAIN, CONVENTION.format(v=json.dumps(value, ensure_ascii=False)))
        put(workspace, "inputs/table.csv", f'"{cell}";b\n"{cell}";"{cell}"\n')
        put(workspace, "inputs/recours.md", OWN_TEXT)
        result = assemble("essai.yaml")
        assert result.status == 0, result.output
        told = straight(result.output).partition("  Dérogation : ")[2].partition(" restent à compléter")[0]
        assert told.count(straight(value)) == 3, "motif, par, référence"
        return paragraphs(workspace / "out/essai/convention.docx")

    return call


def paragraphs(path: Path) -> list[str]:
    """The text of every paragraph, those of cells, header and footer too."""
    word = docx.Document(str(path))
    section = word.sections[0]
    roots = [word.element.body, section.header._element, section.footer._element]
    return [docx.text.paragraph.Paragraph(p, None).text for root in roots for p in root.iter(qn("w:p"))]


@pytest.fixture
def in_all_places(written: Callable[[str], list[str]]) -> list[str]:
    """The paragraphs that hold a harmless value: where, and how often, any value must stand."""
    if not _HARMLESS:
        _HARMLESS.extend(line for line in written(MARK) if MARK in line)
    return _HARMLESS


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_value_appears_as_it_was_typed(
    written: Callable[[str], list[str]], in_all_places: list[str], value: str
) -> None:
    assert len(in_all_places) > 60
    texts = written(value)
    found = iter(texts)
    for line in in_all_places:
        is_whole = any(each in texts for each in wordings(line, value))
        for piece in [line] if is_whole else line.split("\t"):  # two long names of the cover: one below the other
            wanted = wordings(piece, value)
            assert any(each in wanted for each in found), f"« {wanted[0]} » is lost"


def wordings(line: str, value: str) -> tuple[str, str]:
    """The line with that value in the place of the harmless one, as it is and elided."""
    return line.replace(MARK, value), line.replace(f"de {MARK}", f"d’{value}").replace(MARK, value)


def test_the_raw_file_holds_a_value_as_text_and_nothing_more(workspace: Path, written: Callable[..., Any]) -> None:
    """No element, no field, no relation comes from a value."""
    value = '<w:p/>{{ 7*7 }}<w:instrText>INCLUDETEXT "c:/x"</w:instrText>&amp;'

    def kinds() -> list[str]:
        with zipfile.ZipFile(workspace / "out/essai/convention.docx") as package:
            parts = {name: package.read(name) for name in package.namelist()}
        roots = [etree.fromstring(data) for name, data in sorted(parts.items()) if name.endswith((".xml", ".rels"))]
        return [str(element.tag) for root in roots for element in root.iter()]

    written("Q" * len(value))
    harmless = kinds()
    written(value)
    assert kinds() == harmless
    with zipfile.ZipFile(workspace / "out/essai/convention.docx") as package:
        raw = package.read("word/document.xml").decode()
    assert "&lt;w:p/&gt;{{ 7*7 }}&lt;w:instrText&gt;" in raw
    assert "&amp;amp;" in raw


def test_line_breaks_and_tabs_are_words_own(workspace: Path, assemble: Callable[..., Any]) -> None:
    """A spreadsheet writes a cell of two lines between quotes; Word shows a raw line break as a space."""
    put(workspace, MAIN, START + 'equipements: {note: "a\\tb", offre: [{tableau: table.csv}]}\n')
    put(workspace, "inputs/table.csv", 'École;Horaires\nPasteur;"matin\nsoir"\n')
    assert assemble("essai.yaml").status == 0
    path = workspace / "out/essai/convention.docx"
    assert {"matin\nsoir", "a\tb"} <= set(paragraphs(path))
    texts = docx.Document(str(path)).element.body.iter(qn("w:t"))
    assert not any("\n" in text.text or "\t" in text.text for text in texts if text.text)


# --- any text in the cells of a fiche ---------------------------------------------------------

CELLS = ("diagnostic", "public", "echeances", "objectifs", "modalites", "services", "partenaires", "resultats")
TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"], exclude_characters="\ufeff"), max_size=60
)
ITEM = re.compile(r"\s*(?:[-•]|1[.)])[ \t]+(?=\S)")


def shown(text: str) -> str:
    """One line of a long text as Word shows it: without outer spaces, without the mark of a list's item."""
    return ITEM.sub("", text.strip(), count=1).strip()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXT.filter(str.strip), min_size=len(CELLS), max_size=len(CELLS)))
@example(texts=["- a", "-a", "1. b", "2. c", "• d", "- - e", "1) {{ f }}", "&lt;"])
@example(texts=["0"] * len(CELLS))
def test_any_text_of_a_fiche_comes_back(workspace: Path, assemble: Callable[..., Any], texts: list[str]) -> None:
    typed = "".join(
        f"    {cell}: {json.dumps(text, ensure_ascii=False)}\n" for cell, text in zip(CELLS, texts, strict=True)
    )
    put(workspace, MAIN, START + "fiches:\n  - id: f\n" + typed)
    result = assemble("essai.yaml")
    assert result.status == 0, result.output
    lines = paragraphs(workspace / "out/essai/convention.docx")
    found = iter(lines[lines.index("Diagnostic initial") :])
    for text in texts:
        assert any(line == shown(text) for line in found), f"« {text} » is lost"

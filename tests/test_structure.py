"""Structure of the produced Word files: headings, tables, lists, links, language, validity.

`tests/golden/<name>.json` holds the headings and the tables of each real convention. After a change
that is meant, accept the new structure, then read the difference that git shows:

    ACCEPT_GOLDEN=1 python -m pytest tests/test_structure.py
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from real import NAMES, REPOSITORY, convention, given, produced
from wordfile import MAIN, W, WordFile, rows_of, text_of, write_parts

from assembler.compose.expressions import FILTERS

GOLDEN = Path(__file__).parent / "golden"
FILES = [
    (name, file)
    for name in NAMES
    for file in ["convention.docx", *(f"annexe-{n}-{kind}.docx" for n, kind in enumerate(given(name)["annexes"], 1))]
]
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@pytest.fixture(params=NAMES)
def file(request: pytest.FixtureRequest) -> WordFile:
    return convention(request.param)


@pytest.fixture(params=FILES, ids="/".join)
def each(request: pytest.FixtureRequest) -> WordFile:
    """Every produced file in its turn, separate annexes included."""
    name, file = request.param
    return produced(name)[file]


# --- golden ----------------------------------------------------------------------------


def structure(file: WordFile) -> dict[str, Any]:
    tables = [rows_of(table) for table in file.tables()]
    return {
        "titres": [f"{level} {text}" for level, text in file.headings()],
        "tableaux": [f"{len(rows)} × {len(rows[0])} {rows[0][0]}" for rows in tables],
    }


@pytest.mark.parametrize("name", NAMES)
def test_the_structure_is_the_accepted_one(name: str):
    found = json.dumps(structure(convention(name)), ensure_ascii=False, indent=1) + "\n"
    golden = GOLDEN / f"{name}.json"
    if os.environ.get("ACCEPT_GOLDEN"):
        golden.write_text(found, "utf-8")
    assert json.loads(found) == json.loads(golden.read_text("utf-8")), "meant? ACCEPT_GOLDEN=1 (see this file's head)"


# --- headings --------------------------------------------------------------------------


def test_articles_and_annexes_carry_their_numbers(file):
    titles = [text for level, text in file.headings() if level == 1]
    numbers = ["1", "2", "3", "4", "5", "6-a", "6-b", *map(str, range(7, 15))]
    articles = [title for title in titles if title.startswith("Article ")]
    annexes = [title for title in titles if title.startswith("Annexe ")]
    assert [title.partition(" – ")[0] for title in articles] == [f"Article {number}" for number in numbers]
    assert [title.partition(" – ")[0] for title in annexes] == [f"Annexe {n}" for n in range(1, len(annexes) + 1)]
    assert titles == ["Préambule", *articles, "Signature", *annexes]
    assert all(title.partition(" – ")[2] for title in articles + annexes)


def test_levels_of_headings_never_jump(each):
    levels = [level for level, _ in each.headings()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_number_is_typed_and_not_a_list(file):
    for paragraph in file.paragraphs:
        if file.style_of(paragraph).startswith("heading "):
            assert paragraph.find(f"{W}pPr/{W}numPr") is None
    for style in file.styles.iter(f"{W}style"):
        if file.style_names[style.get(f"{W}styleId")].startswith("heading "):
            assert style.find(f"{W}pPr/{W}numPr") is None


def test_the_sommaire_lists_the_headings_of_two_levels(each):
    assert each.toc() == [(level, text) for level, text in each.headings() if level <= 2]


def test_every_entry_of_the_sommaire_leads_to_its_heading(each):
    targets = {}
    for paragraph in each.paragraphs:
        for mark in paragraph.iter(f"{W}bookmarkStart"):
            targets[mark.get(f"{W}name")] = text_of(paragraph)
    for entry in filter(each.in_toc, each.paragraphs):
        (link,) = entry.iter(f"{W}hyperlink")
        assert targets[link.get(f"{W}anchor")] == text_of(entry)


# --- links -----------------------------------------------------------------------------


def test_every_link_leads_to_a_bookmark(each):
    links = list(each.body.iter(f"{W}hyperlink"))
    assert all(link.get(R_ID) is None for link in links)
    assert {link.get(f"{W}anchor") for link in links} <= set(each.bookmarks())


def test_bookmarks_are_unique_legal_and_closed(each):
    names = each.bookmarks()
    assert names and len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name, re.ASCII) for name in names)
    starts = [mark.get(f"{W}id") for mark in each.body.iter(f"{W}bookmarkStart")]
    assert starts == [mark.get(f"{W}id") for mark in each.body.iter(f"{W}bookmarkEnd")]
    assert len(set(starts)) == len(starts)


def test_references_read_as_the_part_they_lead_to(file):
    """« annexe 2 » leads to the heading « Annexe 2 – … », « article 6-a » to « Article 6-a – … »."""
    targets = {}
    for paragraph in file.paragraphs:
        for mark in paragraph.iter(f"{W}bookmarkStart"):
            targets[mark.get(f"{W}name")] = text_of(paragraph).replace("n°\u00a0", "").replace("\u00a0", " ")
    links = [link for link in file.body.iter(f"{W}hyperlink") if not file.in_toc(_paragraph(link))]
    assert len(links) > 10
    for link in links:
        said = text_of(link).replace("\u00a0", " ")
        assert targets[link.get(f"{W}anchor")].lower().startswith(f"{said.lower()} – ")


def _paragraph(element: etree._Element) -> etree._Element:
    return next(element.iterancestors(f"{W}p"))


# --- tables and lists ------------------------------------------------------------------


def test_header_rows_are_marked_to_repeat(each):
    """Every data table: one header row, the first, and no row that splits over pages."""
    data = [table for table in each.tables() if each.table_style(table) == "CTG Tableau"]
    for table in data:
        rows = table.findall(f"{W}tr")
        marked = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert marked == [True, *[False] * (len(rows) - 1)]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == "1"


def test_every_table_is_a_full_grid(each):
    for table in each.tables():
        grid = [int(column.get(f"{W}w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        for row in table.findall(f"{W}tr"):
            assert sum(map(_span, row.findall(f"{W}tc"))) + _after(row) == len(grid)


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return int(span.get(f"{W}val")) if span is not None else 1


def _after(row: etree._Element) -> int:
    after = row.find(f"{W}trPr/{W}gridAfter")
    return int(after.get(f"{W}val")) if after is not None else 0


@pytest.mark.parametrize(("kind", "fewest"), [("Tableau", 13), ("Graphique", 5)])
def test_captions_number_tables_and_charts_in_a_series_each(file, kind, fewest):
    captions = [text_of(p) for p in file.paragraphs if file.style_of(p) == "caption"]
    numbers = [caption.partition(" – ")[0] for caption in captions if caption.startswith(kind)]
    assert numbers == [f"{kind} {n}" for n in range(1, len(numbers) + 1)]
    assert len(numbers) >= fewest
    assert all(caption.startswith(("Tableau ", "Graphique ")) for caption in captions)


def test_lists_are_lists(each):
    """No paragraph types its own mark, and each numbered list starts anew with its own `w:num`."""
    assert not [text for p in each.paragraphs if re.match(r"(?:[-•–] |\d{1,2}[.)] )", text := text_of(p))]
    numbering = etree.fromstring(each.parts["word/numbering.xml"])
    known = [num.get(f"{W}numId") for num in numbering.iter(f"{W}num")]
    assert len(set(known)) == len(known)
    used = {number.get(f"{W}val") for number in each.body.iter(f"{W}numId")}
    assert used <= {*known, "0"}


def test_each_numbered_list_of_the_body_is_a_run_of_its_own(file):
    """A `w:num` never comes back after another text of the same level: that list would go on counting."""
    groups: list[str] = []
    for paragraph in file.paragraphs:
        own = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if own is not None and own.get(f"{W}val") != "0" and (not groups or groups[-1] != own.get(f"{W}val")):
            groups.append(own.get(f"{W}val"))
    assert groups and not [number for number, times in Counter(groups).items() if times > 1]


# --- the file as a whole ---------------------------------------------------------------


def test_word_asks_nothing_at_opening(each):
    assert b"updateFields" not in each.parts["word/settings.xml"]
    assert not any(b"w:dirty" in part for part in each.parts.values())


def test_the_language_is_french(each):
    (language,) = each.styles.iter(f"{W}lang")
    assert language.get(f"{W}val") == "fr-FR"
    assert not list(each.body.iter(f"{W}lang"))
    assert b"<dc:language>fr-FR</dc:language>" in each.parts["docProps/core.xml"]


@pytest.mark.parametrize(("name", "title"), [("harnes", "La commune de Harnes"), ("lens", "La ville de Lens")])
def test_the_title_of_the_document(name, title):
    core = convention(name).parts["docProps/core.xml"].decode()
    assert f"<dc:title>Convention Territoriale Globale – {title}</dc:title>" in core


def test_header_and_footer_say_where_one_is(each):
    footer = each.parts["word/footer1.xml"].decode()
    assert " PAGE " in footer and " NUMPAGES " in footer
    assert "CTG " in text_of(etree.fromstring(each.parts["word/header1.xml"]))


def test_no_text_stands_outside_a_run(each):
    """Markup that was escaped by mistake ends as loose text, which Word drops."""
    for name, part in each.parts.items():
        if name.startswith("word/") and name.endswith(".xml") and not name.startswith("word/charts/"):
            for element in etree.fromstring(part).iter():
                loose = (element.text or "") if element.tag not in (f"{W}t", f"{W}instrText") else ""
                assert not (loose + (element.tail or "")).strip()
    assert b"&lt;w:" not in each.parts[MAIN]


def test_separate_annexes_are_the_annexes():
    for name in NAMES:
        whole = convention(name)
        titles = [text for level, text in whole.headings() if level == 1 and text.startswith("Annexe ")]
        files = [file for file in produced(name) if file != "convention.docx"]
        assert len(files) == len(titles)
        for file, title in zip(files, titles, strict=True):
            annexe = produced(name)[file]
            assert file.startswith(f"annexe-{title.split()[1]}-")
            assert [text for level, text in annexe.headings() if level == 1] == [title]
            start = whole.lines.index(title)
            kept = annexe.lines[annexe.lines.index(title) :]
            assert kept == whole.lines[start : start + len(kept)]


# --- validity --------------------------------------------------------------------------


@pytest.fixture(scope="session")
def validator() -> OpenXmlValidator:
    return OpenXmlValidator(strict=True, security_validation=True, max_errors=20)


def test_openxml_audit_finds_no_error(each, validator, tmp_path):
    path = tmp_path / "file.docx"
    path.write_bytes(each.data)
    assert [str(error) for error in validator.validate(path).errors] == []


def test_openxml_audit_sees_an_error(validator, tmp_path):
    """The check above can fail: a table without its grid is no valid Word."""
    parts = dict(convention("lens").parts)
    parts[MAIN] = re.sub(rb"<w:tblGrid>.*?</w:tblGrid>", b"", parts[MAIN])
    write_parts(tmp_path / "file.docx", parts)
    assert validator.validate(tmp_path / "file.docx").errors


def test_docxtpl_lint_is_clean_on_the_templates():
    templates = [REPOSITORY / "templates/convention.docx", *sorted((REPOSITORY / "templates/annexes").glob("*.docx"))]
    command = [
        sys.executable,
        "-m",
        "docxtpl_lint",
        "--autoescape",
        "--filters",
        ",".join(FILTERS),
        *map(str, templates),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr

"""Facts of finished Word files: the real ones have no fault, and each fault put into one is found by its check."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from real import NAMES, convention
from wordfile import MAIN, zipped

from assembler.checks.produced import FAULTLESS
from assembler.checks.run import run_file_checks
from assembler.model.convention import Acceptation
from assembler.model.finding import Finding
from assembler.model.produced import WordFacts
from assembler.readers.produced_word import read_word_facts

STYLES, SETTINGS, CORE, APP = "word/styles.xml", "word/settings.xml", "docProps/core.xml", "docProps/app.xml"
DAY = date(2023, 3, 1)
TEXT = '<w:p><w:pPr><w:pStyle w:val="CTGTexte"/></w:pPr><w:r>{}<w:t>{}</w:t></w:r></w:p>'
SECTION = "<w:sectPr>"


def findings(facts: WordFacts, *acceptances: Acceptation) -> tuple[Finding, ...]:
    """Those about the Word file alone, at the last stage."""
    author = replace(FAULTLESS.document.cover, caf=facts.author)
    document = replace(FAULTLESS.document, cover=author)
    produced = replace(FAULTLESS, document=document, word=facts, pdf=None, pdf_place=None)
    return run_file_checks(produced, "publiee", acceptances, DAY)


def changed(part: str, old: str | re.Pattern[str], new: str) -> bytes:
    """The convention of Harnes with a piece of one part replaced, both ends of a property."""
    parts = dict(convention("harnes").parts)
    text = parts[part].decode()
    found = re.sub(re.escape(old) if isinstance(old, str) else old, lambda _: new, text, count=2 if part == CORE else 1)
    assert found != text
    parts[part] = found.encode()
    return zipped(parts)


def before_the_end(*paragraphs: str) -> tuple[str, str, str]:
    return MAIN, SECTION, "".join(paragraphs) + SECTION


@pytest.mark.parametrize("name", NAMES)
def test_a_real_convention_has_no_fault(name: str):
    facts = read_word_facts(convention(name).data)
    told = "\n".join(f"{f.code} {f.message}" for f in findings(facts))
    assert not told
    assert len(facts.headings) > 40 and len(facts.links) > 50 and len(facts.pictures) == 5
    assert facts.inks and {"1F3A6D", "4A5468"} <= {each.ink for each in facts.inks}
    assert facts.keywords.startswith("CTG; Convention Territoriale Globale; ") and "Caisse" in facts.keywords


HEADING = '<w:pStyle w:val="Heading2"/>'
LINK = '<w:hyperlink w:anchor="'
RED = '<w:rPr><w:color w:val="B00000"/></w:rPr>'
TINTED = 'w:fill="E2E9F7" w:themeFill="accent1" w:themeFillTint="1A"'
DARK = 'w:fill="33406D"'
PALE = '<a:accent1><a:srgbClr val="9FBAED"/>'
HATCHED = re.compile("<a:pattFill.*?</a:pattFill>")
FILLED = '<a:solidFill><a:schemeClr val="accent2"/></a:solidFill>'
FAULTS = {
    "the default language": (STYLES, '<w:lang w:val="fr-FR"', '<w:lang w:val="en-US"', "ACS001", "« en-US »"),
    "no title": (CORE, "dc:title>", "dc:subject>", "ACS002", "n’a pas de titre"),
    "a gap": (MAIN, HEADING, HEADING.replace("2", "3"), "ACS003", "suit un titre de niveau 1"),
    "an empty heading": (*before_the_end(f"<w:p><w:pPr>{HEADING}</w:pPr></w:p>"), "ACS003", "est vide"),
    "a typed list": (*before_the_end(TEXT.format("", "– un"), TEXT.format("", "– deux")), "ACS004", "« – un »"),
    "no description": (MAIN, ' descr="', ' name2="', "ACS005", "« Graphique 1 »"),
    "a dead link": (MAIN, LINK, f"{LINK}nulle_part_", "ACS006", "nulle_part_"),
    "a header row": (MAIN, "<w:cantSplit/><w:tblHeader/>", "<w:cantSplit/>", "ACS008", "n’a pas de ligne d’en-tête"),
    "a merged cell": (
        MAIN,
        '<w:tcPr><w:tcW w:w="4706"',
        '<w:tcPr><w:gridSpan w:val="2"/><w:tcW w:w="4706"',
        "ACS009",
        "fusion",
    ),
    "an empty column": (
        *before_the_end("<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "<w:p/>"),
        "ACS010",
        "ligne ou une colonne vide",
    ),
    "pale notes": (
        STYLES,
        '<w:color w:val="4A5468"/><w:sz w:val="17"/>',
        '<w:color w:val="999999"/>',
        "ACS011",
        "CTG Note",
    ),
    "a dark header row": (STYLES, TINTED, DARK, "ACS011", "CTG Tableau tête"),
    "a dark cell": (MAIN, TINTED, DARK, "ACS011", "CTG Fiche libellé"),
    "a pale theme": ("word/theme/theme1.xml", PALE.replace("9FBAED", "1F3A6D"), PALE, "ACS011", "heading 1"),
    "a highlight": (
        *before_the_end(TEXT.format('<w:rPr><w:b/><w:highlight w:val="blue"/></w:rPr>', "Attention")),
        "ACS011",
        "0000FF",
    ),
    "a red word": (*before_the_end(TEXT.format(RED, "prioritaire")), "ACS012", "« prioritaire »"),
    "series alike": ("word/charts/chart1001.xml", HATCHED, FILLED, "ACS012", "« Graphique 1 »"),
    "no keyword": (CORE, "cp:keywords>", "cp:words>", "MET001", "mots clés"),
    "a person": (
        CORE,
        "<dc:title>",
        "<cp:lastModifiedBy>Mme Petit</cp:lastModifiedBy><dc:title>",
        "MET002",
        "Mme Petit",
    ),
    "a date": (
        CORE,
        "<dc:title>",
        '<t:created xmlns:t="urn:t">2024-01-01</t:created><dc:title>',
        "MET002",
        "date de création",
    ),
    "a company": (APP, "<Application>", "<Company>Mairie</Company><Application>", "MET002", "société : Mairie"),
    "a session": (MAIN, "<w:p>", '<w:p w:rsidR="00A1">', "MET002", "rsid"),
    "a tracked insertion": (
        *before_the_end('<w:p><w:ins w:id="9" w:author="x"/></w:p>'),
        "MET002",
        "insertions suivies",
    ),
    "a template's path": (
        SETTINGS,
        "<w:zoom",
        '<w:attachedTemplate xmlns:q="urn:q" q:id="1"/><w:zoom',
        "MET002",
        "modèle attaché",
    ),
    "a disk": (SETTINGS, "<w:zoom", '<w:x w:val="C:\\Users\\petit\\ctg.dotx"/><w:zoom', "MET002", "C:\\Users\\petit"),
}


@pytest.mark.parametrize(("part", "old", "new", "code", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_in_the_bytes(part: str, old: str, new: str, code: str, said: str):
    found = findings(read_word_facts(changed(part, old, new)))
    assert code in {each.code for each in found}, [f"{f.code} {f.message}" for f in found]
    assert any(said in each.message for each in found if each.code == code)


def test_an_embedded_workbook_tells_who_saved_it():
    parts = dict(convention("harnes").parts)
    inner = dict(unzipped(parts["word/embeddings/chart1001.xlsx"]))
    inner[CORE] = b'<p:coreProperties xmlns:p="urn:p"><p:lastModifiedBy>Mme Petit</p:lastModifiedBy></p:coreProperties>'
    parts["word/embeddings/chart1001.xlsx"] = zipped(inner)
    (trace,) = read_word_facts(zipped(parts)).traces
    assert "Mme Petit" in trace and "chart1001.xlsx" in trace


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


SHOWN: dict[str, Callable[[], str]] = {
    "in bold": lambda: TEXT.format('<w:rPr><w:b/><w:color w:val="B00000"/></w:rPr>', "prioritaire"),
    "in brackets": lambda: TEXT.format('<w:rPr><w:highlight w:val="yellow"/></w:rPr>', "[à trancher]"),
    "of one colour": lambda: TEXT.format('<w:rPr><w:color w:val="1D2330"/></w:rPr>', "prioritaire"),
    "one typed dash": lambda: TEXT.format("", "– un seul") + TEXT.format("", "suite"),
    "a real list": lambda: 2 * TEXT.replace("CTGTexte", "ListBullet").format("", "- un"),
    "large and paler": lambda: TEXT.format('<w:rPr><w:sz w:val="36"/><w:color w:val="808080"/></w:rPr>', "grand"),
}


@pytest.mark.parametrize("made", SHOWN.values(), ids=SHOWN)
def test_what_is_no_fault(made: Callable[[], str]):
    assert findings(read_word_facts(changed(*before_the_end(made())))) == ()


def test_the_size_decides_which_contrast_suffices():
    """Grey 808080 on white has 3.9: too little for small print."""
    small = TEXT.format('<w:rPr><w:sz w:val="20"/><w:color w:val="808080"/></w:rPr>', "petit")
    found = findings(read_word_facts(changed(*before_the_end(small))))
    assert [each.code for each in found] == ["ACS011"]
    assert "Contraste de 3,9 au lieu de 4,5" in found[0].message


def test_somebody_may_answer_for_a_point_of_the_file():
    facts = read_word_facts(changed(*before_the_end(TEXT.format(RED, "prioritaire"))))
    until = {"motif": "Charte de la ville", "par": "Mme Petit"}
    accepted = Acceptation(code="ACS012", sur="prioritaire", jusqu_au="2023-12-31", **until)
    expired = Acceptation(code="ACS012", jusqu_au="2023-01-01", **until)
    assert findings(facts, accepted) == ()
    assert [each.code for each in findings(facts, expired)] == ["ACS012"]

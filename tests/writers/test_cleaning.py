"""Templates that staff saved again in Word: nothing of their sessions, printers or disks reaches a convention."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from drafts import REPOSITORY, content, convention
from wordfile import MAIN, WordFile, write_parts

from assembler.build.convention import Tools
from assembler.compose.compose import compose
from assembler.model.document import Document
from assembler.readers.produced_word import read_word_facts
from assembler.writers.cleaning import cleaned
from assembler.writers.docx import write_convention
from assembler.writers.templates import load_templates

TYPES, RELATIONS, SETTINGS = "[Content_Types].xml", "word/_rels/document.xml.rels", "word/settings.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RSIDS = '<w:rsids><w:rsidRoot w:val="00A1"/><w:rsid w:val="00B2"/></w:rsids>'
VARIABLES = '<w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars>'
PROPERTIES = f'<Relationship Id="rId99" Type="{OFFICE}/custom-properties" Target="docProps/custom.xml"/>'
SAVED = {
    MAIN: [
        ("<w:p><w:pPr>", '<w:p w:rsidR="00A1" w:rsidRDefault="00B2"><w:pPr>'),
        ("<w:r><w:t", '<w:proofErr w:type="spellStart"/><w:r w:rsidRPr="00C3"><w:t'),
        ("<w:pgSz", '<w:printerSettings r:id="rId90"/><w:pgSz'),
    ],
    SETTINGS: [
        ("<w:zoom", '<w:attachedTemplate r:id="rId91"/><w:zoom'),
        ("<w:compat>", f'<w:proofState w:spelling="clean"/>{RSIDS}{VARIABLES}<w:compat>'),
    ],
    "word/header1.xml": [("<w:p>", '<w:p w:rsidR="00A1">')],
    "word/styles.xml": [('<w:name w:val="Title"/>', '<w:name w:val="Title"/><w:rsid w:val="00B2"/>')],
    RELATIONS: [
        (
            "</Relationships>",
            f'<Relationship Id="rId90" Type="{OFFICE}/printerSettings" Target="printerSettings/printerSettings1.bin"/>'
            f'<Relationship Id="rId92" Type="{OFFICE}/customXml" Target="../customXml/item1.xml"/></Relationships>',
        )
    ],
    TYPES: [("</Types>", '<Override PartName="/word/people.xml" ContentType="a/b"/></Types>')],
    "_rels/.rels": [
        ("</Relationships>", f"{PROPERTIES}</Relationships>"),
    ],
}  # fmt: skip
ADDED = {
    "word/printerSettings/printerSettings1.bin": b"HP LaserJet de Mme Petit",
    "word/people.xml": b"<people>Mme Petit</people>",
    "customXml/item1.xml": b"<b:Sources xmlns:b='urn:b'/>",
    "customXml/_rels/item1.xml.rels": b"<Relationships xmlns='urn:r'/>",
    "docProps/custom.xml": b"<Properties xmlns='urn:c'><property name='Service'/></Properties>",
    "docProps/thumbnail.jpeg": b"\xff\xd8",
    "word/_rels/settings.xml.rels": (
        f'<Relationships xmlns="urn:r"><Relationship Id="rId91" Type="{OFFICE}/attachedTemplate"'
        ' Target="file:///C:\\Users\\petit\\ctg.dotx" TargetMode="External"/></Relationships>'
    ).encode(),
}


def saved_again(path: Path) -> None:
    parts = dict(WordFile.at(path).parts)
    for name, edits in SAVED.items():
        if name not in parts:
            continue
        text = parts[name].decode()
        for old, new in edits:
            assert old in text, (name, old)
            text = text.replace(old, new)
        parts[name] = text.encode()
    write_parts(path, parts | ADDED)


@pytest.fixture(scope="module")
def document(tools: Tools) -> Document:
    given = convention(
        fiches=[{"id": "jeunesse", "titre": "Aller vers", "moyens": "Un agent."}],
        enjeux={"themes": [{"titre": "Jeunesse", "objectifs": [{"fiche": "jeunesse"}]}]},
    )
    return compose(content(tools, given))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REPOSITORY / "templates", tmp_path / "templates"))


def test_nothing_of_a_saved_template_reaches_the_convention(folder: Path, document: Document):
    usual = WordFile(write_convention(document, load_templates(folder), {}))
    for name in ("convention.docx", "annexes/fiche.docx", "annexes/annexe.docx"):
        saved_again(folder / name)
    saved = WordFile(write_convention(document, load_templates(folder), {}))
    assert read_word_facts(saved.data).traces == ()
    signs = (b"rsid", b"proof", b"Users", b"Mme Petit", b"docVar", b"rId9")
    found = {(name, sign) for name, data in saved.parts.items() for sign in signs if sign in data}
    assert not found
    assert saved.lines == usual.lines
    assert saved.parts.keys() - {"word/_rels/settings.xml.rels"} == usual.parts.keys()


def test_a_template_without_traces_stays_as_it_is_to_the_byte():
    parts = WordFile.at(REPOSITORY / "templates/convention.docx").parts
    assert cleaned(parts) == parts


def test_the_facts_see_what_cleaning_takes_out(folder: Path):
    """Else the first test would prove nothing."""
    saved_again(folder / "convention.docx")
    traces = " ".join(read_word_facts((folder / "convention.docx").read_bytes()).traces)
    for sign in (
        "rsid",
        "correcteur",
        "imprimante",
        "petit",
        "variables",
        "Service",
        "vignette",
        "customXml",
        "personnes",
    ):
        assert sign in traces, sign

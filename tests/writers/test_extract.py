"""Parts of a convention alone, in its look: what a redline of clauses compares."""

from __future__ import annotations

import zipfile

import pytest
from drafts import content, convention
from handmade import FAMILIES, words
from openxml_audit import OpenXmlValidator
from redline_samples import file_of, part
from wordfile import W, WordFile, text_of

from assembler.build.convention import Tools
from assembler.compose.compose import compose
from assembler.model.document import List, Paragraph, Part, Reference, Remark, Text
from assembler.writers.docx import write_convention
from assembler.writers.extract import write_extract


@pytest.fixture(scope="module")
def parts(tools: Tools) -> tuple[Part, ...]:
    return compose(content(tools, convention())).parts


def test_an_extract_holds_its_parts_and_nothing_else(tools: Tools):
    file = WordFile(file_of(tools, part("a", Paragraph(words("Un."))), part("b", Paragraph(words("Deux.")))))
    assert [text_of(p) for p in file.paragraphs] == ["Titre a", "Un.", "Titre b", "Deux."]
    assert file.headings() == [(1, "Titre a"), (1, "Titre b")]
    assert [tag.get(f"{W}val") for tag in file.body.iter(f"{W}tag")] == ["article:a@2023-01", "article:b@2023-01"]


def test_each_part_is_written_as_in_its_convention(tools: Tools, parts: tuple[Part, ...]):
    whole = WordFile(write_convention(compose(content(tools, convention())), tools.templates, {}))
    alone = WordFile(write_extract("Extrait", "Caf", parts, tools.templates))
    kept = [line for line in alone.lines if line]
    assert [line for line in whole.lines if line in kept][-len(kept) :] == kept
    assert len(kept) > 100


def test_the_running_title_and_the_author_stand_on_every_page(tools: Tools):
    file = WordFile(write_extract("Clause « fin » & suite", "Caf <62>", [part("a")], tools.templates))
    running = "".join(
        data.decode() for name, data in file.parts.items() if name.startswith(("word/header", "word/footer"))
    )
    assert "Clause « fin » &amp; suite" in running and "Caf &lt;62&gt;" in running
    (section,) = file.body.iter(f"{W}sectPr")
    assert section.find(f"{W}headerReference") is not None and section.find(f"{W}titlePg") is None
    assert file.body[-1] is section


def test_a_link_to_a_part_that_is_not_there_is_plain_text(tools: Tools):
    sentence = Paragraph(
        (Text("Voir "), Reference("article:b", "article 2"), Text(" et "), Reference("article:a", "1"))
    )
    alone = WordFile(file_of(tools, part("a", sentence)))
    both = WordFile(file_of(tools, part("a", sentence), part("b")))
    assert [len(list(file.body.iter(f"{W}hyperlink"))) for file in (alone, both)] == [1, 2]
    assert text_of(alone.paragraphs[1]) == "Voir article 2 et 1"


def test_an_extract_is_valid_and_the_same_on_any_day(tools: Tools, tmp_path):
    numbered = List(True, ((Paragraph(words("un")),), (Paragraph(words("deux")),)))
    whole = part("a", numbered, FAMILIES)
    noted = Part(
        **{name: getattr(whole, name) for name in whole.__slots__} | {"remarks": (Remark("Élue", "À relire."),)}
    )
    data = file_of(tools, noted)
    assert data == file_of(tools, noted)
    (tmp_path / "file.docx").write_bytes(data)
    validator = OpenXmlValidator(strict=True, security_validation=True, max_errors=20)
    assert [str(error) for error in validator.validate(tmp_path / "file.docx").errors] == []
    with zipfile.ZipFile(tmp_path / "file.docx") as package:
        assert {"word/comments.xml", "word/charts/chart1001.xml"} <= set(package.namelist())

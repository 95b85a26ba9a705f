"""Draft deliberations with the convention behind them: whole, apart, and proven."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from actes import drafted, text
from lxml import etree
from openxml_audit import OpenXmlValidator
from real import REPOSITORY
from trials import edit, straight
from wordfile import MAIN, W, WordFile, text_of, zipped

from assembler.build.acte_deliberation import make_deliberations
from assembler.build.convention import compose_input
from assembler.model.place import Problems
from assembler.readers.word import read_word_file
from assembler.writers.proof import prove


@pytest.mark.parametrize("name", ["harnes", "lens"])
def test_the_convention_follows_as_it_is_alone(assemble, workspace, name):
    file = drafted(assemble, workspace, name=name)
    alone = drafted(assemble, workspace, "--sans-annexe", name=name)
    assert assemble(f"{name}.yaml").status == 0
    convention = WordFile.at(workspace / f"out/{name}/convention.docx")
    assert file.lines[-len(convention.lines) :] == convention.lines and file.toc() == convention.toc()
    before = file.lines[: -len(convention.lines)]
    assert before[0] == alone.lines[0] and "reproduite aux pages suivantes" in before[-1]
    assert [name for name in file.parts if "chart" in name] == [n for n in convention.parts if "chart" in n]
    drawn = [text_of(table) for table in file.tables()]
    assert drawn[-len(convention.tables()) :] == [text_of(table) for table in convention.tables()]


def test_the_two_share_no_number_and_stand_in_sections_of_their_own(assemble, workspace):
    file = drafted(assemble, workspace)
    for kind in ("bookmarkStart", "sdtPr/{W}id", "num"):
        tag = f"{W}{kind.replace('{W}', W)}"
        root = etree.fromstring(file.parts["word/numbering.xml"]) if kind == "num" else file.body
        attribute = f"{W}{ {'num': 'numId', 'bookmarkStart': 'id'}.get(kind, 'val') }"
        found = [each.get(attribute) for each in root.findall(f".//{tag}")]
        assert found and max(Counter(found).values()) == 1, kind
    names = file.bookmarks()
    assert len(set(names)) == len(names)
    first, last = file.body.iter(f"{W}sectPr")
    assert first.find(f"{W}titlePg") is None and last.find(f"{W}titlePg") is not None
    headers = {name: straight(text_of(etree.fromstring(data))) for name, data in file.parts.items() if "header" in name}
    assert sorted(headers.values()) == ["CTG de Harnes 2023-2026 – PROJET", "Délibération – CTG de Harnes 2023-2026"]
    footers = [straight(text_of(etree.fromstring(data))) for name, data in file.parts.items() if "footer" in name]
    assert [footer.partition("Page")[0] for footer in sorted(footers, key=len)] == [
        "Commune de Harnes",
        "Caisse d’Allocations Familiales du Pas-de-Calais",
    ]


def test_a_sommaire_that_word_refreshes_lists_the_convention_alone(assemble, workspace):
    file = drafted(assemble, workspace)
    (field,) = [each.text for each in file.body.iter(f"{W}instrText") if "TOC" in each.text]
    name = re.search(r"\\b (\w+)", field)[1]
    order = [each.get(f"{W}name") or text_of(each) for each in file.body.iter(f"{W}bookmarkStart", f"{W}p")]
    start = order.index(name)
    assert "Signatures" in order[:start] and "Sommaire" in order[start:] and "Préambule" in order[start:]


def test_the_files_are_valid_the_same_every_time_and_no_conventions(assemble, workspace):
    validator = OpenXmlValidator(strict=True, security_validation=True, max_errors=20)
    path = workspace / "out/harnes/deliberation.docx"
    for arguments in ((), ("--sans-annexe",)):
        first = drafted(assemble, workspace, *arguments).data
        assert [str(error) for error in validator.validate(path).errors] == []
        assert read_word_file(path)[1].manifest is None
        assert drafted(assemble, workspace, *arguments).data == first
    assert not (workspace / "inputs/harnes.lock.json").exists() and not (workspace / "archives").exists()


def test_diff_finds_the_convention_in_it_unchanged(assemble, workspace):
    drafted(assemble, workspace)
    result = assemble("diff", "out/harnes/deliberation.docx", "harnes.yaml")
    said = straight(result.output)
    assert result.status == 1 and "10 sont supprimées et 26 sont identiques" in said
    assert "Article 1 – Objet de la convention" not in said


def test_a_voted_text_is_annexed_as_it_was_voted(assemble, workspace):
    edit(workspace, "inputs/harnes.yaml", ("periode:\n", "etape: deliberation\nperiode:\n"))
    assert "pas encore figé" in straight(assemble("deliberation", "harnes.yaml").output)
    assert assemble("harnes.yaml").status == 0
    edit(workspace, "clauses/recours/2022-01.md", ("tribunal administratif", "tribunal de l’avenir"))
    result = assemble("deliberation", "harnes.yaml")
    assert result.status == 0 and "figé" not in straight(result.output)
    said = text(WordFile.at(workspace / "out/harnes/deliberation.docx"))
    assert "tribunal de l’avenir" not in said and "PROJET" not in said
    edit(workspace, "inputs/harnes.yaml", ("Gestion des écoles maternelles", "Gestion des lycées"))
    refusal = assemble("deliberation", "harnes.yaml")
    assert refusal.status == 2 and "ne serait plus celui qui a été voté" in straight(refusal.output)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Autorisation de signer", "Autorisation de payer"),
        ("Article 13 – Les recours", "Article 13 – Les secours"),
        ("Nombre de places", "Nombre de place"),
    ],
)
def test_a_text_that_came_out_wrong_is_found_in_both(tools, old, new):
    path = REPOSITORY / "inputs/harnes.yaml"
    (made,) = make_deliberations(tools, path).made
    annexe = compose_input(tools, path).document
    prove(made.data, annexe, path, tools.templates.own_lines, before=made.document)
    parts = dict(WordFile(made.data).parts)
    before, found, after = parts[MAIN].decode().rpartition(old)
    assert found
    parts[MAIN] = f"{before}{new}{after}".encode()
    with pytest.raises(Problems):
        prove(zipped(parts), annexe, path, tools.templates.own_lines, before=made.document)

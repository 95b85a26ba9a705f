"""Draft deliberations: their words, the convention behind them, what they are refused for."""

from __future__ import annotations

import re
import struct
import zlib
from collections import Counter

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from real import REPOSITORY
from trials import edit, put, straight
from wordfile import MAIN, W, WordFile, edit_part, text_of, zipped

from assembler.build.acte_deliberation import make_deliberations
from assembler.build.convention import compose_input
from assembler.model.place import Problems
from assembler.readers.word import read_word_file
from assembler.writers.proof import prove

BODIES = """caf: communs/pas-de-calais.yaml
territoire:
  type: epci
  nom: Arras
  denomination: communauté urbaine
  communes:
    - nom: Arras
      deliberation: {numero: 2026-11, date: 2026-03-02, transmission: 2026-03-06}
      signataire: {nom: Frédéric LETURQUE}
    - nom: Le Sars
      signataire: {nom: Anne PETIT, qualite: La Maire}
    - {nom: Œuf-en-Ternois, signataire: {nom: Paul HUIT, qualite: L’adjoint au maire}}
periode: {debut: 2026-01-01, fin: 2029-12-31}
signature:
  signataires:
    - {organisme: Caisse d’Allocations Familiales du Pas-de-Calais, qualite: Le Directeur}
    - {organisme: Communauté urbaine d’Arras, qualite: La Présidente, nom: Jeanne ROY}
"""
BLANK = "[à compléter : "


def text(file: WordFile) -> str:
    return straight("\n".join(file.lines))


def drafted(assemble, workspace, *arguments: str, name: str = "harnes", file: str = "deliberation") -> WordFile:
    result = assemble("deliberation", f"{name}.yaml", *arguments)
    assert result.status == 0, result.output
    return WordFile.at(workspace / f"out/{name}/{file}.docx")


@pytest.fixture
def intercommunal(workspace):
    put(workspace, "inputs/cua.yaml", BODIES)


# --- its words -------------------------------------------------------------------------


def test_a_deliberation_decides_what_the_council_must(assemble, workspace):
    file = drafted(assemble, workspace, "--sans-annexe")
    assert [title for _, title in file.headings()] == [
        "Objet",
        "Séance",
        "Visas",
        "Exposé des motifs",
        "Vote",
        "Article 1er – Approbation de la convention",
        "Article 2 – Autorisation de signer",
        "Article 3 – Transmission, publication et exécution",
        "Voies et délais de recours",
        "Signatures",
    ]
    said = text(file)
    assert said.startswith("Commune de Harnes\nExtrait du registre des délibérations\ndu conseil municipal\n")
    assert "articles L. 2121-29, L. 2122-21, L. 2131-1 et L. 2131-2" in said
    assert "Le conseil municipal autorise le maire à signer cette convention au nom de la commune de Harnes" in said
    assert "deux mois à compter de sa publication" in said and "tribunal administratif de " + BLANK in said
    assert "Petite enfance" in said and "Commune de Harnes" in said and "Philippe DUQUESNOY" in said
    assert "Projet de délibération" in said and "annexé" not in said and "5211" not in said


def test_what_the_input_knows_of_the_vote_is_filled_in(assemble, workspace):
    vote = "deliberation: {numero: 2023-07, date: 2023-02-10, transmission: 2023-02-14}\n"
    put(workspace, "inputs/harnes.yaml", (workspace / "inputs/harnes.yaml").read_text("utf-8") + vote)
    said = text(drafted(assemble, workspace, "--sans-annexe"))
    assert "Délibération n° 2023-07, séance du 10 février 2023" in said and "Projet de délibération" not in said
    assert "Délibération transmise au représentant de l’État le 14 février 2023, publiée le " + BLANK in said


@pytest.mark.usefixtures("intercommunal")
def test_each_council_of_an_intercommunality_has_its_own(assemble, workspace):
    folder = workspace / "out/cua"
    own = text(drafted(assemble, workspace, "--sans-annexe", name="cua"))
    names = ["deliberation-arras", "deliberation-le-sars", "deliberation-oeuf-en-ternois", "deliberation"]
    assert sorted(path.stem for path in folder.iterdir()) == sorted(names)
    arras, sars, oeuf = (text(WordFile.at(folder / f"{name}.docx")) for name in names[:3])
    assert own.startswith("Communauté urbaine d’Arras\n") and "\ndu conseil communautaire\n" in own
    assert "l’article L. 5211-3" in own and "2121-29" not in own and "les statuts de la communauté urbaine" in own
    assert "autorise la présidente à signer" in own and "La présidente est chargée" in own and "Jeanne ROY" in own
    assert arras.startswith("Commune d’Arras\n") and "Délibération n° 2026-11, séance du 2 mars 2026" in arras
    assert "Frédéric LETURQUE" in arras and "Jeanne ROY" not in arras and "et à la communauté urbaine d’Arras" in arras
    assert "autorise la maire à signer cette convention au nom de la commune du Sars" in sars and "chargée" in sars
    assert "autorise le maire à signer" in oeuf and "Paul HUIT" not in oeuf  # an adjoint signs no deliberation


@pytest.mark.usefixtures("intercommunal")
@pytest.mark.parametrize(
    ("pour", "files"),
    [
        ("Le Sars", {"deliberation-le-sars"}),
        ("œuf-en-ternois", {"deliberation-oeuf-en-ternois"}),
        ("commune d'Arras", {"deliberation-arras"}),
        ("communauté urbaine d’Arras", {"deliberation"}),
    ],
)
def test_one_council_can_be_asked_for(assemble, workspace, pour, files):
    drafted(assemble, workspace, "--sans-annexe", "--pour", pour, name="cua", file=next(iter(files)))
    assert {path.stem for path in (workspace / "out/cua").iterdir()} == files


@pytest.mark.usefixtures("intercommunal")
def test_a_council_that_is_not_of_this_convention_is_refused(refused):
    said = refused("deliberation", "cua.yaml", "--pour", "Le Sar")
    assert "« Le Sar »" in said and "Vouliez-vous dire « Le Sars » ?" in said


# --- the convention behind it ----------------------------------------------------------


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


# --- what is refused, what is proven ---------------------------------------------------


@pytest.mark.parametrize(
    ("gone", "said"),
    [("templates/acte.docx", "Le modèle « acte.docx » manque"), ("clauses/deliberation.yaml", "pas de plan de délib")],
)
def test_what_a_workspace_lacks_is_told(refused, workspace, gone, said):
    (workspace / gone).unlink()
    assert said in refused("deliberation", "harnes.yaml")


def test_a_commune_s_own_logo_must_be_a_picture(refused, workspace):
    put(workspace, "inputs/cua.yaml", BODIES.replace("- nom: Le Sars", "- nom: Le Sars\n      logo: sars.png"))
    put(workspace, "inputs/sars.png", b"no picture")
    said = refused("deliberation", "cua.yaml")
    assert "Ce logo n’est pas une image" in said and "inputs/cua.yaml:11" in said


def test_a_template_that_loses_the_text_is_refused(refused, workspace):
    edit_part(workspace / "templates/acte.docx", lambda xml: xml.replace("{{ couverture.sous_titre }}", ""), MAIN)
    assert "Ce texte manque" in refused("deliberation", "harnes.yaml", "--sans-annexe")
    assert "Ce texte manque" in refused("deliberation", "harnes.yaml")


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


def test_each_act_bears_the_logo_of_its_own_body(assemble, workspace):
    for rank, name in enumerate(("communaute", "arras", "caf"), start=1):
        put(workspace, f"inputs/communs/{name}.png", picture(rank))
    own = BODIES.replace("  nom: Arras\n  deno", "  nom: Arras\n  logo: communs/communaute.png\n  deno")
    put(workspace, "inputs/cua.yaml", own.replace("- nom: Arras\n", "- nom: Arras\n      logo: communs/arras.png\n"))
    edit(workspace, "inputs/communs/pas-de-calais.yaml", ("nom: Caf", "logo: caf.png\nnom: Caf"))
    validator = OpenXmlValidator(strict=True, security_validation=True, max_errors=20)
    for arguments, others in (((), {"caf", "communaute"}), (("--sans-annexe",), set())):
        for pour, name in (("commune d’Arras", "arras"), ("communauté urbaine d’Arras", "communaute")):
            stem = "deliberation-arras" if name == "arras" else "deliberation"
            file = drafted(assemble, workspace, *arguments, "--pour", pour, name="cua", file=stem)
            assert file.body.find(f".//{W}drawing") is not None
            found = {data for part, data in file.parts.items() if part.endswith(".png")}
            wanted = {(workspace / f"inputs/communs/{each}.png").read_bytes() for each in {name, *others}}
            assert found == wanted
            assert [str(error) for error in validator.validate(workspace / f"out/cua/{stem}.docx").errors] == []
            numbers = re.findall(r'<wp:docPr id="(\d+)"', file.parts[MAIN].decode())
            assert len(set(numbers)) == len(numbers) == 1 + len(others)


def picture(side: int) -> bytes:
    """A black PNG of that many pixels a side."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (side + 1) * side)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")

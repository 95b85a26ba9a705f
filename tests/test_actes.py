"""Draft deliberations: their words, their logos, what they are refused for."""

from __future__ import annotations

import re

import pytest
from actes import BLANK, BODIES, drafted, text
from openxml_audit import OpenXmlValidator
from pngmaking import png
from trials import edit, put
from wordfile import MAIN, W, WordFile, edit_part


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


# --- what is refused ---------------------------------------------------


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


def test_each_act_bears_the_logo_of_its_own_body(assemble, workspace):
    for rank, name in enumerate(("communaute", "arras", "caf"), start=1):
        put(workspace, f"inputs/communs/{name}.png", png(rank, rank))
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

"""The sheet of the signature round: whose turn it is, by the names and dates of the input."""

from __future__ import annotations

from datetime import date

import pytest
from avenants import CONVENTION, FILE, SIGNED, seal_convention
from drafts import convention
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from trials import put, straight
from wordfile import W, WordFile, rows_of, text_of

from assembler.compose.acte_circuit import circuit_of, steps
from assembler.model.document import plain

CAF = {"organisme": "Caisse d’Allocations Familiales du Pas-de-Calais", "qualite": "Le Directeur", "nom": "Jean PION"}
HEAD = ["Organisme", "Signataire", "Délibération", "Transmise au préfet le", "Signée le"]


def sheet(assemble, workspace, name: str) -> tuple[list[list[str]], list[str], str]:
    """The rows of the table, what remains to be done, and what the terminal says."""
    result = assemble("circuit", f"{name}.yaml")
    assert result.status == 0, result.output
    file = WordFile.at(workspace / f"out/{name}/circuit-signature.docx")
    (table,) = file.tables()
    left = [straight(text_of(each)) for each in file.section("Ce qu’il reste à faire") if text_of(each)]
    return [[straight(cell) for cell in row] for row in rows_of(table)], left, straight(result.output)


def states(**keys) -> dict[str, str]:
    return {plain(each.box.organisme): each.state for each in circuit_of(convention(**keys)).signings}


# --- the sheet -------------------------------------------------------------------------


def test_a_draft_has_everything_to_be_done(assemble, workspace):
    rows, left, output = sheet(assemble, workspace, "harnes")
    assert rows == [
        HEAD,
        [CAF["organisme"], "Le Directeur Jean-Jacques PION", "sans objet", "sans objet", "—"],
        ["Commune de Harnes", "Le Maire Philippe DUQUESNOY", "—", "—", "—"],
    ]
    assert left == [
        "Arrêter le texte à voter : la convention est encore à l’étape « projet ».",
        "Faire délibérer l’assemblée de la commune de Harnes.",
        f"Faire signer la {CAF['organisme']} (Le Directeur, Jean-Jacques PION).",
        "Une fois sa délibération transmise au préfet, "
        "faire signer la commune de Harnes (Le Maire, Philippe DUQUESNOY).",
        "Remettre la convention signée à chaque signataire, puis la conserver.",
    ]
    assert "2 sur 2 organismes n’ont pas encore signé" in output and all(step in output for step in left)
    assert "Commune de Harnes : doit délibérer" in output


def test_a_vote_that_is_not_transmitted_comes_before_any_signature(assemble, workspace):
    put(workspace, f"inputs/{FILE}", CONVENTION.replace(", transmission: 2023-03-05", ""))
    rows, left, output = sheet(assemble, workspace, "essai")
    assert rows[2][2:] == ["n° 2023-08 du 01/03/2023", "—", "—"]
    assert left[0] == "Transmettre au préfet, avant toute signature, la délibération de la commune de Harnes."
    assert "Commune de Harnes : doit transmettre sa délibération au préfet" in output


def test_each_signature_has_its_own_day(assemble, workspace):
    put(workspace, f"inputs/{FILE}", CONVENTION.replace("PION}", "PION, signe_le: 2023-04-02}"))
    rows, left, output = sheet(assemble, workspace, "essai")
    assert [row[4] for row in rows[1:]] == ["02/04/2023", "—"] and rows[2][3] == "05/03/2023"
    assert left == [
        "Faire signer la commune de Harnes (Le Maire, Philippe DUQUESNOY).",
        "Remettre la convention signée à chaque signataire, puis la conserver.",
    ]
    assert "1 sur 2 organismes n’a pas encore signé" in output


def test_a_signature_before_the_transmission_is_told(assemble, workspace):
    put(workspace, f"inputs/{FILE}", CONVENTION.replace("DUQUESNOY}", "DUQUESNOY, signe_le: 2023-03-05}"))
    _, left, _ = sheet(assemble, workspace, "essai")
    assert left[0].startswith("Vérifier les dates de la commune de Harnes : délibération transmise le 5 mars 2023, ")


def test_a_sealed_convention_is_signed_on_the_day_of_its_seal(assemble, workspace):
    seal_convention(assemble, workspace)
    rows, left, output = sheet(assemble, workspace, "essai")
    assert SIGNED == "2023-04-12" and [row[4] for row in rows[1:]] == ["12/04/2023"] * 2
    assert len(left) == 1 and "Tous les organismes ont signé." in output
    assert assemble("deliberation", FILE).status == 0


def test_the_table_has_a_header_row_and_the_file_is_valid(assemble, workspace):
    sheet(assemble, workspace, "lens")
    path = workspace / "out/lens/circuit-signature.docx"
    (table,) = WordFile.at(path).tables()
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.findall(f"{W}tr")] == [True, False, False]
    validator = OpenXmlValidator(strict=True, security_validation=True, max_errors=20)
    assert [str(error) for error in validator.validate(path).errors] == []


# --- who signs for which council -------------------------------------------------------


def test_an_intercommunality_is_not_the_commune_of_its_name():
    members = [{"nom": "Arras", "deliberation": {"date": "2026-03-01"}}, {"nom": "Le Sars"}]
    given = {"nom": "Arras", "type": "epci", "denomination": "communauté urbaine", "communes": members}
    signing = [CAF, {"organisme": "Commune d’Arras"}, {"organisme": "CU d’Arras"}]
    found = states(territoire=given, signature={"signataires": signing}, deliberation={"transmission": "2026-04-01"})
    assert found == {
        CAF["organisme"]: "a signer",
        "Commune d’Arras": "a transmettre",
        "CU d’Arras": "a signer",
        "La commune du Sars": "a deliberer",
    }


@pytest.mark.parametrize(
    "organisme", ["Ville de Lens", "Mairie de Lens", "Lens", "la commune de Lens", "Commune", "COMMUNE DE LENS"]
)
def test_the_territory_is_known_by_its_name_beside_its_ccas(organisme):
    signing = [CAF, {"organisme": "CCAS de Lens"}, {"organisme": organisme}, {"organisme": "MSA Nord"}]
    found = circuit_of(convention(territoire={"nom": "Lens"}, signature={"signataires": signing})).signings
    assert [(each.vote is not None, each.may_vote) for each in found] == [
        (False, False),
        (False, True),
        (True, False),
        (False, False),
    ]


@pytest.mark.parametrize(
    "organisme", ["Communauté urbaine d’Arras", "Lycée d’Arras", "Association des familles d’Arras"]
)
def test_a_body_that_bears_the_name_of_a_commune_does_not_take_its_vote(organisme):
    vote = {"transmission": "2026-04-01"}
    signing = [CAF, {"organisme": organisme}]
    circuit = circuit_of(convention(deliberation=vote, signature={"signataires": signing}))
    votes = {plain(each.box.organisme): each.vote is not None for each in circuit.signings}
    assert votes == {CAF["organisme"]: False, organisme: False, "La commune d’Arras": True}


def test_who_may_have_to_vote_is_not_asked_to_sign_before_it_is_known():
    signing = [CAF, {"organisme": "CCAS d’Arras"}, {"organisme": "Ville d’Arras"}]
    left = list(steps(circuit_of(convention(signature={"signataires": signing}))))
    asked = [rank for rank, step in enumerate(left) if "CCAS" in step]
    assert [left[rank].partition(" ")[0] for rank in asked] == ["Vérifier", "Une"]
    assert "une fois cette vérification faite" in left[asked[1]].lower()
    assert states(signature={"signataires": signing})["CCAS d’Arras"] == "a verifier"


def test_two_persons_who_sign_for_one_body_have_its_one_vote():
    persons = [{"organisme": "Commune d’Arras", "qualite": each} for each in ("Le Maire", "La Maire adjointe")]
    circuit = circuit_of(convention(signature={"signataires": [CAF, *persons]}))
    assert [each.state for each in circuit.signings] == ["a signer", "a deliberer", "a deliberer"]
    assert "Faire délibérer l’assemblée de la commune d’Arras." in list(steps(circuit))


def test_a_council_whose_signatory_is_not_listed_has_its_row():
    found = states(territoire={"nom": "Le Havre"}, signature={"signataires": [CAF]})
    assert found == {CAF["organisme"]: "a signer", "La commune du Havre": "a deliberer"}


days = st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2023, 12, 31)))


@given(voted=days, sent=days, signed=days)
def test_nobody_is_asked_to_sign_before_the_transmission(voted, sent, signed):
    vote = {"date": voted and voted.isoformat(), "transmission": sent and sent.isoformat()}
    signing = [CAF, {"organisme": "Commune d’Arras", "signe_le": signed and signed.isoformat()}]
    circuit = circuit_of(convention(deliberation=vote, signature={"signataires": signing}))
    said = "\n".join(map(straight, steps(circuit)))
    arras = circuit.signings[1]
    assert arras.has_signed == (signed is not None) and not circuit.is_over
    assert ("Une fois sa délibération transmise au préfet, faire signer la commune" in said) == (
        not signed and not sent
    )
    assert ("Transmettre au préfet" in said) == (voted is not None and not sent and not signed)
    assert ("Faire délibérer" in said) == (not voted and not sent and not signed)
    assert ("Vérifier les dates" in said) == (sent is not None and signed is not None and sent >= signed)

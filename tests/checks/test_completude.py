"""What is missing, with its place and its stage."""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise

import pytest
from samples import complete, line_of, only

from assembler.model.document import FICHE_CELLS

EPCI = """
territoire:
  type: epci
  nom: Lens-Liévin
  denomination: communauté d’agglomération
  communes:
    - nom: Avion
      texte: La commune gère les accueils de loisirs.
      signataire: {nom: Anne Roy}
      deliberation: {numero: 12, date: 2023-02-01, transmission: 2023-02-03, texte: Le conseil approuve.}
    - nom: Sallaumines
"""


def without(*path):
    """The complete convention less the value at `path`."""
    data = deepcopy(complete())
    *parents, last = path
    group = data
    for step in parents:
        group = group[step]
    del group[last]
    return data


@pytest.mark.parametrize(("key", "label"), FICHE_CELLS.items())
def test_each_cell_of_a_fiche_is_asked_for_at_the_fiche(checked, key, label):
    (finding,) = only(checked(without("fiches", 1, key), "copil"), "COM001")
    assert finding.severity == "bloquant"
    assert f"«\u00a0{label}\u00a0»" in finding.message
    assert "Ouvrir les loisirs" in finding.message
    assert line_of(finding) == "- id: jeunesse"


@pytest.mark.parametrize("text", ["", "-", "…", " / ", "~", "null"])
def test_a_cell_that_says_nothing_is_empty(checked, text):
    data = deepcopy(complete())
    data["fiches"][1]["partenaires"] = text
    (finding,) = only(checked(data), "COM001")
    assert line_of(finding).startswith("partenaires:")


@pytest.mark.parametrize("text", ["Caf", "[sans objet : un seul service agit]", "[à compléter : qui | Anne Roy]"])
def test_a_cell_with_words_or_a_mark_is_not(checked, text):
    data = deepcopy(complete())
    data["fiches"][1]["partenaires"] = text
    assert not only(checked(data), "COM001")


def test_a_missing_cell_does_not_stop_a_projet(checked):
    (finding,) = only(checked(without("fiches", 1, "public"), "projet"), "COM001")
    assert finding.severity == "avertissement" and finding.blocks == "copil"


def test_nothing_more_is_said_of_a_fiche_that_cannot_be_read(checked):
    data = deepcopy(complete()) | {"etape": "copil"}
    data["fiches"][1] = "essai/illisible.yaml"
    found = checked(data, "copil", {"essai/illisible.yaml": "id: jeunesse\ntitre: [\n"})
    assert {finding.code for finding in found if finding.code.startswith(("LEC", "COM", "JAL"))} == {"LEC001"}


@pytest.mark.parametrize(
    ("path", "code", "line"),
    [
        (("fiches", 0, "titre"), "COM002", "- id: petite-enfance"),
        (("intervention", "texte"), None, ""),
        (("enjeux", "themes", 2, "titre"), "COM006", "- axe: Parentalité"),
        (("enjeux", "themes", 2, "orientations", 0, "objectifs"), "COM007", "- titre: Aider les parents avant que"),
        (("gouvernance", "instances", 1, "missions"), "COM009", "- nom: Comité technique"),
        (("gouvernance", "instances", 1, "nom"), "COM009", "- composition: le chargé de coopération"),
        (("gouvernance", "instances", 0, "reunions"), "COM010", "- nom: Comité de pilotage"),
        (("diagnostic", "sections", 1, "titre"), "COM013", "- tableaux:"),
        (("diagnostic", "contexte", 0, "tableau", "lignes"), "COM015", "titre: Effectifs des écoles"),
        (("diagnostic", "reference"), "COM030", "presentation:"),
        (("diagnostic", "contexte", 0, "titre"), "COM015", "- texte:"),
        (("territoire", "ads", "nom"), "COM026", "responsable: femme"),
        (("equipements", "liste", 2, "type"), "COM018", "- nom: La Parenthèse"),
        (("equipements", "liste", 2, "nom"), "COM018", "- type: Lieu d’accueil enfants-parents"),
        (("equipements", "liste", 2, "adresse"), "COM019", "- type: Lieu d’accueil enfants-parents"),
        (("signature", "lieu"), "COM021", "date: '2023-03-15'"),
        (("signature", "date"), "COM022", "lieu: Villeneuve-sur-Deûle"),
        (("signature", "signataires", 0, "organisme"), "COM024", "- qualite: La Directrice"),
        (("deliberation", "numero"), "COM025", "date: '2023-02-10'"),
        (("deliberation", "texte"), "COM020", "numero: 2023-07"),
        (("caf", "sdsf", "generation"), "COM027", "debut: '2023'"),
        (("caf", "cog", 0, "axes", 1, "sous_objectifs"), "COM028", "- titre: Soutenir les parents et les jeunes"),
        (("caf", "sdsf", "principes"), None, ""),
        (("signature", "exemplaires"), None, ""),
        (("gouvernance", "animation"), None, ""),
    ],
)
def test_a_missing_value_is_found_at_its_parent(checked, path, code, line):
    found = [each for each in checked(without(*path)) if each.code.startswith("COM")]
    if code is None:
        assert found == []
    else:
        finding = next(each for each in found if each.code == code)
        assert line_of(finding).startswith(line)


def test_an_empty_list_of_objectives_is_found_at_its_own_line(checked):
    data = deepcopy(complete())
    data["enjeux"]["themes"][1]["orientations"] = []
    data["enjeux"]["themes"][2]["orientations"][0]["objectifs"] = []
    lines = [line_of(finding) for finding in only(checked(data), "COM007")]
    assert lines == ["orientations: []", "objectifs: []"]


@pytest.mark.parametrize(
    ("sample", "codes"),
    [
        ("deliberation: ''", {"COM020", "COM025"}),
        ("signature: {date: ''}", {"COM022"}),
    ],
)
def test_what_the_vote_cannot_know_blocks_at_signature_only(checked, sample, codes):
    stages = {stage: checked(sample, stage) for stage in ("deliberation", "signature")}
    for stage, severity in (("deliberation", "information"), ("signature", "bloquant")):
        found = [each for each in stages[stage] if each.code in codes]
        assert {each.code for each in found} == codes
        assert {each.severity for each in found} == {severity}


def test_a_deliberation_without_any_value_is_one_finding(checked):
    assert len(only(checked("deliberation: ''"), "COM025")) == 1
    assert len(only(checked("deliberation: {numero: '', date: ''}"), "COM025")) == 2


def test_an_annexe_that_the_convention_does_not_have_is_not_asked_for(checked):
    found = checked("{annexes: [diagnostic, equipements, plan-actions, referentiel], deliberation: {texte: ''}}")
    assert not only(found, "COM020")


@pytest.mark.parametrize("code", ["COM004", "COM020", "COM023", "COM025"])
def test_each_member_commune_is_asked_for_its_own(checked, code):
    found = [each for each in only(checked(EPCI), code) if "Sallaumines" in each.message or "Avion" in each.message]
    (finding,) = found
    assert "Sallaumines" in finding.message
    assert line_of(finding) == "- nom: Sallaumines"


def test_the_intercommunality_votes_too_but_may_leave_article_3_to_its_members(checked):
    found = checked(EPCI + "deliberation: ''\nintervention: ''")
    own = [each for each in only(found, "COM025") if "Sallaumines" not in each.message]
    assert len(own) == 1 and "commune" not in own[0].message
    assert len(only(found, "COM004")) == 1


@pytest.mark.parametrize(
    ("name", "body", "missing"),
    [
        ("Le Havre", "Ville du Havre", False),
        ("L’Île-Bouchard", "Commune de L’Île-Bouchard", False),
        ("Lens", "VILLE DE LENS", False),
        ("Lens", "Communauté d’agglomération de Lens-Liévin", True),
        ("Lens", "Commune de Lensois", True),
    ],
)
def test_the_territory_is_known_among_the_signatories(checked, name, body, missing):
    data = deepcopy(complete())
    data["territoire"]["nom"] = name
    data["signature"]["signataires"][1]["organisme"] = body
    found = [each.message for each in only(checked(data), "COM023")]
    assert found == ([f"«\u00a0{name}\u00a0» ne figure pas parmi les signataires."] if missing else [])


@pytest.mark.parametrize("body", ["Caf du Pas-de-Calais", "Caisse d'allocations familiales du Nord", "CAF 62"])
def test_the_caf_is_known_among_the_signatories(checked, body):
    data = deepcopy(complete())
    data["signature"]["signataires"][0]["organisme"] = body
    assert not only(checked(data), "COM023")


def test_without_signatories_one_finding_says_it_all(checked):
    (finding,) = only(checked("signature: {signataires: ''}"), "COM023")
    assert finding.message.startswith("Aucun signataire")


def test_one_signatory_for_both_parties_is_not_enough(checked):
    body = "Caf du Pas-de-Calais et commune de Villeneuve-sur-Deûle"
    sample = f"signature: {{signataires: [{{organisme: {body}, qualite: Le Maire, nom: Anne Roy}}]}}"
    (finding,) = only(checked(sample), "COM023")
    assert "qu’un signataire" in finding.message


def test_a_list_of_equipments_names_all_that_lack_an_address(checked):
    data = deepcopy(complete())
    for item in data["equipements"]["liste"][1:3]:
        del item["adresse"]
    (finding,) = only(checked(data), "COM019")
    assert "La Ronde des Petits" in finding.message and "La Parenthèse" in finding.message
    assert "Les Libellules" not in finding.message


def test_a_missing_team_or_scheme_is_one_finding(checked):
    assert len(only(checked(without("territoire", "ads")), "COM026")) == 1
    assert len(only(checked(without("caf", "sdsf")), "COM027")) == 1


def test_only_what_the_wordings_in_use_show_is_asked_for(checked):
    data = without("territoire", "ads")
    data["derogations"] = [{"clause": "intervention-caf", "texte": "essai/libre.md", "motif": "Texte court"}]
    assert not only(checked(data, files={"essai/libre.md": "La Caf agit pour les familles.\n"}), "COM026")


def test_an_empty_statistical_table_is_named(checked):
    (finding,) = only(
        checked("diagnostic: {donnees: lens/donnees.csv, sections: [{titre: A, tableaux: [T2, T3]}]}"), "COM016"
    )
    assert "potentiel" in finding.message.lower()
    assert line_of(finding) == "- T3"


def test_the_sentences_are_typeset(checked):
    found = checked(EPCI + "deliberation: ''\nfiches: ''\nenjeux: ''\ngouvernance: ''")
    for finding in (each for each in found if each.code.startswith("COM")):
        for sign, after in pairwise(finding.message):
            assert not (sign == " " and after in ":;?!»") and not (sign == "«" and after == " ")

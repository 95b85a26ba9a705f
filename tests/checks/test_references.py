"""References: which sentences are at fault, where, and what is said of them."""

from __future__ import annotations

import pytest
from samples import faulty, line_of, only, pointed

FAULTS = {
    "REF001": [
        "La liste est jointe (cf. annexe).",
        "Voir annexe, pour le détail.",
        "Le détail figure plus loin (voir l’annexe ci-jointe).",
        "Le détail est donné ailleurs (en annexe).",
        "Le calendrier est arrêté (cf. fiche action).",
        "Les données sont protégées (cf. article).",
        "Le détail figure à l’annexe n° de la convention.",
    ],
    "REF002": [
        "Le détail figure en annexe 9.",
        "Le détail figure en Annexe VII.",
        "Les annexes 1, 2 et 8 font partie de la convention.",
        "L’annexe n° 12 le précise.",
        "La liste figure en annexe 6 de la présente convention.",
        "Les règles figurent dans l’annexe gouvernance.",
        "Les instances sont décrites dans le document ci-joint.",
    ],
    "REF003": [
        "Les données sont protégées (article 31).",
        "L’article 6-c organise le pilotage.",
        "Les articles 3 à 18 s’appliquent.",
        "L’art. 22 le prévoit.",
        "L’article 15 de la présente convention le prévoit.",
    ],
    "REF004": [
        "La fiche 9 le prévoit.",
        "La fiche action n° 14 le prévoit.",
        "Les fiches 4 et 7 le prévoient.",
        "La fiche n°8 du plan d’actions le prévoit.",
    ],
    "REF005": [
        "Les besoins sont décrits en annexe 2 (diagnostic partagé).",
        "Les besoins sont décrits en annexe 3 : le diagnostic.",
        "Le référentiel d’emploi (annexe 2) le précise.",
        "Les équipements de l’annexe 1 sont soutenus.",
        "L’article 9 (durée) le prévoit.",
        "La fiche 1 « Rencontrer les parents le soir et le samedi » le prévoit.",
    ],
}
INNOCENT = [
    "Le détail figure en annexe 2 et à l’article 6, ainsi qu’à l’article 6-a.",
    "Les annexes 1 à 5 font partie de la convention ; l’article 1er en rappelle l’objet.",
    "Le registre est celui de l’article 30 du RGPD.",
    "La loi n° 78-17 du 6 janvier 1978, notamment ses articles 39 et 40, s’applique.",
    "Le plan est établi en application de l’article L. 2131-1 du code général des collectivités territoriales.",
    "La compétence vient de l’article 17 de la loi n° 2023-1196 du 18 décembre 2023.",
    "La compétence vient de la loi du 18 décembre 2023 (article 17).",
    "Le local respecte l’annexe 21 de l’arrêté du 31 août 2021.",
    "L’article 28 du règlement de fonctionnement fixe les horaires.",
    "Voir la fiche de poste du chargé de coopération et la fiche d’inscription.",
    "Les indicateurs peuvent être joints en annexe.",
    "Chaque article de presse est conservé ; chaque fiche 2023 aussi.",
    "Les besoins sont décrits en annexe 1 (diagnostic partagé).",
    "Le référentiel de l’annexe 4 le précise ; les équipements soutenus figurent en annexe 2.",
    "La liste arrêtée par délibération figure en annexe 2.",
    "L’article 7, communication du bilan comprise, s’applique.",
    "La fiche 3 « Rencontrer les parents le soir et le samedi » le prévoit.",
    "Le détail figure en annexe [à compléter : numéro | Anne Roy].",
]


@pytest.mark.parametrize(("code", "sentences"), FAULTS.items())
def test_a_faulty_reference_is_found_on_its_line(checked, code, sentences):
    assert faulty(checked, code, sentences) == sentences


@pytest.mark.parametrize("code", FAULTS)
def test_a_good_reference_or_one_to_another_text_is_none(checked, code):
    assert faulty(checked, code, INNOCENT) == []


def test_a_deliberation_has_articles_of_its_own(checked):
    text = "Article 21 – Le maire est autorisé à signer."
    assert not only(checked(f"deliberation: {{texte: '{text}'}}"), "REF003")


def test_the_reference_itself_is_pointed_at_and_the_range_is_told(checked):
    (finding,) = only(checked("gouvernance: {animation: 'Tout figure en annexe 9.'}", "copil"), "REF002")
    assert pointed(finding).startswith("annexe 9")
    assert "«\u00a0Tout figure en annexe 9.\u00a0»" in finding.message
    assert "vont de 1 à 5" in finding.hint
    assert finding.severity == "avertissement"


def test_a_broken_reference_blocks_the_vote(checked):
    (finding,) = only(checked("gouvernance: {animation: 'Tout figure en annexe 9.'}", "deliberation"), "REF002")
    assert finding.severity == "bloquant"


def test_references_stand_in_every_text_of_the_convention_but_not_in_remarks(checked):
    over = """
gouvernance:
  remarques: [{de: Caf, texte: Voir annexe 9., suite: Voir annexe 9.}]
  instances: [{nom: Comité de pilotage, composition: liste de l’annexe 9, missions: Suivre l’annexe 9.}]
equipements: {offre: [{titre: Offre, tableau: {colonnes: [Nom], lignes: [[voir annexe 9]]}}]}
"""
    assert len(only(checked(over), "REF002")) == 3


def test_what_the_convention_names_but_does_not_hold_is_missing(checked):
    over = """
annexes: [diagnostic, equipements, plan-actions, referentiel]
gouvernance: {animation: 'La délibération ci-jointe le prévoit.'}
"""
    (finding,) = [f for f in only(checked(over), "REF002") if "ci-jointe" in f.message]
    assert "la délibération" in finding.message
    assert "«\u00a0deliberation\u00a0»" in finding.hint


def test_an_annexe_that_a_typed_text_cites_is_cited(checked):
    over = "annexes: [diagnostic, equipements, plan-actions, referentiel, deliberation, gouvernance]\n"
    (finding,) = only(checked(over), "REF006")
    assert "l’annexe 6 (la gouvernance)" in finding.message
    assert line_of(finding) == "- gouvernance"
    for citing in ("Les instances de l’annexe 6 se réunissent.", "L’annexe relative à la gouvernance le dit."):
        assert not only(checked(over + f"diagnostic: {{presentation: '{citing}'}}"), "REF006")


LINKS = "enjeux: {{themes: [{{titre: A, objectifs: [{a}]}}, {{titre: B, objectifs: [{b}]}}]}}"
EVERY_FICHE = "{fiche: petite-enfance}, {fiche: jeunesse}, {fiche: parentalite}, {fiche: vie-sociale}"


def test_a_fiche_without_objective_points_at_the_fiche(checked):
    (finding,) = only(checked(LINKS.format(a=EVERY_FICHE, b="{fiche: jeunesse}")), "REF007")
    assert line_of(finding) == "- id: acces-aux-droits"
    assert "fiche: acces-aux-droits" in finding.hint


def test_a_theme_without_fiche_points_at_the_theme(checked):
    (finding,) = only(checked(LINKS.format(a=EVERY_FICHE, b="Agir")), "REF008")
    assert line_of(finding) == "- titre: B"


def test_where_nothing_is_linked_it_is_said_once(checked):
    found = checked(LINKS.format(a="Agir", b="Agir encore"))
    (finding,) = only(found, "REF008")
    assert line_of(finding).startswith(("themes:", "- titre: A"))
    assert not only(found, "REF007")


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["1. a", "2. b", "4. c", "5. d"], ["4. c"]),
        (["1. a", "2. b", "2. c"], ["2. c"]),
        (["1/ a", "2/ b", "4/ c"], ["4/ c"]),
        (["1° a", "3° b"], ["3° b"]),
        (["1°) a", "3°) b"], ["3°) b"]),
        (["a) a", "b) b", "d) d"], ["d) d"]),
        (["2. a", "3. b"], ["2. a"]),
        (["1. a", "1. b"], ["1. b"]),
        (["1. a", "  1. x", "  3. y", "2. b"], ["  3. y"]),
        (["1. a", "  1. x", "2. b", "  1. y", "3. c"], []),
        (["1. a", "2. b", "Ensuite :", "1. c", "2. d"], []),
        (["1. a", "Suite.", "2. b"], []),
        (["Le 12 mars, à 12. h"], []),
        (["2024 : ouverture", "2026 : bilan"], []),
    ],
)
def test_typed_numbers_follow_each_other(checked, lines, wrong):
    assert faulty(checked, "REF009", ["Étapes :", *lines], between="\n") == wrong


def test_numbers_typed_in_titles_follow_each_other(checked):
    over = "diagnostic: {sections: [{titre: 1. Familles, commentaires: A}, {titre: 3. Enfance, commentaires: B}]}"
    (finding,) = only(checked(over), "REF009")
    assert line_of(finding) == "- titre: 3. Enfance"
    assert "«\u00a02.\u00a0»" in finding.hint

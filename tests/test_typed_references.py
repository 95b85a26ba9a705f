"""Typed references: what is recognised in a text, and what belongs to another one."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assembler.model.renvois import is_surely_own, typed_in

OWN = {
    "Le détail figure en annexe 2.": ["annexe 2"],
    "Voir l’article 6-a et l’Article 1er.": ["article 6-a", "article 1"],
    "Les articles 3 et 4 s’appliquent.": ["article 3", "article 4"],
    "La fiche action n° 3 le prévoit.": ["fiche 3"],
    "Les fiches 1 à 3 le prévoient.": ["fiche 1", "fiche 3"],
    "Les annexes 1, 2 et IV en font partie.": ["annexe 1", "annexe 2", "annexe 4"],
    "Le tableau 4 et les graphiques 1 et 2 le montrent.": ["tableau 4", "graphique 1", "graphique 2"],
    "Selon l’article 7 de la présente convention, le bilan est annuel.": ["article 7"],
    "Selon l’article 7 de la convention territoriale globale.": ["article 7"],
    "La fiche 2 du plan d’actions le prévoit.": ["fiche 2"],
    "Le tableau 4 de l’annexe 1 le montre.": ["tableau 4", "annexe 1"],
    "La loi s’applique. L’article 6 organise le pilotage.": ["article 6"],
    "Le schéma départemental inspire la fiche 2.": ["fiche 2"],
}
ANOTHERS = [
    "Le registre est celui de l’article 30 du RGPD.",
    "La compétence vient de l’article L. 263-1 du code.",
    "Le modèle est celui de l’annexe 2 de la circulaire.",
    "La compétence vient de l’article 17 de la loi n° 2023-1196.",
    "La loi du 6 janvier 1978, notamment son article 3, s’applique.",
    "La loi du 6 janvier 1978 impose à l’article 3 une information.",
    "Vu la délibération du 3 mars et son annexe 1,",
    "Le contrat, dans ses articles 3 et 4, le prévoit.",
    "Le tableau 4 du rapport de l’Insee le montre.",
    "L’article 3 du bail le prévoit, comme l’annexe 1 à la délibération.",
    "Les articles 1366, 1367 et 1375 du code civil s’appliquent.",
    "Article 1 – Le maire est autorisé à signer.",
    "L’article 2 de l’annexe 3",
    "Chaque article de presse est conservé ; chaque fiche 2023 aussi ; le tableau 2020 aussi.",
    "Conformément à l’article 6 de ce document",
]


def own(text: str) -> list[str]:
    return [
        f"{found.kind} {each.number}"
        for found in typed_in(text)
        if is_surely_own(text, found)
        for each in found.numbers
    ]


@pytest.mark.parametrize(("text", "expected"), OWN.items())
def test_a_reference_to_the_convention_is_recognised_with_each_of_its_numbers(text, expected):
    assert own(text) == expected
    assert own(text.replace(" ", "\u00a0")) == expected


@pytest.mark.parametrize("text", ANOTHERS)
def test_a_reference_to_another_text_is_none(text):
    assert [found for found in own(text) if not found.startswith("annexe 3")] == []


@given(st.text(alphabet="annexearticlefichetableau s0123456789IVX.,-–é’\u00a0\n°()", max_size=80))
@example("articles 3 et 4, annexe 2 du code")
def test_spans_are_in_order_apart_and_inside(text):
    at = 0
    for found in typed_in(text):
        assert at <= found.start < found.end <= len(text)
        assert found.numbers[0].start == found.start and found.numbers[-1].end == found.end
        for each in found.numbers:
            assert at <= each.start < each.end <= found.end
            at = each.end

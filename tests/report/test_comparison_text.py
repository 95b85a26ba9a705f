"""A comparison in the terminal: every difference in words, with or without colour."""

from __future__ import annotations

import re

import click
import pytest
from samples_comparison import (
    HOSTILE,
    came,
    changed,
    every_verdict,
    gone,
    hostile,
    near,
    nothing,
    real_clause,
    retour,
    same,
    unchanged,
)

from assembler.model.comparison import Beside, Comparison, Unit, Verdict
from assembler.model.difference import Segment, Step
from assembler.model.lines import Line
from assembler.report.comparison.text import comparison_text, summary


def plain(text: str) -> str:
    """As it is piped, spaces made plain."""
    return click.unstyle(text).replace("\u00a0", " ")


def lines(comparison: Comparison) -> list[str]:
    return plain(comparison_text(comparison)).splitlines()


def of(*steps: Step, verdict: Verdict = "modifié") -> list[str]:
    """What is told of the lines of one part."""
    unit = Unit("x", "article", "Article 1", verdict, steps)
    found = lines(Comparison("retour", "t", "a", "b", (unit,)))
    return found[found.index(f"Article 1 — {verdict}") + 1 :]


def test_the_summary_says_what_became_of_each_part() -> None:
    found = plain(summary(retour())).splitlines()
    assert found[0] == (
        "Sur 12 parties comparées, 2 sont modifiées, 1 est remplacée par une autre version de la bibliothèque, "
        "1 est complétée, 1 est ajoutée, 1 est supprimée, 1 est déplacée et 5 sont identiques "
        "(dont 1 à la typographie près). 3 autres points sont à regarder."
    )
    assert found[1:3] == ["  complétée  Couverture", "  modifié    Article 5 : Le pilotage de la convention"]
    assert "  supprimée  Fiche 7 : Accueil des jeunes" in found
    assert len(found) == 1 + len(retour().changed)
    assert lines(retour())[4 : 4 + len(found)] == found


@pytest.mark.parametrize(
    ("kind", "units", "sentence"),
    [
        ("retour", (unchanged(1),), "Aucune différence : le fichier reçu a le texte qui a été envoyé."),
        ("fichiers", (unchanged(1),), "Aucune différence : les deux conventions ont le même texte."),
        ("clauses", (unchanged(1),), "Aucune différence : les deux textes sont identiques."),
        ("fichiers", (near(),), "Aucune différence : les deux conventions ont le même texte, à la typographie près."),
        ("clauses", every_verdict()[9:10], "La clause est modifiée."),
        ("retour", every_verdict()[10:11], "La partie est supprimée."),
        ("fichiers", every_verdict()[9:10] * 2, "Les 2 parties comparées sont toutes modifiées."),
        ("clauses", (unchanged(1), every_verdict()[9]), "Sur 2 clauses comparées, 1 est modifiée et 1 est identique."),
    ],
)
def test_one_sentence_tells_the_tally(kind: str, units: tuple[Unit, ...], sentence: str) -> None:
    assert plain(summary(nothing(kind, *units))).splitlines()[0] == sentence


def test_no_part_at_all_and_things_beside_alone() -> None:
    empty = Comparison("retour", "t", "a", "b", ())
    assert plain(summary(empty)) == "Aucune différence : il n’y a rien à comparer."
    beside = (Beside("commentaire", "Un commentaire."),)
    one = Comparison("retour", "t", "a", "b", (unchanged(1),), beside)
    assert plain(summary(one)) == "Aucune partie n’a changé. 1 autre point est à regarder."


def test_changed_words_are_marked_without_colour() -> None:
    assert of(changed("Un ", ("deux", "trois", "modifie"), " quatre")) == ["  ~ Un [-deux-]{+trois+} quatre"]
    assert of(gone("a"), came("b")) == ["  - a", "  + b"]
    assert "\x1b[31m[-deux-]" in comparison_text(retour())


def test_filled_places_moves_and_typography_are_told_in_words() -> None:
    found = lines(retour())
    assert "  complété : Référent : [-[à compléter : nom du référent]-]{+Camille Dupont-Lefèvre+}." in found
    moved = [line for line in found if "comité de pilotage se réunit" in line]
    assert moved[0].startswith("  déplacé d’ici vers « Les réunions », plus bas : Le comité")
    assert moved[1].startswith("  venu de « Le pilotage », plus haut : Le comité")
    assert "[-deux-]{+trois+}" in moved[1]
    signs = "apostrophe droite → apostrophe courbe, espace → espace insécable"
    assert f"  Typographie ou mise en forme seule : 1 ligne ({signs})." in found
    assert found[-2:] == [
        "Différences de typographie ou de mise en forme seule :",
        "  Article 9 : Communication : apostrophe droite → apostrophe courbe",
    ]


def test_another_form_alone_is_told_in_words() -> None:
    step = Step("typographie", Line("Le but"), Line("Le but", "titre", 2), (Segment("Le but", "Le but", "identique"),))
    assert of(step) == ["  Typographie ou mise en forme seule : 1 ligne (paragraphe → intertitre)."]


def test_a_change_stands_under_its_title() -> None:
    found = lines(real_clause())
    assert found[-4] == "  ~ # Dénonciation{+ avec un préavis de six mois+}"
    assert "par sa seule volonté" in found[-3]
    piloted = lines(retour())
    assert piloted.index("  Sous « Le pilotage »") < piloted.index("  - La Caf préside les séances.")
    assert piloted.count("  Sous « Le pilotage »") == 1


def test_rows_are_told_by_cell() -> None:
    found = lines(retour())
    row = "  ~ | Multi-accueil Les Lutins | [-24-]{+30+} | Commune / [-en régie-] / {+avec l’association Les Lutins+} |"
    assert row in found
    assert "  + | Relais petite enfance |  | Communauté d’agglomération |" in found


@pytest.mark.parametrize(
    ("number", "more"), [(2, []), (3, []), (4, ["    … et 1 ligne de plus"]), (6, ["    … et 3 lignes de plus"])]
)
def test_a_part_that_went_is_shortened(number: int, more: list[str]) -> None:
    found = of(*(gone(str(rank)) for rank in range(number)), verdict="supprimé")
    assert found == [*(f"  - {rank}" for rank in range(min(3, number))), *more]


def test_long_unchanged_stretches_are_cut_and_what_changed_is_not() -> None:
    old, new = "mot " * 75, " mots" * 60
    [line] = of(changed(old, ("b" * 300, "c" * 300, "modifie"), new))
    before, after = old[-48:], new[:45]
    assert line == f"  ~ […] {before}[-{'b' * 300}-]{{+{'c' * 300}+}}{after} […]"


def test_what_stands_beside_is_told() -> None:
    found = lines(retour())
    at = found.index("À regarder aussi :")
    assert found[at + 1].startswith("  Commentaire (« Article 5 : Le pilotage de la convention ») : Mme Martin")
    assert found[at + 4] == "      Version du [-3 mars-]{+5 mars+}"


def test_notes_version_reason_and_remarks_are_told() -> None:
    found = lines(retour())
    assert found[1:4] == [f"  Envoyé : {retour().old}", f"  Reçu : {retour().new}", f"  Note : {retour().notes[0]}"]
    assert "  Version 2022-01, remplacée par 2023-01, texte de la bibliothèque." in found
    assert "  Partie propre à la commune." in found
    assert "  Motif : Durée portée à trois ans par le règlement." in found
    assert found[found.index("  Déplacé : vient maintenant après l’article 4.") + 1] == "  Le texte est identique."


def test_a_text_can_not_steer_the_terminal() -> None:
    told = comparison_text(hostile())
    assert "⟨U+001B⟩[31m" in told
    own = re.sub(r"\x1b\[[0-9;]*m", "", told)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u2028\u202a-\u202e]", own)
    assert HOSTILE not in told


def test_a_break_inside_a_line_stays_on_the_line() -> None:
    assert of(came("a\nb\tc"), same("d")) == ["  + a ↵ b c"]

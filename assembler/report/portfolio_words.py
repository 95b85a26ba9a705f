"""The French words of a portfolio, shared by the terminal and the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from assembler.model.finding import STAGE_NAMES
from assembler.model.place import Place, Problem
from assembler.model.portfolio import Alone, Known, Outside, Portfolio, Standing, Term, days_left, term_of
from assembler.report.batch import input_gone
from assembler.report.counting import counted

TERMS: dict[Term, str] = {
    "echue": "Période terminée",
    "six": "Finissent dans les 6 mois",
    "douze": "Finissent dans 6 à 12 mois",
    "vingt_quatre": "Finissent dans 12 à 24 mois",
    "plus": "Finissent plus tard",
}
WORD = {"a_jour": "à jour", "a_refaire": "à refaire", "scellee": "scellé"}


def name_of(file: Path, is_outside: bool) -> str:
    return f"{file.parent.name}/{file.name}" if is_outside else file.name


def stage_words(each: Known) -> str:
    return "hors outil" if isinstance(each, Outside) else STAGE_NAMES[each.stage]


def end_words(end: date, today: date) -> str:
    """« 31/12/2026 (dans 35 jours) », « 31/12/2018 (échue) »."""
    left = days_left(end, today)
    said = "échue" if left < 0 else "aujourd’hui" if left == 0 else f"dans {counted(left, 'jour')}"
    return f"{end:%d/%m/%Y} ({said})"


def signed_words(each: Known | Alone) -> str:
    """« signée le 12/04/2023, 2 avenants »; empty where it is not signed, or nobody knows."""
    if isinstance(each, Outside):
        signature, avenants = each.signature, each.avenants
    elif each.sealed is None:
        return "archive manquante" if isinstance(each, Standing) and each.word == "scellee" else ""
    else:
        signature, avenants = each.sealed.signature, each.sealed.avenants
    told = [f"signée le {signature:%d/%m/%Y}"] if signature else []
    return ", ".join([*told, *([counted(len(avenants), "avenant")] if avenants else [])])


def alone_problem(each: Alone) -> Problem:
    return Problem(
        f"{input_gone(each.file)}.",
        f"Remettez {each.file.name} à sa place ; si ce fichier a changé de nom, rendez-lui celui-ci, et à son verrou.",
        Place(each.file),
    )


def behind_words(each: Known) -> str:
    """« 3 clauses en retard »; empty for none."""
    behind = each.behind if isinstance(each, Standing) else ()
    return f"{counted(len(behind), 'clause')} en retard" if behind else ""


def known_of(portfolio: Portfolio) -> tuple[Known, ...]:
    return tuple(each for each in portfolio if isinstance(each, Standing | Outside))


def terms(portfolio: Iterable[Known], today: date) -> Counter[Term]:
    """How many end when, but for those that a next convention follows."""
    return Counter(term_of(each.end, today) for each in portfolio if each.renewed_by is None)

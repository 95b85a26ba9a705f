"""The French words of an impact, shared by the terminal and the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assembler.model.impact import EFFECTS, Effect, Gathered, Row
from assembler.report.counting import counted

_NOW: dict[Effect, tuple[str, str, str]] = {
    "refaite": ("à refaire", "à refaire", "À refaire"),
    "figee": ("figée en retard", "figées en retard", "Figées : le texte voté reste tel quel"),
    "avenant": ("signée en retard", "signées en retard", "Signées : seul un avenant les changerait"),
    "en_erreur": ("en erreur", "en erreur", "En erreur"),
    "ecartee": ("écartée", "écartées", "Écartées"),
    "terminee": ("terminée", "terminées", "Signées, période terminée : plus rien ne les change"),
    "a_jour": ("à jour", "à jour", "À jour"),
}
_VERSION: dict[Effect, tuple[str, str, str]] = _NOW | {
    "refaite": ("la prendrait", "la prendraient", "Prendraient cette version"),
    "figee": ("figée sans elle", "figées sans elle", "Figées : le texte voté reste, sans cette version"),
    "avenant": ("signée sans elle", "signées sans elle", "Signées : il faudrait un avenant pour avoir cette version"),
    "ecartee": ("ne la prendrait pas", "ne la prendraient pas", "Ne prendraient pas cette version"),
    "a_jour": ("l’a déjà", "l’ont déjà", "Ont déjà cette version"),
}


def heading(gathered: Gathered, effect: Effect) -> str:
    return _words(gathered)[effect][2]


def _words(gathered: Gathered) -> dict[Effect, tuple[str, str, str]]:
    return _VERSION if gathered.target else _NOW


def title(gathered: Gathered) -> str:
    if gathered.target is None:
        return "Ce que « assemble batch » changerait aujourd’hui"
    return f"Ce que la version {gathered.target.name} changerait"


def facts(gathered: Gathered) -> list[tuple[str, str]]:
    """What is known of the version; nothing where none was asked about."""
    target = gathered.target
    if target is None:
        return []
    head = target.version.head
    return [("Clause", f"{target.name}, « {head.titre} » ({target.part})"), ("Motif", head.motif)]


def notes(gathered: Gathered) -> tuple[str, ...]:
    return gathered.target.notes if gathered.target else ()


def tally(gathered: Gathered) -> str:
    """« 12 conventions : 3 à refaire, 9 à jour. »"""
    total, counts = len(gathered.rows), gathered.counts
    if not total:
        return "Aucune convention dans inputs/."
    told = [f"{counts[each]} {_words(gathered)[each][counts[each] > 1]}" for each in EFFECTS if counts[each]]
    return f"{counted(total, 'convention')} : {', '.join(told)}."


def parts_changed(row: Row) -> str:
    """The titles of the parts whose text changes; that it is the same, or that there was none before."""
    if row.parts:
        return ", ".join(dict.fromkeys(title for title, _ in row.parts))
    if row.impact.remarks:
        return " ".join(row.impact.remarks)
    return _WITHOUT_PARTS.get(row.impact.reasons[0] if row.impact.reasons else "", "le texte est le même")


_WITHOUT_PARTS = {"jamais produite": "premier document", "verrou illisible": "l’ancien texte n’est pas connu"}


def files_named(files: Sequence[Path], count: int, most: int) -> str:
    """« harnes.yaml, lens.yaml et 12 autres »; `count`: how many there are in all."""
    names = ", ".join(file.name for file in files[:most])
    more = count - min(most, len(files))
    return f"{names} et {counted(more, 'autre')}" if more else names

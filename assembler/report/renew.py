"""What `assemble renew` tells: the files, what was kept, emptied and changed, what has to be confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import click

from assembler.model.finding import Finding, Stage
from assembler.model.place import Problem
from assembler.model.renewal import Renewal, Told
from assembler.model.typography import typeset
from assembler.report.findings import tally
from assembler.report.places import relative, shown

_MOST_NAMED = 8


def renewal_text(renewal: Renewal, here: Path) -> str:
    """The files written, then what became of the values."""
    first, *others = renewal.files
    lines = [f"Écrit : {relative(first, here)}"]
    if others:
        folder = relative(first.with_suffix(""), here)
        count = "1 fichier" if len(others) == 1 else f"{len(others)} fichiers"
        lines.append(f"  et {count} dans {folder}/ ; ceux de {renewal.earlier.path.name} sont intacts.")
    if renewal.shared:
        lines.append(f"  Fichiers communs, non copiés : {', '.join(str(relative(p, here)) for p in renewal.shared)}.")
    lines += _about_earlier(renewal)
    lines += _told("Repris, à relire", [Told(", ".join(each.what for each in renewal.kept))])
    lines += _told("Changé", renewal.changed)
    lines += _told("Vidé, à décider de nouveau", renewal.emptied)
    lines += _told("À confirmer", renewal.confirm)
    return typeset("\n".join(lines))


def _about_earlier(renewal: Renewal) -> list[str]:
    earlier = renewal.earlier
    lines = []
    if earlier.avenants:
        count = "son avenant" if earlier.avenants == 1 else f"ses {earlier.avenants} avenants"
        lines.append(
            f"  La convention précédente a été modifiée par {count} : "
            f"comparez avec le texte en vigueur, seul le fichier {earlier.path.name} est repris."
        )
    elif not earlier.is_signed:
        lines.append(
            f"  {earlier.path.name} n’est pas à l’étape « convention signée » : vérifiez qu’il dit le texte signé."
        )
    gap = renewal.periode.debut - earlier.periode.fin
    if gap > timedelta(days=1):
        lines.append(
            f"  Aucune convention entre le {earlier.periode.fin:%d/%m/%Y} et le {renewal.periode.debut:%d/%m/%Y} : "
            "un avenant de prolongation peut couvrir cet intervalle."
        )
    return lines


def _told(title: str, values: Sequence[Told]) -> list[str]:
    if not values:
        return []
    return [click.style(typeset(f"{title} :"), bold=True), *(f"  - {_sentence(each)}" for each in values)]


def _sentence(told: Told) -> str:
    named = "".join(f"\n      {each}" for each in told.which[:_MOST_NAMED])
    more = f"\n      … et {len(told.which) - _MOST_NAMED} de plus" if len(told.which) > _MOST_NAMED else ""
    return f"{told.what}{f' : {told.why}' if told.why else ''}{named}{more}"


def to_treat_text(findings: Sequence[Finding], stage: Stage, name: str, here: Path) -> str:
    """The points that the next convention has from its first day, less the simple reminders; then what to do next."""
    treat = [each for each in findings if each.severity != "information"]
    lines = [click.style(typeset("À traiter :"), bold=True)] if treat else []
    lines += [f"  {shown(each.place, here)} : {each.code} {each.message}" for each in treat]
    lines += [tally(findings, stage), *_next(name)]
    return typeset("\n".join(lines))


def unassembled_text(problems: Iterable[Problem], name: str, here: Path) -> str:
    """The input is written, but what all conventions share keeps it from being assembled."""
    lines = [click.style(typeset(f"{name} ne peut pas encore être assemblé :"), fg="red", bold=True)]
    for problem in problems:
        lines.append(f"  {f'{shown(problem.place, here)} : ' if problem.place else ''}{problem.message}")
        if problem.hint:
            lines.append(f"      Remède : {problem.hint}")
    return typeset("\n".join([*lines, *_next(name)]))


def _next(name: str) -> list[str]:
    return [
        "Ensuite :",
        f"  assemble check {name} : dit tous les points et comment y remédier ;",
        f"  assemble {name} : produit le document, où ce qui manque est surligné.",
    ]

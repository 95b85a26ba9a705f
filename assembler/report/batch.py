"""What a batch tells: a line a convention, a summary by reason, the errors with their place and mend."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from assembler.model.batch import Affected, Outcome, Status, Tally
from assembler.model.place import Problem
from assembler.model.typography import typeset
from assembler.report.counting import counted, grouped
from assembler.report.places import relative
from assembler.report.terminal import lacking_report, problems_report

_REASONS = 15
_PROBLEMS = 50
_COUNTED: dict[Status, tuple[str, str]] = {
    "refaite": ("refaite", "refaites"),
    "a_refaire": ("à refaire", "à refaire"),
    "a_jour": ("à jour", "à jour"),
    "scellee": ("scellée", "scellées"),
    "en_erreur": ("en erreur", "en erreur"),
    "ecartee": ("à une autre étape", "à une autre étape"),
}


def outcome_line(outcome: Outcome, here: Path) -> str | None:
    """One line for a convention that was made again, would be, or failed; None for the others."""
    file = relative(outcome.file, here)
    if outcome.status == "refaite":
        line = f"Refaite : {', '.join(str(relative(each, here)) for each in outcome.written)}"
    elif outcome.status == "a_refaire":
        line = f"À refaire : {file}"
    elif outcome.status == "en_erreur":
        return typeset(f"En erreur : {file} ({counted(len(outcome.problems), 'erreur')})")
    else:
        return None
    return typeset(f"{line} ({' ; '.join(outcome.reasons)})")


def summary_text(tally: Tally, here: Path, seconds: float, is_interrupted: bool) -> str:
    """What was done and why, then the errors; what to do next where the run was interrupted."""
    parts = [_errors(tally, here)] if tally.problems else []
    parts += [_lacking(tally, here)] if tally.lacking else []
    parts.append(_counts(tally, seconds))
    shown = tally.reasons.most_common()
    parts += [f"  {reason} : {counted(count, 'convention')}" for reason, count in shown[:_REASONS]]
    if rest := len(shown) - _REASONS:
        parts += [f"  … et {counted(rest, 'autre raison', 'autres raisons')}"] if rest > 0 else []
    parts += [click.style(input_gone(file), fg="red") for file in tally.gone]
    if is_interrupted:
        parts.append(_interrupted(tally))
    return typeset("\n".join(parts))


def _lacking(tally: Tally, here: Path) -> str:
    """Why Word files have no PDF, or no pages, each reason once."""
    told = [_with_names(problem, affected) for problem, affected in tally.lacking.items()]
    return lacking_report(told, here, "Les documents Word sont écrits, mais pas tout le reste")


def input_gone(file: Path) -> str:
    """`file`: where the input of a sealed convention was."""
    return f"archives/{file.stem} : scellée, sans saisie inputs/{file.name}"


def _counts(tally: Tally, seconds: float) -> str:
    found = [
        f"{grouped(tally.counts[status])} {words[tally.counts[status] > 1]}"
        for status, words in _COUNTED.items()
        if tally.counts[status]
    ]
    text = f"{counted(tally.done, 'convention')} : {', '.join(found)}, en {duration(seconds)}."
    return click.style(text, bold=True)


def _interrupted(tally: Tally) -> str:
    left = tally.total - tally.done
    return click.style(
        f"Interrompu : {counted(left, 'convention reste', 'conventions restent')} à examiner. Aucun fichier n’est "
        "incomplet.\n  La même commande, sans --force, continue là où celle-ci s’est arrêtée.",
        fg="yellow",
    )


def _errors(tally: Tally, here: Path) -> str:
    """Each error once, with the conventions that it stops."""
    shown = list(tally.problems.items())[:_PROBLEMS]
    problems = [_with_names(problem, affected) for problem, affected in shown]
    text = problems_report(problems, here, f"{counted(tally.counts['en_erreur'], 'convention')} en erreur")
    if rest := len(tally.problems) - len(shown) + tally.untold:
        text += f"\n… et {counted(rest, 'autre erreur', 'autres erreurs')} : « --format json » les donne toutes."
    return text


def _with_names(problem: Problem, affected: Affected) -> Problem:
    """The problem, with the names of its conventions where its place doesn't tell."""
    if affected.count == 1 and problem.place and problem.place.file.stem == affected.files[0].stem:
        return problem
    names = ", ".join(file.name for file in affected.files)
    more = ", …" if affected.count > len(affected.files) else ""
    return replace(problem, message=f"{problem.message} ({counted(affected.count, 'convention')} : {names}{more})")


def duration(seconds: float) -> str:
    """« 4,2 s », « 3 min 20 s », « 2 h 05 min »."""
    if seconds < 10:
        return f"{seconds:.1f} s".replace(".", ",")
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
    return f"{minutes // 60} h {minutes % 60:02} min"

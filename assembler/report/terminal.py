"""What the terminal shows, in French: problems with their places, and what was written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from assembler.model.convention import Convention
from assembler.model.document import DEROGATION, Blank, Document, plain
from assembler.model.place import Problem
from assembler.model.typography import typeset
from assembler.model.walk import inlines_of
from assembler.report.counting import counted
from assembler.report.places import relative, shown

_SHOWN_BLANKS = 5


def problems_report(problems: Sequence[Problem], here: Path, outcome: str) -> str:
    """Behind the `outcome`, every problem with its place and its mend; places are shown from `here` if shorter."""
    count = "1 erreur" if len(problems) == 1 else f"{len(problems)} erreurs"
    lines = [click.style(f"{outcome} : {count}.", fg="red", bold=True)]
    for problem in problems:
        place = f"{click.style(shown(problem.place, here), bold=True)} : " if problem.place else ""
        lines.append(f"{place}{problem.message}")
        if problem.hint:
            lines.append(f"    Remède : {problem.hint}".replace("\n", "\n    "))
    return typeset("\n".join(lines))


def lacking_report(problems: Sequence[Problem], here: Path, outcome: str) -> str:
    """What could not be made beside the Word file, and how to mend it: a warning, since the Word file is there."""
    lines = [click.style(f"{outcome}.", fg="yellow", bold=True)]
    for problem in problems:
        place = f"{shown(problem.place, here)} : " if problem.place else ""
        lines += [f"  {place}{problem.message}", f"      Remède : {problem.hint}"]
    return typeset("\n".join(lines))


def stale_report(pdfs: Sequence[Path], here: Path) -> str:
    """The PDFs that could not be made again with their Word file."""
    names = ", ".join(str(relative(pdf, here)) for pdf in pdfs)
    return typeset(f"  Resté celui du texte d’avant, à ne pas envoyer : {names}.")


def fields_report() -> str:
    """That the PDF has fields, which no page shows."""
    return typeset("  PDF : un champ de signature par signataire (pour ne plus en avoir, effacez le PDF).")


def sommaire_report() -> str:
    """How a sommaire without pages gets them."""
    return typeset(
        "  Sommaire : des liens, sans numéros de page. Pour les inscrire : « --pages » ; ou, dans Word, placez-vous "
        "dans le sommaire et appuyez sur F9."
    )


def built_report(document: Document, convention: Convention, files: Iterable[Path], here: Path) -> str:
    """The files, the clauses that depart from the library, and what is left to complete."""
    lines = written(files, here)
    versions = sum(part.clause.version != DEROGATION for part in document.parts)
    annexes, fiches = counted(len(document.annexes), "annexe"), counted(len(convention.fiches), "fiche")
    lines.append(f"  {versions} clauses de la bibliothèque, {annexes}, {fiches}.")
    for derogation in convention.derogations:
        approved = derogation.approbation
        by = f"approuvée par {approved.par}, réf. {approved.reference}" if approved else "sans approbation"
        lines.append(f"  Dérogation : clause « {derogation.clause} » ({by}). Motif : {derogation.motif}")
    return typeset("\n".join(lines + blanks_left(document)))


def rebuilt_report(reasons: Sequence[str], changed: Sequence[str] | None, document: Document) -> str:
    """Why the files are not those of the last build, and where the text differs; empty where nothing changed.

    `changed`: names of parts, None for a first build.
    """
    if changed is None or not reasons:
        return ""
    titles = {part.name: plain(part.heading.inlines) for part in document.parts}
    where = ", ".join(titles.get(name, name) for name in changed)
    text = f"Texte modifié : {where}." if changed else "Le texte est le même."
    return typeset("\n".join([f"  Refaite : {' ; '.join(reasons)}.", f"  {text}"]))


def frozen_report(is_new: bool) -> str:
    """`is_new`: the text has just become the one to vote."""
    if is_new:
        return typeset("  Texte figé : c’est celui du vote. Ce dont il est fait est gardé dans archives/.")
    return typeset("  Texte figé depuis le vote : ni la bibliothèque ni les données communes n’y changent plus rien.")


def written(files: Iterable[Path], here: Path) -> list[str]:
    return [typeset(f"Écrit : {relative(file, here)}") for file in files]


def blanks_left(document: Document) -> list[str]:
    """What is left to complete, in one line; no line if nothing is."""
    blanks = [inline.label for inline in inlines_of(document) if isinstance(inline, Blank)]
    if not blanks:
        return []
    first = ", ".join(dict.fromkeys(blanks[:_SHOWN_BLANKS]))
    more = ", …" if len(blanks) > _SHOWN_BLANKS else ""
    count = "1 passage reste" if len(blanks) == 1 else f"{len(blanks)} passages restent"
    return [
        click.style(
            f"  {count} à compléter, surligné{'s' * (len(blanks) > 1)} dans le document : {first}{more}", fg="yellow"
        )
    ]

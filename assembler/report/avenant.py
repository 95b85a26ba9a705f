"""An avenant for the terminal: what was written, what it amends, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from assembler.model.amendment import AmendedPart
from assembler.model.document import Document, Paragraph, plain
from assembler.model.messages import excerpt, listed
from assembler.model.typography import typeset
from assembler.report.places import relative
from assembler.report.terminal import blanks_left, written

_LONGEST = 110
_USE = {
    "fige.zip": " (ce dont la version consolidée est faite : le scellement l’archive)",
    "avenant.json": " (dit quels fichiers vont ensemble : le scellement le vérifie)",
}


@dataclass(frozen=True, slots=True)
class AvenantTold:
    """`parts` None: the convention's text is not known. `effet` None: on signature. `name`: of the input's file."""

    name: str
    number: int
    document: Document
    parts: Sequence[AmendedPart] | None
    effet: date | None
    fin: date | None


@dataclass(frozen=True, slots=True)
class Warnings:
    """What stands between this avenant and the one that was written before.

    `changes`: what it says otherwise; `is_resumed`: dates come from there; `chosen`: the day of its clauses, where it
    was voted; `is_unproven`: it was voted, and nothing is left to hold this one against.
    """

    changes: Sequence[str] = ()
    is_resumed: bool = False
    chosen: date | None = None
    is_unproven: bool = False


def avenant_text(told: AvenantTold, warnings: Warnings, files: Iterable[Path], here: Path) -> str:
    effect = f"à effet du {told.effet:%d/%m/%Y}" if told.effet else "à effet de sa signature par toutes les parties"
    what = f"prolongation jusqu’au {told.fin:%d/%m/%Y}, {effect}" if told.fin else effect
    lines = [click.style(line, fg="yellow") for line in _alarms(warnings)]
    lines += [f"{line}{_USE.get(Path(line).name, '')}" for line in written(files, here)]
    lines.append(click.style(f"Avenant n° {told.number} : {what}.", bold=True))
    if warnings.is_resumed:
        lines.append("  Dates reprises de l’avenant déjà écrit ; pour d’autres, donnez --effet ou --prolonger.")
    if warnings.chosen and not told.effet:
        lines.append(f"  Clauses du {warnings.chosen:%d/%m/%Y}, comme dans l’avenant voté.")
    lines += _modifications(told.parts)
    lines += [*blanks_left(told.document), *_next_steps(told)]
    return typeset("\n".join(lines))


def unchanged_text(number: int, since: date, gone: Sequence[Path], left: Sequence[Path], here: Path) -> str:
    """`since`: the signature of the text in force; `gone`, `left`: what stood of an earlier avenant."""
    lines = [
        f"Rien ne change : la saisie et la bibliothèque d’aujourd’hui donnent le texte signé le {since:%d/%m/%Y}.",
        f"Aucun avenant n° {number} n’est à faire : rien n’a été écrit.",
    ]
    if gone:
        lines.append(f"Celui qui avait été écrit ne vaut plus, et a été retiré de {relative(gone[0].parent, here)}/.")
    if left:
        names = listed([path.name for path in left], "et")
        lines.append(f"Laissé dans {relative(left[0].parent, here)}/, mais ne peut plus être scellé : {names}.")
    return typeset("\n".join(lines))


def _alarms(warnings: Warnings) -> Iterator[str]:
    if warnings.changes:
        yield (
            "Attention : les modifications ne sont plus celles de l’avenant déjà écrit : "
            f"{listed(warnings.changes, 'et')} ; s’il a été voté, rétablissez la saisie, ou la version de la clause "
            "(« clauses: {fin: 2023-01} »), puis relancez : c’est le texte du vote qui se signe."
        )
    if warnings.is_unproven:
        yield (
            "Attention : la saisie dit cet avenant voté, mais celui du vote n’est plus là pour être comparé ; "
            "vérifiez que c’est bien le même texte avant de le faire signer."
        )


def _modifications(parts: Sequence[AmendedPart] | None) -> Iterator[str]:
    if parts is None:
        yield "  Pas de version consolidée : le texte de la convention n’est pas dans l’outil."
        return
    yield f"  {len(parts)} parties modifiées :" if len(parts) > 1 else "  1 partie modifiée :"
    for part in parts:
        first = next((plain(block.inlines) for block in part.blocks if isinstance(block, Paragraph)), "")
        yield f"  - {plain(part.title)} : {excerpt(first, _LONGEST)}" if first else f"  - {plain(part.title)}"


def _next_steps(told: AvenantTold) -> Iterator[str]:
    yield "  Ensuite : relire, faire délibérer chaque collectivité, transmettre au préfet, puis signer."
    if told.parts is not None:
        yield f"  Une fois signé : « assemble seal {told.name} --avenant {told.number} --signature DATE »."

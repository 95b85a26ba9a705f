"""An avenant for the terminal: what was written, what it amends, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from assembler.model.amendment import AmendedPart
from assembler.model.document import Document, Paragraph, plain
from assembler.model.messages import excerpt
from assembler.model.typography import typeset
from assembler.report.terminal import blanks_left, written

_LONGEST = 110
_USE = {"fige.zip": " (ce dont la version consolidée est faite : le scellement l’archive)"}


@dataclass(frozen=True, slots=True)
class AvenantTold:
    """`parts` None: the convention's text is not known. `effet` None: on signature. `name`: of the input's file."""

    name: str
    number: int
    document: Document
    parts: Sequence[AmendedPart] | None
    effet: date | None
    fin: date | None


def avenant_text(told: AvenantTold, files: Iterable[Path], here: Path) -> str:
    effect = f"à effet du {told.effet:%d/%m/%Y}" if told.effet else "à effet de sa signature par toutes les parties"
    what = f"prolongation jusqu’au {told.fin:%d/%m/%Y}, {effect}" if told.fin else effect
    lines = [f"{line}{_USE.get(Path(line).name, '')}" for line in written(files, here)]
    lines.append(click.style(f"Avenant n° {told.number} : {what}.", bold=True))
    lines += _modifications(told.parts)
    lines += [*blanks_left(told.document), *_next_steps(told)]
    return typeset("\n".join(lines))


def unchanged_text(number: int, since: date) -> str:
    """`since`: the signature of the text in force."""
    return typeset(
        f"Rien ne change : la saisie et la bibliothèque d’aujourd’hui donnent le texte signé le {since:%d/%m/%Y}.\n"
        f"Aucun avenant n° {number} n’est à faire : rien n’a été écrit."
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

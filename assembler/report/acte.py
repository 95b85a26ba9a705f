"""Drafts around the signature for the terminal: what was written, where the signatures stand, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from assembler.model.circuit import STATES, Circuit, Signing
from assembler.model.document import Document, plain
from assembler.model.typography import typeset
from assembler.report.counting import counted
from assembler.report.terminal import blanks_left, written


@dataclass(frozen=True, slots=True)
class DeliberationsTold:
    """`name`: of the input's file. `files`: each with its document, less the annexe. `stage`: its identifier."""

    name: str
    files: Sequence[tuple[Path, Document]]
    stage: str
    is_annexed: bool
    is_draft: bool
    is_frozen: bool
    unread: int


def deliberations_text(told: DeliberationsTold, here: Path) -> str:
    lines: list[str] = []
    for path, document in told.files:
        lines += [*written([path], here), *(blanks_left(document) if len(told.files) == 1 else ())]
    if len(told.files) > 1:
        lines.append(click.style("  Dans chacun, ce qui reste à compléter est surligné.", fg="yellow"))
    return typeset("\n".join([*lines, *_notes(told)]))


def _notes(told: DeliberationsTold) -> Iterator[str]:
    if not told.is_annexed:
        yield "  Sans la convention : joignez-la au dossier de séance."
    elif told.is_draft:
        yield click.style(
            f"  La convention annexée est encore un projet (« etape: {told.stage} ») : écrivez « etape: deliberation » "
            "dans la saisie pour annexer le texte à voter.",
            fg="yellow",
        )
    elif not told.is_frozen:
        yield click.style(
            f"  Le texte n’est pas encore figé : « assemble {told.name} » le fige, pour que le texte signé soit celui "
            "du vote.",
            fg="yellow",
        )
    if told.unread and told.is_annexed:
        count = counted(told.unread, "fichier")
        yield click.style(f"  Dans la convention, un avis remplace {count} que l’on ne peut pas lire.", fg="yellow")
    yield "  Ensuite : relire, compléter, faire voter, transmettre au préfet et publier, puis signer la convention."
    yield f"  Où en sont les signatures : « assemble circuit {told.name} »."


def circuit_text(circuit: Circuit, steps: Sequence[str], file: Path, here: Path) -> str:
    late = [each for each in circuit.signings if not each.has_signed]
    if late:
        head = f"{len(late)} sur {counted(len(circuit.signings), 'organisme')} n’{_have(len(late))} pas encore signé :"
    else:
        head = "Tous les organismes ont signé."
    lines = [*written([file], here), click.style(head, bold=True), *map(_line, late)]
    lines += ["Reste à faire :", *(f"  {rank}. {step}" for rank, step in enumerate(steps, start=1))]
    return typeset("\n".join(lines))


def _have(count: int) -> str:
    return "a" if count == 1 else "ont"


def _line(signing: Signing) -> str:
    name = plain(signing.box.organisme)
    return click.style(f"  {name} : {STATES[signing.state]}", fg="yellow")

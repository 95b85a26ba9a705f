"""`assemble verify retour.docx --reprendre`: what the commune filled in, taken over in the input, one by one or all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assembler.model.place import Problems
from assembler.model.takeover import Proposal, Unplaced
from assembler.model.typography import typeset
from assembler.report.comparison.text import summary
from assembler.report.takeover import (
    found_report,
    left_report,
    not_taken_report,
    proposal_report,
    taken_report,
    unplaced_report,
)

if TYPE_CHECKING:
    from assembler.build.convention import Tools
    from assembler.build.verify import Verified

_QUESTION = "Reprendre ? [o]ui, [n]on, [t]out, [q]uitter"


def take_over(found: Verified, tools: Tools, here: Path, take_all: bool) -> int:
    """Offer the changes and write those accepted. 1 if the file differs from what was sent. Raises Problems."""
    from assembler.build.convention import compose_input
    from assembler.build.files import replace_files
    from assembler.build.takeover.propose import apply, propose

    composed = found.reference.composed
    if composed is None:
        hint = "Indiquez la convention : --contre harnes.yaml."
        raise Problems.one("Aucune saisie ne répond à ce fichier : il n’y a rien où reporter.", hint)
    click.echo(summary(found.comparison))
    for note in found.comparison.notes:
        click.echo(typeset(note))
    takeover = propose(found.comparison, composed)
    accepted = offer(takeover.proposals, takeover.unplaced, here, take_all)
    if accepted:
        files = apply(accepted, composed.source)
        replace_files(files)
        again = compose_input(tools, composed.source.files[0])
        click.echo(taken_report(accepted, files, again.document, here))
    return int(not found.comparison.is_same)


def offer(
    proposals: Sequence[Proposal],
    unplaced: Sequence[Unplaced],
    here: Path,
    take_all: bool,
    ask: Callable[[], str] | None = None,
) -> list[Proposal]:
    """Show all, and give those that are accepted.

    `take_all` accepts all but those of altered texts of the library. Else each is asked for, by `ask` or on the
    terminal; where there is neither, none is accepted, and it says how to.
    """
    if ask is None and sys.stdin.isatty():
        ask = _ask
    click.echo(found_report(len(proposals)))
    accepted: list[Proposal] = []
    every, over = take_all, False
    for proposal in proposals:
        if over:
            break
        click.echo(proposal_report(proposal, here))
        answer = "n" if take_all and proposal.standard else _answer(every and not proposal.standard, ask)
        if answer in ("o", "t"):
            accepted.append(proposal)
        every, over = every or answer == "t", answer == "q"
    if take_all and (left := sum(proposal.standard for proposal in proposals)):
        click.echo(left_report(left))
    if unplaced:
        click.echo(unplaced_report(unplaced))
    if proposals and not accepted and not take_all:
        click.echo(not_taken_report(can_ask=ask is not None))
    return accepted


def _answer(every: bool, ask: Callable[[], str] | None) -> str:
    if every:
        return "t"
    return ask() if ask else "n"


def _ask() -> str:
    while True:
        answer = str(click.prompt(typeset(_QUESTION), prompt_suffix=typeset(" : "))).strip().lower()
        if answer[:1] in ("o", "n", "t", "q"):
            return answer[:1]
        click.echo(typeset("Répondez par o, n, t ou q."))

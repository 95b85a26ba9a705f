"""The changes that a returned file would make to the input, as the terminal shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path

import click

from assembler.model.document import Blank, Document
from assembler.model.messages import excerpt
from assembler.model.takeover import Proposal, Unplaced
from assembler.model.typography import typeset
from assembler.model.walk import inlines_of
from assembler.report.places import relative, shown

_MOST_LINES = 8
_LONG = 600
"""What is accepted must be seen, so that a text is only cut where nobody would read on."""
_ALTERED = "Cette valeur est dans un texte de la bibliothèque : l’accepter, c’est accepter ce changement."
_MOST_OF_A_KIND = 5


def proposal_report(proposal: Proposal, here: Path) -> str:
    """Where, which key, and what becomes of it. A text of several lines shows those that change."""
    at_end = not proposal.old and proposal.place.column == 1  # the whole group is missing
    place = replace(proposal.place, line=None, column=None) if at_end else proposal.place
    head = f"{click.style(shown(place, here), bold=True)} : {proposal.label} ({excerpt(proposal.unit)})"
    warning = [click.style(_ALTERED, fg="yellow")] if proposal.standard else []
    return typeset("\n".join([head, *(f"    {line}" for line in [*_change(proposal), *warning])]))


def _change(proposal: Proposal) -> list[str]:
    if proposal.kind == "retrait":
        return [_gone(f"- {excerpt(proposal.old, _LONG)}")]
    if proposal.kind == "ajout":
        return [_come(f"+ {excerpt(proposal.new, _LONG)}")]
    old, new = proposal.old.strip("\n"), proposal.new.strip("\n")
    if "\n" not in old + new:
        return [f"{f'« {excerpt(old, _LONG)} »' if old else '(vide)'} → « {excerpt(new, _LONG)} »"]
    lines = list(unified_diff(old.split("\n"), new.split("\n"), n=0, lineterm=""))
    changed = [line for line in lines[2:] if not line.startswith("@@") and line[1:].strip()]
    told = [
        (_gone if line[0] == "-" else _come)(f"{line[0]} {excerpt(line[1:], _LONG)}") for line in changed[:_MOST_LINES]
    ]
    more = len(changed) - len(told)
    return [*told, *([f"… et {more} ligne{'s' * (more > 1)} de plus"] if more else [])]


def _gone(text: str) -> str:
    return click.style(text, fg="red")


def _come(text: str) -> str:
    return click.style(text, fg="green")


def unplaced_report(unplaced: Sequence[Unplaced]) -> str:
    """What a person has to copy by hand, and why; of many with one reason in one part, the first ones."""
    lines = [click.style(f"À reporter à la main : {_count(len(unplaced), 'passage')}.", fg="yellow", bold=True)]
    groups: dict[tuple[str, str], list[Unplaced]] = {}
    for each in unplaced:
        groups.setdefault((each.unit, each.why), []).append(each)
    for (unit, why), group in groups.items():
        lines.append(f"  {excerpt(unit)} : {why}")
        lines += [f"    {_side(each.old)} → {_side(each.new)}" for each in group[:_MOST_OF_A_KIND]]
        if len(group) > _MOST_OF_A_KIND:
            lines.append(f"    … et {_count(len(group) - _MOST_OF_A_KIND, 'autre')}.")
    return typeset("\n".join(lines))


def _side(text: str) -> str:
    return f"« {excerpt(text)} »" if text.strip() else "(rien)"


def found_report(count: int) -> str:
    """The first line: how much can be taken over."""
    return typeset(
        f"{_count(count, 'valeur')} à reprendre dans la saisie :" if count else "Rien à reprendre dans la saisie."
    )


def not_taken_report(can_ask: bool) -> str:
    """Nothing was accepted; `can_ask`: somebody was asked."""
    how = "" if can_ask else " Pour tout accepter : --tout. Pour choisir, lancez la commande dans un terminal."
    return typeset(f"Rien n’a été repris.{how}")


def left_report(count: int) -> str:
    """Proposals that « --tout » does not take."""
    values = (
        "1 valeur d’un texte de la bibliothèque n’est pas reprise"
        if count == 1
        else (f"{count} valeurs de textes de la bibliothèque ne sont pas reprises")
    )
    return typeset(f"{values} par --tout : relancez sans --tout, dans un terminal, pour décider de chacune.")


def taken_report(accepted: Sequence[Proposal], files: Iterable[Path], document: Document, here: Path) -> str:
    """What was written; `document` is composed of it, and has the places that are still to complete."""
    left = sum(isinstance(inline, Blank) for inline in inlines_of(document))
    rest = f"Il reste {_count(left, 'passage')} à compléter." if left else "Plus rien n’est à compléter."
    taken = f"{_count(len(accepted), 'valeur')} reprise{'s' * (len(accepted) > 1)}. {rest}"
    return typeset("\n".join([*(f"Écrit : {relative(file, here)}" for file in files), taken]))


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number > 1)}"

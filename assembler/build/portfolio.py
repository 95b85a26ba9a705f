"""All conventions of a workspace: where each stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from assembler.build.checking import find
from assembler.build.convention import Tools, compose_input
from assembler.model.place import Problems
from assembler.model.portfolio import Standing, Unreadable


def survey(tools: Tools, today: date) -> Iterator[Standing | Unreadable]:
    """Where each convention stands; one that can't be read stops no other."""
    for path in tools.workspace.conventions():
        try:
            yield _standing(tools, path, today)
        except Problems as error:
            yield Unreadable(path, error.problems)


def _standing(tools: Tools, path: Path, today: date) -> Standing:
    composed = compose_input(tools, path)
    convention = composed.source.convention
    blocking = sum(finding.severity == "bloquant" for finding in find(composed, None, today))
    return Standing(path, convention.territoire.nom, convention.etape, blocking, convention.periode.fin)

"""The table of checks. A check is one function, declared with its documentation and its samples.

A code is never used again once a check is retired. `docs/checks.md` and `assemble explain`
are made from this table, and the tests walk it: each bad sample triggers its check, each
good one does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assembler.checks.analysis import Analysis
from assembler.model.finding import Severity, Stage
from assembler.model.place import Place


@dataclass(frozen=True, slots=True)
class Hit:
    """One occurrence: `message` quotes the offending text, `hint` says how to mend it."""

    message: str
    hint: str
    place: Place
    owner: str | None = None
    due: str | None = None


Find = Callable[[Analysis], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Check:
    """`blocks`: the stage from which a hit blocks, None if never; `otherwise`: its severity before that.

    `meaning`, `source` and `mend` are French paragraphs for users. `bad` and `good` are pieces of
    an input in YAML, or the territory's figures as a CSV file: laid over a complete input, the first
    triggers the check, the second does not.
    """

    code: str
    name: str
    blocks: Stage | None
    otherwise: Severity
    meaning: str
    source: str
    mend: str
    bad: str
    good: str
    find: Find


CHECKS: dict[str, Check] = {}
"""All checks by code, in the order of their families."""


def check(  # noqa: PLR0913 - the documentation of a check is its arguments
    code: str,
    name: str,
    *,
    meaning: str,
    source: str,
    mend: str,
    bad: str,
    good: str,
    blocks: Stage | None = None,
    otherwise: Severity = "avertissement",
) -> Callable[[Find], Find]:
    """Declare the function below as a check. Raises ValueError if the code or the name is taken."""

    def declare(find: Find) -> Find:
        if code in CHECKS or any(each.name == name for each in CHECKS.values()):
            raise ValueError(f"check {code} {name} is declared twice")
        CHECKS[code] = Check(code, name, blocks, otherwise, meaning, source, mend, bad, good, find)
        return find

    return declare

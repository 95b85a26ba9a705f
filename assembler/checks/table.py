"""The table of checks. A check is one function, declared with its documentation and its samples.

`check` declares one that looks at an input and its document, `file_check` one that looks at the files
that were written. A code is never used again once a check is retired. `docs/checks.md` and `assemble explain`
are made from this table, and the tests walk it: each bad sample triggers its check, each
good one does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assembler.checks.analysis import Analysis
from assembler.model.finding import Severity, Stage
from assembler.model.place import Place
from assembler.model.produced import Produced


@dataclass(frozen=True, slots=True)
class Hit:
    """One occurrence: `message` quotes the offending text, `hint` says how to mend it."""

    message: str
    hint: str
    place: Place
    owner: str | None = None
    due: str | None = None


Find = Callable[[Analysis], Iterable[Hit]]
FindInFiles = Callable[[Produced], Iterable[Hit]]


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

    @property
    def is_of_files(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class FileCheck:
    """As `Check`, of produced files. `bad` and `good` are French sentences; `bad_files` triggers it, `good_files` not.

    A hit's place is the file (`Produced.word_place`, `pdf_place`); its message names the heading, and a PDF's page.
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
    bad_files: Produced
    good_files: Produced
    find: FindInFiles

    @property
    def is_of_files(self) -> bool:
        return True


CHECKS: dict[str, Check] = {}
"""All checks of inputs by code, in the order of their families."""

FILE_CHECKS: dict[str, FileCheck] = {}
"""All checks of produced files, likewise."""


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
        _refuse_twice(code, name)
        CHECKS[code] = Check(code, name, blocks, otherwise, meaning, source, mend, bad, good, find)
        return find

    return declare


def file_check(  # noqa: PLR0913 - the documentation of a check is its arguments
    code: str,
    name: str,
    *,
    meaning: str,
    source: str,
    mend: str,
    bad: str,
    good: str,
    bad_files: Produced,
    good_files: Produced,
    blocks: Stage | None = None,
    otherwise: Severity = "avertissement",
) -> Callable[[FindInFiles], FindInFiles]:
    """As `check`, for the function below that looks at produced files. `checks.produced` makes the sample files."""

    def declare(find: FindInFiles) -> FindInFiles:
        _refuse_twice(code, name)
        FILE_CHECKS[code] = FileCheck(
            code, name, blocks, otherwise, meaning, source, mend, bad, good, bad_files, good_files, find
        )
        return find

    return declare


def _refuse_twice(code: str, name: str) -> None:
    declared: tuple[Check | FileCheck, ...] = (*CHECKS.values(), *FILE_CHECKS.values())
    if any(code == each.code or name == each.name for each in declared):
        raise ValueError(f"check {code} {name} is declared twice")

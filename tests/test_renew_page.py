"""docs/renouvellement.md says what the command answers, and explains every option and point of renewals."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest
from conftest import REPOSITORY
from renewing import Assemble
from test_documents import fences, pattern
from trials import put, straight

from assembler.checks import renouvellement
from assembler.checks.table import CHECKS
from assembler.cli.renew import renew
from assembler.readers.convention import read_convention

PAGE = (REPOSITORY / "docs/renouvellement.md").read_text(encoding="utf-8")
BASE = "caf: communs/pas-de-calais.yaml\nterritoire: {nom: Arras}\nperiode: {debut: 2027-01-01, fin: 2031-12-31}\n"


class _DayOfThePage(date):
    @classmethod
    def today(cls) -> date:
        return date(2026, 9, 1)


def test_the_command_answers_as_the_page_quotes_it(assemble: Assemble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assembler.cli.renew.date", _DayOfThePage)
    (_, command), (_, answer) = fences(PAGE)[:2]
    result = assemble(*shlex.split(command)[1:])
    assert re.fullmatch(pattern(answer), straight(result.output), re.DOTALL), result.output


def test_every_sample_is_a_good_input(workspace: Path) -> None:
    samples = [body for language, body in fences(PAGE) if language == "yaml"]
    assert len(samples) == 2
    for sample in samples:
        assert read_convention(put(workspace, "inputs/essai.yaml", BASE + sample), workspace)


def test_every_option_and_point_is_explained() -> None:
    options = {option for parameter in renew.params for option in parameter.opts if option.startswith("--")}
    assert options - {"--workspace"} == set(re.findall(r"^\| `(--\w+)", PAGE, re.MULTILINE))
    codes = {code for code, each in CHECKS.items() if each.find.__module__ == renouvellement.__name__}
    assert codes <= set(re.findall(r"REN\d{3}", PAGE))
    assert set(re.findall(r"\b[A-Z]{3}\d{3}\b", PAGE)) <= set(CHECKS)

"""docs/constats.md judges exactly what the checks find in the two real inputs."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from conftest import REPOSITORY

from assembler.build.checking import find
from assembler.build.convention import compose_input

PAGE = REPOSITORY / "docs/constats.md"
ROW = re.compile(r"\| ([A-Z]{3}\d{3})(?:\s×\s(\d+))? \|")


def judged(convention: str) -> Counter[str]:
    """How often the page judges each code, in the chapter of that convention."""
    chapter = PAGE.read_text(encoding="utf-8").partition(f"\n## {convention}\n")[2].partition("\n## ")[0]
    counts: Counter[str] = Counter()
    for code, times in ROW.findall(chapter):
        counts[code] += int(times or 1)
    return counts


@pytest.mark.parametrize("convention", ["Harnes", "Lens"])
def test_every_finding_is_judged(convention, tools):
    path = REPOSITORY / "inputs" / f"{convention.lower()}.yaml"
    found = find(compose_input(tools, path), "signature", date(2023, 3, 1))
    assert judged(convention) == Counter(finding.code for finding in found)

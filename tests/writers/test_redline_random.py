"""Accepting all changes of a redline gives the new texts, rejecting them the old ones: by chance, and by LibreOffice."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office import settled_by_office
from redline_samples import SIDES, pair, redlined, wrong_sides
from tracked import Text, original

from assembler.build.convention import Tools

_BATCH = 40
_MARKS_OF_OFFICE = dict.fromkeys(map(ord, "\r\u200d"))
"""What LibreOffice 7.4 puts where a content control and an empty link stand."""


@given(chance=st.randoms(use_true_random=False), empty_too=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_accepting_gives_the_new_texts_and_rejecting_the_old_ones(tools: Tools, chance: Random, empty_too: bool):
    assert wrong_sides(*pair(tools, chance), empty_too) == []


@pytest.mark.parametrize("empty_too", [True, False])
def test_libreoffice_accepts_and_rejects_as_well(tools: Tools, tmp_path: Path, empty_too: bool):
    asked, wanted = [], []
    for number in range(_BATCH):
        old, new = pair(tools, Random(number))
        path = tmp_path / f"{number}.docx"
        path.write_bytes(redlined(old, new, empty_too))
        asked += [(path, side) for side in SIDES]
        wanted += [_filled(original(new)), _filled(original(old))]
    found = [_filled(texts) for texts in settled_by_office(asked)]
    wrong = [
        f"{path.name} {side}" for (path, side), one, other in zip(asked, found, wanted, strict=True) if one != other
    ]
    assert wrong == []


def _filled(texts: list[Text]) -> list[Text]:
    """The paragraphs and rows that hold a text; in cells too."""
    found: list[Text] = []
    for item in texts:
        if isinstance(item, str):
            found += [item.translate(_MARKS_OF_OFFICE)] if item.translate(_MARKS_OF_OFFICE).strip() else []
        else:
            cells = tuple(tuple(line.translate(_MARKS_OF_OFFICE) for line in cell) for cell in item)
            kept = tuple(tuple(line for line in cell if line.strip()) for cell in cells)
            found += [kept] if any(kept) else []
    return found

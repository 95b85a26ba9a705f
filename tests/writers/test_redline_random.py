"""Accepting a redline’s changes gives the new texts, rejecting them the old ones: by chance, and in LibreOffice."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office import settled_by_office, told
from redline_samples import SIDES, pair, redlined, wrong_sides
from tracked import original

from assembler.build.convention import Tools

_BATCH = 20


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
        wanted += [told(original(new), empty_too), told(original(old), empty_too)]
    found = [told(texts, empty_too) for texts in settled_by_office(asked)]
    wrong = [
        f"{path.name} {side}" for (path, side), one, other in zip(asked, found, wanted, strict=True) if one != other
    ]
    assert wrong == []

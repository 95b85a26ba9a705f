"""Tracked changes accepted or rejected by LibreOffice itself."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import needs
from tracked import Side, Text

PYTHON = Path("/usr/bin/python3")
_CHILD = Path(__file__).with_name("office_child.py")
_PATIENCE = 300  # seconds for one batch
_MARKS = dict.fromkeys(map(ord, "\r\u200d\u00ad"))
"""What LibreOffice 7.4 puts where a content control or an empty link stands, and hyphens that are not shown."""


def settled_by_office(asked: Sequence[tuple[Path, Side]]) -> list[list[Text]]:
    """The texts of each file, as those of `tracked.texts`; one LibreOffice opens them all.

    Skips aloud where there is no LibreOffice, or no Python of the system that can drive it; fails in CI.
    """
    needs("soffice")
    if not PYTHON.exists() or subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode:
        reason = "il manque python3-uno"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    wanted = json.dumps([[str(path), side] for path, side in asked])
    done = subprocess.run(
        [PYTHON, _CHILD], input=wanted, capture_output=True, text=True, timeout=_PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    return [[_text(item) for item in found] for found in json.loads(done.stdout)]


def _text(item: str | list[list[str]]) -> Text:
    return item if isinstance(item, str) else tuple(tuple(cell) for cell in item)


def told(texts: Sequence[Text], empty_rows: bool) -> list[Text]:
    """What can be compared with LibreOffice: paragraphs that hold a text, in cells too; rows, empty ones if asked."""
    found: list[Text] = []
    for item in texts:
        if isinstance(item, str):
            found += [line for line in [item.translate(_MARKS)] if line.strip()]
        else:
            cells = tuple(
                tuple(line.translate(_MARKS) for line in cell if line.translate(_MARKS).strip()) for cell in item
            )
            found += [cells] if empty_rows or any(cells) else []
    return found

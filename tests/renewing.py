"""What tests of renewals ask: the findings of a convention, and the lines at which they stand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Assemble = Callable[..., Any]
PERIOD = ("--du", "2027-01-01", "--au", "2031-12-31")


def findings(assemble: Assemble, name: str) -> list[dict[str, Any]]:
    return json.loads(assemble("check", name, "--format", "json").output)  # type: ignore[no-any-return]


def places(found: list[dict[str, Any]], code: str) -> list[str]:
    return [f"{each['file'].removeprefix('inputs/')}:{each['line']}" for each in found if each["code"] == code]


def line(workspace: Path, place: str) -> str:
    name, _, number = place.rpartition(":")
    return (workspace / "inputs" / name).read_text(encoding="utf-8").splitlines()[int(number) - 1].strip()

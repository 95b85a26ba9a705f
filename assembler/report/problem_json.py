"""A problem for programs: one shape in every JSON report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assembler.model.place import Problem
from assembler.report.places import relative


def problem_object(problem: Problem, here: Path) -> dict[str, Any]:
    """Exactly the keys message, hint, file, line, column; the last three are null where there is no place."""
    place = problem.place
    return {
        "message": problem.message,
        "hint": problem.hint,
        "file": relative(place.file, here).as_posix() if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }

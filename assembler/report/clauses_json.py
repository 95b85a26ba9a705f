"""The library of clauses for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assembler.model.library_state import ClauseState, LibraryState, VersionState
from assembler.model.place import Problem
from assembler.report.places import relative
from assembler.report.problem_json import problem_object


def library_json(state: LibraryState, here: Path) -> str:
    """An object: `clauses` (each with its part, id, versions, replaced_by), `unreadable` (conventions), `errors`."""
    return _dumped(
        {
            "clauses": [_clause(clause, here) for clause in state.clauses],
            "unreadable": [
                {"file": _path(each.file, here), "errors": _problems(each.problems, here)} for each in state.unread
            ],
            "errors": _problems(state.faults, here),
        }
    )


def check_json(problems: Sequence[Problem], here: Path) -> str:
    """A list of objects with exactly the keys message, hint, file, line, column."""
    return _dumped(_problems(problems, here))


def _clause(clause: ClauseState, here: Path) -> dict[str, Any]:
    return {
        "part": clause.part,
        "id": clause.id,
        "versions": [_version(each, here) for each in clause.versions],
        "replaced_by": [_path(file, here) for file in clause.replaced_by],
    }


def _version(state: VersionState, here: Path) -> dict[str, Any]:
    version, head = state.version, state.version.head
    return {
        "version": version.version,
        "title": head.titre,
        "status": head.statut,
        "from": head.en_vigueur.du.isoformat() if head.en_vigueur.du else None,
        "to": head.en_vigueur.au.isoformat() if head.en_vigueur.au else None,
        "reason": head.motif,
        "cog": head.cog,
        "approval": {
            "by": head.approbation.par,
            "date": head.approbation.le.isoformat(),
            "reference": head.approbation.reference,
            "digest": head.approbation.empreinte,
        }
        if head.approbation
        else None,
        "digest": version.digest,
        "edited_since_approval": version.edited_since_approval,
        "used_by": [_path(file, here) for file in state.used_by or ()],
        "file": _path(version.place.file, here),
    }


def _problems(problems: Iterable[Problem], here: Path) -> list[dict[str, Any]]:
    return [problem_object(problem, here) for problem in problems]


def _path(path: Path, here: Path) -> str:
    return relative(path, here).as_posix()


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)

"""An impact for programs, written as it goes so that the run stays small."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from assembler.model.impact import EFFECTS, Effect, Impact, Target
from assembler.report.comparison.json import unit_object
from assembler.report.places import relative
from assembler.report.problem_json import problem_object


def head_json(target: Target | None, day: date) -> str:
    """What stands before the conventions: `day`, and `version`, null where none was asked about.

    The latter: clause, version, part, title, status (projet, approuvee, abrogee), from, to (null: open), reason, notes.
    """
    data = {"day": day.isoformat(), "version": _version(target) if target else None}
    return json.dumps(data, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "conventions": ['


def _version(target: Target) -> dict[str, Any]:
    head = target.version.head
    du, au = head.en_vigueur.du, head.en_vigueur.au
    return {
        "clause": target.version.id,
        "version": target.version.version,
        "part": target.part,
        "title": head.titre,
        "status": head.statut,
        "from": du.isoformat() if du else None,
        "to": au.isoformat() if au else None,
        "reason": head.motif,
        "notes": list(target.notes),
    }


def impact_object_json(impact: Impact, here: Path) -> str:
    """An object with exactly the keys file, effect, reasons, stage, end, written, units, remarks, errors.

    `effect`: refaite, figee, avenant, en_erreur, ecartee, terminee, a_jour. `stage` and `end` (of the period) are null
    where it took no reading of the input to tell the effect. `written`: a build would write its Word file. `units`:
    the parts whose text changes, as in a comparison. `errors`: empty but for en_erreur; each has message, hint, file,
    line and column, null where there is no such place.
    """
    return json.dumps(
        {
            "file": relative(impact.file, here).as_posix(),
            "effect": impact.effect,
            "reasons": list(impact.reasons),
            "stage": impact.stage,
            "end": impact.end.isoformat() if impact.end else None,
            "written": impact.written,
            "units": [unit_object(unit) for unit in impact.units],
            "remarks": list(impact.remarks),
            "errors": [problem_object(problem, here) for problem in impact.problems],
        },
        ensure_ascii=False,
    )


def tail_json(counts: Counter[Effect], is_concerned: bool) -> str:
    """What follows the conventions: `total`, `counts` by effect, and `concerned`, as the exit status says it."""
    data = {
        "total": counts.total(),
        "counts": {effect: counts[effect] for effect in EFFECTS},
        "concerned": is_concerned,
    }
    return f"\n ],{json.dumps(data, ensure_ascii=False, indent=1).removeprefix('{')}"

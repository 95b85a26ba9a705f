"""The report of a batch for programs, written as it goes so that the run stays small."""

from __future__ import annotations

import json
from pathlib import Path

from assembler.model.batch import STATUSES, Outcome, Tally
from assembler.report.places import relative
from assembler.report.problem_json import problem_object

HEAD = '{\n "conventions": ['


def outcome_json(outcome: Outcome, here: Path) -> str:
    """An object with exactly the keys file, status, reasons, stage, written, seconds, errors, lacking.

    `status`: refaite, a_refaire (dry run), a_jour, scellee, en_erreur. `stage` is null where it is not known. `errors`
    is empty but for en_erreur; each has message, hint, file, line and column, null where there is no such place.
    `lacking`: in the same shape, why a PDF or the pages are not there.
    """
    return json.dumps(
        {
            "file": relative(outcome.file, here).as_posix(),
            "status": outcome.status,
            "reasons": outcome.reasons,
            "stage": outcome.stage,
            "written": [relative(each, here).as_posix() for each in outcome.written],
            "seconds": round(outcome.seconds, 4),
            "errors": [problem_object(problem, here) for problem in outcome.problems],
            "lacking": [problem_object(problem, here) for problem in outcome.lacking],
        },
        ensure_ascii=False,
    )


def tail_json(tally: Tally, seconds: float, dry_run: bool, is_interrupted: bool) -> str:
    """What follows the conventions: total, counts by status, reasons by how many conventions they touch, seconds,
    dry_run and interrupted.
    """
    data = {
        "total": tally.total,
        "counts": {status: tally.counts[status] for status in STATUSES},
        "reasons": dict(tally.reasons.most_common()),
        "seconds": round(seconds, 3),
        "dry_run": dry_run,
        "interrupted": is_interrupted,
    }
    return f"\n ],{json.dumps(data, ensure_ascii=False, indent=1).removeprefix('{')}"

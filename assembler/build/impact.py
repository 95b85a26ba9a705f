"""What a change does to the conventions of a workspace, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from assembler.build.convention import Tools
from assembler.build.freshness import Judge
from assembler.build.impact_now import Now
from assembler.build.impact_version import Forecast
from assembler.build.unforeseen import problems_of
from assembler.model.impact import Impact, Target


def impacts(tools: Tools, target: Target | None, paths: Sequence[Path], today: date) -> Iterator[Impact]:
    """What becomes of each convention: by the version `target`, or by all that is new now where it is None.

    One that fails, whatever the reason, stops no other. Nothing is written. `today` is the day of an avenant.
    """
    judge = Judge.of(tools)
    command = f"assemble impact {target.name}" if target else "assemble impact"
    forecast = Forecast(tools, judge, target, today) if target else Now(tools, judge, today)
    for path in paths:
        try:
            yield forecast.of(path)
        except Exception as error:
            problems = problems_of(path, error, f"{command} --pour {path.name}")
            yield Impact(path, "en_erreur", problems=problems)

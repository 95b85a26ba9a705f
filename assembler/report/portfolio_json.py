"""Where the conventions of a workspace stand, for programs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from assembler.model.portfolio import (
    Alone,
    Found,
    Outside,
    Portfolio,
    Sealed,
    Standing,
    Unreadable,
    days_left,
    renewal_day,
)
from assembler.report.places import relative
from assembler.report.portfolio_words import alone_problem
from assembler.report.problem_json import problem_object


def portfolio_json(portfolio: Portfolio, today: date, here: Path) -> str:
    """A list of objects with exactly these keys; one that is not known, or means nothing there, is null.

    - `file`, `origin` (outil; hors-outil: never made with the tool; archive: sealed, its input `file` is gone),
      `territory`, `stage`, `blocking` (points that block the stage; null for a sealed one).
    - `start` and `end` of the period in force, `days_left` (negative: it is over), `renew_from` (the day from which
      the next one is prepared), `renewed_by` (the file of the territory's next convention).
    - `sealed`: null, or `signature`, `sealed` (days; null where unknown) and `avenants` (the day of each signature).
    - `behind`: objects of `clause`, `version` (in the text) and `newest` (that may be used today).
    - `word`: null, or `state` (a_jour, a_refaire, scellee) and `reasons` (texts).
    - `errors`: of an input that can't be read or is gone, or of a damaged archive; each has message, hint, file, line,
      column.
    """
    return json.dumps([_object(each, today, here) for each in portfolio], ensure_ascii=False, indent=2)


_KEYS = ("territory", "stage", "blocking", "start", "end", "days_left", "renew_from", "renewed_by", "sealed")


def _object(each: Found, today: date, here: Path) -> dict[str, Any]:
    found: dict[str, Any] = {"file": relative(each.file, here).as_posix(), "origin": "outil", **dict.fromkeys(_KEYS)}
    found |= {"behind": [], "word": None, "errors": []}
    if isinstance(each, Unreadable):
        found["errors"] = [problem_object(problem, here) for problem in each.problems]
        return found | ({"origin": "hors-outil"} if each.outside else {})
    if isinstance(each, Alone):
        errors = [problem_object(alone_problem(each), here)]
        return found | {"origin": "archive", "sealed": _seal(each.sealed), "errors": errors}
    found |= {
        "territory": each.territory,
        "start": each.start.isoformat(),
        "end": each.end.isoformat(),
        "days_left": days_left(each.end, today),
        "renew_from": renewal_day(each.end).isoformat(),
        "renewed_by": relative(each.renewed_by, here).as_posix() if each.renewed_by else None,
    }
    return found | (_outside(each) if isinstance(each, Outside) else _standing(each, here))


def _outside(each: Outside) -> dict[str, Any]:
    return {"origin": "hors-outil", "sealed": _sealed(each.signature, None, each.avenants)}


def _standing(each: Standing, here: Path) -> dict[str, Any]:
    return {
        "stage": each.stage,
        "blocking": each.blocking,
        "sealed": _seal(each.sealed),
        "behind": [{"clause": one.clause, "version": one.version, "newest": one.newest} for one in each.behind],
        "word": {"state": each.word, "reasons": list(each.reasons)},
        "errors": [problem_object(problem, here) for problem in each.problems],
    }


def _seal(sealed: Sealed | None) -> dict[str, Any] | None:
    return _sealed(sealed.signature, sealed.sealed, sealed.avenants) if sealed else None


def _sealed(signature: date | None, sealed: date | None, avenants: tuple[date, ...]) -> dict[str, Any]:
    return {
        "signature": signature.isoformat() if signature else None,
        "sealed": sealed.isoformat() if sealed else None,
        "avenants": [day.isoformat() for day in avenants],
    }

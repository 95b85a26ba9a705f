"""A comparison for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from assembler.model.comparison import Beside, Comparison, Unit
from assembler.model.difference import Segment, Step
from assembler.model.lines import Item, TableRow
from assembler.report.comparison.words import VERDICTS


def comparison_json(comparison: Comparison) -> str:
    """One object; every key named here is always there, and a text that is not known is null.

    - `kind` (clauses, fichiers, retour), `title`, `old` and `new` (the two sides), `notes` (texts),
      `same` (true where nothing differs and nothing stands in `beside`).
    - `counts`: verdict -> how many units, for all seven verdicts.
    - `units`: `name`, `kind`, `title`, `verdict`, `old_version`, `new_version`, `reason`, `remarks` (texts),
      `own` (true for the commune's text), `changes`; those that are identical too.
    - a change: `change` (typographie, complete, modifie, supprime, ajoute, deplace), `line` (titre, texte, puce,
      numero, sommaire, rangee), `old` and `new` (a text, or the texts of the cells of a table row; null where the
      line is not there), `segments`, `cells` (of a row: for each cell, its changes), `move` (equal for both ends of
      a move among the same changes, null elsewhere). Lines that did not change are left out.
    - a segment: `old`, `new`, `nature` (identique, typographie, complete, modifie).
    - `beside`: `where`, `message`, `unit` (the title of the part), `segments`.
    """
    counts = Counter(unit.verdict for unit in comparison.units)
    found = {
        "kind": comparison.kind,
        "title": comparison.title,
        "old": comparison.old,
        "new": comparison.new,
        "same": comparison.is_same,
        "counts": {verdict: counts[verdict] for verdict in VERDICTS},
        "units": [unit_object(unit) for unit in comparison.units],
        "beside": [_beside(each) for each in comparison.beside],
        "notes": list(comparison.notes),
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def unit_object(unit: Unit) -> dict[str, Any]:
    """A unit as `comparison_json` has it."""
    return {
        "name": unit.name or None,
        "kind": unit.kind,
        "title": unit.title,
        "verdict": unit.verdict,
        "old_version": unit.old_version or None,
        "new_version": unit.new_version or None,
        "reason": unit.reason or None,
        "remarks": list(unit.remarks),
        "own": unit.own,
        "changes": _changes(unit.steps),
    }


def _changes(steps: Iterable[Step]) -> list[dict[str, Any]]:
    return [_change(step) for step in steps if step.change != "identique"]


def _change(step: Step) -> dict[str, Any]:
    item = step.new if step.new is not None else step.old
    return {
        "change": step.change,
        "line": "rangee" if isinstance(item, TableRow) else item.kind if item else None,
        "old": _text(step.old),
        "new": _text(step.new),
        "segments": _segments(step.segments),
        "cells": [_changes(cell) for cell in step.cells],
        "move": step.move,
    }


def _text(item: Item | None) -> str | list[str] | None:
    if isinstance(item, TableRow):
        return ["\n".join(line.text for line in cell) for cell in item.cells]
    return item.text if item is not None else None


def _segments(segments: Sequence[Segment]) -> list[dict[str, str]]:
    return [{"old": each.old, "new": each.new, "nature": each.nature} for each in segments]


def _beside(each: Beside) -> dict[str, Any]:
    return {
        "where": each.where,
        "message": each.message,
        "unit": each.unit or None,
        "segments": _segments(each.segments),
    }

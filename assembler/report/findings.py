"""Findings for people (text) and for programs (JSON)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from assembler.model.finding import STAGE_NAMES, Finding, Severity, Stage, next_stage, reached
from assembler.model.messages import listed, simplified
from assembler.model.typography import typeset
from assembler.report.places import relative, shown

_SHOWN_POINTS = 3
_COLOURS: dict[Severity, str] = {"bloquant": "red", "avertissement": "yellow", "information": "blue"}


def findings_text(findings: Sequence[Finding], stage: Stage, here: Path) -> str:
    """One entry a finding, worst first, then the tally; « Rien à signaler » if there is none."""
    if not findings:
        return typeset(f"Rien à signaler à l’étape « {STAGE_NAMES[stage]} ».")
    return typeset("\n".join([*(_entry(finding, here) for finding in findings), tally(findings, stage)]))


def entrusted(findings: Sequence[Finding], name: str) -> tuple[Finding, ...]:
    """Those that an author entrusted to `name`, whatever its case and accents."""
    return tuple(f for f in findings if f.owner and simplified(name) in simplified(f.owner))


def nobody_text(findings: Sequence[Finding], name: str) -> str:
    """Nothing is entrusted to `name`; who else has something to do."""
    owners = dict.fromkeys(f.owner for f in findings if f.owner)
    named = f"Personnes nommées : {listed(owners, 'et')}." if owners else "Aucun point ne nomme quelqu’un."
    return typeset(f"Aucun point n’est confié à « {name} ». {named}")


def findings_json(findings: Sequence[Finding], here: Path) -> str:
    """A list of objects with exactly the keys code, name, severity, message, hint, file, line, column."""
    objects = [
        {
            "code": finding.code,
            "name": finding.name,
            "severity": finding.severity,
            "message": finding.message,
            "hint": finding.hint,
            "file": relative(finding.place.file, here).as_posix(),
            "line": finding.place.line,
            "column": finding.place.column,
        }
        for finding in findings
    ]
    return json.dumps(objects, ensure_ascii=False, indent=2)


def tally(findings: Sequence[Finding], stage: Stage) -> str:
    """« 2 points bloquent l’étape « projet », 5 bloqueront la suivante (…) ; 3 avertissements, 1 information. »"""
    now = [f for f in findings if f.severity == "bloquant"]
    later = _blocking_next(findings, stage)
    parts = [_count(len(now), "point bloque", "points bloquent") + f" l’étape « {STAGE_NAMES[stage]} »"]
    following = next_stage(stage)
    if following:
        parts.append(_count(len(later), "bloquera", "bloqueront") + f" la suivante (« {STAGE_NAMES[following]} »)")
    warnings = sum(f.severity == "avertissement" for f in findings)
    notes = sum(f.severity == "information" for f in findings)
    others = [_count(warnings, "avertissement", "avertissements"), _count(notes, "information", "informations")]
    return f"{', '.join(parts)} ; en tout {others[0]} et {others[1]}."


def short_summary(findings: Sequence[Finding], stage: Stage, here: Path) -> str:
    """What blocks this stage, then what will block the next one: the first points of each, with place and mend."""
    now = [finding for finding in findings if finding.severity == "bloquant"]
    later = _blocking_next(findings, stage)
    blocks = f"{_count(len(now), 'point bloque', 'points bloquent')} l’étape « {STAGE_NAMES[stage]} »"
    lines = _points(now, blocks, here)
    if following := next_stage(stage):
        target = f"l’étape suivante, « {STAGE_NAMES[following]} »"
        lines += _points(later, f"{_count(len(later), 'point bloquera', 'points bloqueront')} {target}", here)
    if not lines:
        lines = [click.style(f"Aucun point ne bloque l’étape « {STAGE_NAMES[stage]} » ni la suivante.", fg="green")]
    return typeset("\n".join(lines))


def _points(found: Sequence[Finding], title: str, here: Path) -> list[str]:
    if not found:
        return []
    lines = [click.style(typeset(f"{title} :"), bold=True)]
    lines += [f"  {shown(f.place, here)} : {f.message}\n      Remède : {f.hint}" for f in found[:_SHOWN_POINTS]]
    if len(found) > _SHOWN_POINTS:
        lines.append(f"  … et {len(found) - _SHOWN_POINTS} de plus : « assemble check » les donne tous.")
    return lines


def _blocking_next(findings: Sequence[Finding], stage: Stage) -> list[Finding]:
    following = next_stage(stage)
    if following is None:
        return []
    return [f for f in findings if f.blocks and reached(following, f.blocks) and not reached(stage, f.blocks)]


def _entry(finding: Finding, here: Path) -> str:
    head = click.style(f"{finding.severity} {finding.code}", fg=_COLOURS[finding.severity], bold=True)
    later = f" (bloque dès l’étape « {STAGE_NAMES[finding.blocks]} »)" if _waits(finding) and finding.blocks else ""
    return f"{shown(finding.place, here)} : {head} {finding.message}{later}\n    Remède : {finding.hint}"


def _waits(finding: Finding) -> bool:
    return finding.blocks is not None and finding.severity != "bloquant"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number < 2 else many}"

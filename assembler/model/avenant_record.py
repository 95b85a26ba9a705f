"""The record of an avenant that is written and not sealed yet: which files make it, and what they say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

SCHEMA = 1
AVENANT_RECORD = "avenant.json"


@dataclass(frozen=True, slots=True)
class AmendedMark:
    """A part that is amended: its title, and the SHA-256, in hexadecimal, of what the avenant says of it."""

    title: str
    digest: str


@dataclass(frozen=True, slots=True)
class AvenantRecord:
    """`amends`: SHA-256 of the Word file of the text in force. `effet` None: on signature. `fin` None: no prolongation.

    `day`: the day that chose the clauses. `parts`: in the order of the avenant. `files`: name in the avenant's
    folder -> SHA-256, in hexadecimal.
    """

    number: int
    amends: str
    effet: date | None
    fin: date | None
    day: date
    parts: tuple[AmendedMark, ...]
    files: Mapping[str, str]

    def text(self) -> str:
        data = {
            "schema": SCHEMA,
            "avenant": self.number,
            "texte_modifie": self.amends,
            "effet": self.effet.isoformat() if self.effet else None,
            "prolonge_au": self.fin.isoformat() if self.fin else None,
            "clauses_du": self.day.isoformat(),
            "parties": [{"titre": part.title, "empreinte": part.digest} for part in self.parts],
            "fichiers": dict(self.files),
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def avenant_record_from(text: str | bytes) -> AvenantRecord | None:
    """The record that the text holds; None where it is spoiled or of another schema."""
    try:
        return _record(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _record(data: Any) -> AvenantRecord | None:
    if data["schema"] != SCHEMA:
        return None
    return AvenantRecord(
        number=int(data["avenant"]),
        amends=str(data["texte_modifie"]),
        effet=_day(data["effet"]),
        fin=_day(data["prolonge_au"]),
        day=date.fromisoformat(data["clauses_du"]),
        parts=tuple(AmendedMark(str(part["titre"]), str(part["empreinte"])) for part in data["parties"]),
        files={str(name): str(value) for name, value in data["fichiers"].items()},
    )


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(value)

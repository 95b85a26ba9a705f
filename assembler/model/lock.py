"""The lock of a convention: which clauses, files and engine made its Word files, and what its text was.

It stands beside the input (`inputs/harnes.lock.json`). All digests are SHA-256, in hexadecimal.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

from assembler.model.finding import Stage

SCHEMA = 1
ENDING = ".lock.json"


@dataclass(frozen=True, slots=True)
class ClauseMark:
    """The version that a clause took, and the digest of its wording.

    `how`: by « date », as a version « imposee » by the input, or as a « derogation », where version and digest are
    those of the standard wording that is replaced.
    """

    version: str
    digest: str
    how: str = "date"


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was written: `file` is the digest of its bytes, `parts` that of its parts (`directory_digest`).

    The same parts may be other bytes with another zlib.
    """

    file: str
    parts: str


STALE = Output("-", "-")
"""A PDF of an earlier text, which could not be made again with the Word file: the next run tries."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """The text as it was voted. `kept`: digest of the archive of its files; `parts`: digest of each part's text,
    without what comes after the vote.
    """

    kept: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Lock:
    """What the last build of a convention took, and gave.

    `reference`: the day that the input says to choose the clauses by, None where it says none; `day`: the one that
    did. `shared`: the digests of what all conventions share but the clauses (plan, catalogue, modeles). `files`: those
    of the input and all that it names, by path from the workspace; empty for a file that changed while it was read.
    `parts`: the digest of each part's text. `remarks`: the files show the committee's remarks; `pages`: the sommaire is
    to show pages, PDF or not; `fields`: the PDF is to have fields to sign; `lacking`: not all that had been made before
    could be made again. `frozen`: None up to the committee. `seals`: the digest of the record of each seal,
    « convention » first, then « avenant-1 » and so on.
    """

    engine: str
    stage: Stage
    reference: date | None
    day: date
    clauses: Mapping[str, ClauseMark]
    shared: Mapping[str, str]
    files: Mapping[str, str]
    outputs: Mapping[str, Output]
    parts: Mapping[str, str]
    remarks: bool = False
    pages: bool = False
    fields: bool = False
    lacking: bool = False
    frozen: Frozen | None = None
    seals: Mapping[str, str] = field(default_factory=dict)
    unsealed: tuple[Mapping[str, str], ...] = field(default=())
    """Each time that the seal was broken: `le` and `motif`."""

    def text(self) -> str:
        """The lock as it is written: one line a fact, so that two of them compare well."""
        data: dict[str, Any] = {
            "schema": SCHEMA,
            "moteur": self.engine,
            "etape": self.stage,
            "date_reference": self.reference.isoformat() if self.reference else None,
            "jour": self.day.isoformat(),
            "remarques": self.remarks,
            "clauses": {name: f"{each.version} {each.digest} {each.how}" for name, each in self.clauses.items()},
            **self.shared,
            "fichiers": self.files,
            "produits": {path: f"{each.file} {each.parts}" for path, each in self.outputs.items()},
            "parties": self.parts,
        }
        if self.pages:
            data["pages"] = True
        if self.fields:
            data["champs"] = True
        if self.lacking:
            data["incomplet"] = True
        if self.frozen:
            data["fige"] = {"archive": self.frozen.kept, "parties": self.frozen.parts}
        if self.seals:
            data["sceaux"] = self.seals
        if self.unsealed:
            data["descellements"] = list(self.unsealed)
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


SHARED = ("plan", "catalogue", "modeles")


def lock_from(text: str | bytes) -> Lock | None:
    """The lock that the text holds; None where it is spoiled or of another schema."""
    try:
        return _lock(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _lock(data: Any) -> Lock | None:
    if data["schema"] != SCHEMA or data["etape"] not in get_args(Stage):
        return None
    fige = data.get("fige")
    return Lock(
        engine=_text(data["moteur"]),
        stage=data["etape"],
        reference=date.fromisoformat(data["date_reference"]) if data["date_reference"] else None,
        day=date.fromisoformat(data["jour"]),
        clauses={name: ClauseMark(*_words(value, 3)) for name, value in data["clauses"].items()},
        shared={name: _text(data[name]) for name in SHARED},
        files=_texts(data["fichiers"]),
        outputs={path: Output(*_words(value, 2)) for path, value in data["produits"].items()},
        parts=_texts(data["parties"]),
        remarks=data["remarques"] is True,
        pages=data.get("pages") is True,
        fields=data.get("champs") is True,
        lacking=data.get("incomplet") is True,
        frozen=Frozen(_text(fige["archive"]), _texts(fige["parties"])) if fige else None,
        seals=_texts(data.get("sceaux", {})),
        unsealed=tuple(_texts(each) for each in data.get("descellements", ())),
    )


def _words(value: str, count: int) -> list[str]:
    words = value.split(" ")
    if len(words) != count:
        raise ValueError(value)
    return words


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _texts(value: Mapping[str, Any]) -> Mapping[str, str]:
    return {name: _text(each) for name, each in value.items()}

"""The record of a seal: what was signed, when, and the digest of every file that was archived."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

SCHEMA = 1
RECORD = "scellement.json"


@dataclass(frozen=True, slots=True)
class Seal:
    """`convention`: the input's path from the workspace. `avenant`: its number, 0 for the convention itself.

    `files`: name in the archive's folder -> SHA-256, in hexadecimal. `signed`: the name of the signed file, empty
    where none was given. `attested`: who answers for a scan, whose text can't be read; empty otherwise.
    """

    convention: str
    avenant: int
    signature: date
    sealed: date
    engine: str
    files: Mapping[str, str]
    signed: str = ""
    attested: str = ""

    def text(self) -> str:
        data = {
            "schema": SCHEMA,
            "convention": self.convention,
            "avenant": self.avenant,
            "signature": self.signature.isoformat(),
            "scelle_le": self.sealed.isoformat(),
            "moteur": self.engine,
            "fichiers": dict(self.files),
            "fichier_signe": self.signed,
            "atteste_par": self.attested,
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def seal_from(text: str | bytes) -> Seal | None:
    """The record that the text holds; None where it is spoiled or of another schema."""
    try:
        return _seal(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _seal(data: Any) -> Seal | None:
    if data["schema"] != SCHEMA:
        return None
    return Seal(
        convention=str(data["convention"]),
        avenant=int(data["avenant"]),
        signature=date.fromisoformat(data["signature"]),
        sealed=date.fromisoformat(data["scelle_le"]),
        engine=str(data["moteur"]),
        files={str(name): str(value) for name, value in data["fichiers"].items()},
        signed=str(data["fichier_signe"]),
        attested=str(data["atteste_par"]),
    )

"""What a produced convention knows of itself, kept in the custom properties of its Word file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

FORMAT = "1"
_PREFIX = "CTG."
_PART = re.compile(r"(\S{1,60}) (\S{1,60})@(\S{1,12}) ([0-9a-f]{64})")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class PartStamp:
    """Which wording a part took: `article:fin`, `fin`, `2023-01` and the digest of that wording."""

    part: str
    clause: str
    version: str
    wording: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`input`: the main file, from the workspace. `text`: digest of the composed text, so that it can be known again.

    `file`: digest of the Word file's parts as they were written, empty until they are. `parts` in the order of the
    document. All digests are SHA-256, in hexadecimal. Nothing of it proves who wrote it: a file can claim anything.
    """

    engine: str
    input: str
    text: str
    parts: tuple[PartStamp, ...]
    file: str = ""

    def properties(self) -> dict[str, str]:
        """Name -> value of the custom properties, each short enough for Word (255 characters)."""
        found = {
            "format": FORMAT,
            "moteur": self.engine,
            "saisie": self.input,
            "texte": self.text,
            "fichier": self.file,
        }
        for rank, each in enumerate(self.parts, start=1):
            found[f"partie.{rank:02}"] = f"{each.part} {each.clause}@{each.version} {each.wording}"
        return {f"{_PREFIX}{name}": value for name, value in found.items()}


def manifest_from(properties: Mapping[str, str]) -> Manifest | None:
    """The manifest that the properties hold; None where there is none, or it is of another format or spoiled."""
    own = {name.removeprefix(_PREFIX): value for name, value in properties.items() if name.startswith(_PREFIX)}
    if own.get("format") != FORMAT or not own.get("moteur") or not own.get("saisie"):
        return None
    parts = [_PART.fullmatch(own[name]) for name in sorted(own) if name.startswith("partie.")]
    digests = [own.get("texte", ""), own.get("fichier", "")]
    if not all(map(_DIGEST.fullmatch, digests)) or not parts or None in parts:
        return None
    stamps = tuple(PartStamp(*match.groups()) for match in parts if match)
    return Manifest(own["moteur"], own["saisie"], digests[0], stamps, digests[1])

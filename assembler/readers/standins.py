"""What stands for a fiche or annexe file that can't be read, so that the rest of a draft is built.

The stand-in says on the page which file is at fault; the file's problems become findings.
"""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import BaseModel

from assembler.model.convention import Diagnostic, Equipements, Fiche, Rubrique, Tableau
from assembler.model.place import Place
from assembler.readers.yaml_tree import Entry, Mapping, Node, Scalar, Sequence

_IDENTIFIER = re.compile(r"^id\s*:\s*[\"']?([A-Za-z0-9][A-Za-z0-9_-]{0,39})\b", re.MULTILINE)
_NOTICES: dict[type[BaseModel], tuple[str, str]] = {
    Fiche: ("titre", "fiche illisible"),
    Diagnostic: ("presentation", "annexe illisible"),
    Equipements: ("note", "annexe illisible"),
    Rubrique: ("titre", "rubrique illisible"),
    Tableau: ("titre", "tableau illisible"),
}


def may_stand_in(model: type[BaseModel] | None) -> bool:
    return model in _NOTICES


def stand_in(model: type[BaseModel], file: Path, place: Place) -> Node:
    """A value of `model` that holds nothing but the notice."""
    key, what = _NOTICES[model]
    entries = [_entry(key, f"[à compléter : {what}, {file.name}]", place)]
    if model is Fiche:
        entries.append(_entry("id", identifier_of(file), place))
    if model is Tableau:
        entries.append(Entry("colonnes", place, Sequence((Scalar("Tableau illisible", place, False),), place)))
    return Mapping(tuple(entries), place)


def identifier_of(file: Path) -> str:
    """The fiche's identifier as far as the raw text shows it, else the file's name."""
    try:
        match = _IDENTIFIER.search(file.read_text(encoding="utf-8", errors="replace")[:10_000])
    except OSError:
        match = None
    return match[1] if match else re.sub(r"[^A-Za-z0-9_-]", "-", file.stem)[:40].strip("-_") or "illisible"


def _entry(key: str, text: str, place: Place) -> Entry:
    return Entry(key, place, Scalar(text, place, False))

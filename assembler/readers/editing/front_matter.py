"""The header of a clause as text: where its keys stand, and how an approval is written into it."""

from __future__ import annotations

import re
from pathlib import Path

from assembler.model.clause import ApprobationDeClause
from assembler.model.place import Place, Problems
from assembler.readers.editing.yaml_edit import set_value
from assembler.readers.library import split_front_matter
from assembler.readers.source_text import decode_utf8, encode_like
from assembler.readers.yaml_tree import Mapping, parse_tree

_HEADER = re.compile(r"[^\S\n]*---[^\S\r\n]*(\r?\n.*?)^[^\S\n]*---[^\S\n]*\r?$", re.DOTALL | re.MULTILINE)
"""The header begins with the line break behind its first fence, so that its lines keep their numbers."""


def place_of_key(file: Path, key: str) -> Place:
    """Where a key of the header stands; the file where it doesn't. Raises Problems."""
    header, _, _ = split_front_matter(file)
    tree = parse_tree(file, header or "")
    entry = tree.entry(key) if isinstance(tree, Mapping) else None
    return entry.key_place if entry else Place(file)


def with_approval(file: Path, data: bytes, approval: ApprobationDeClause) -> bytes:
    """The bytes of a clause file with `statut: approuvee` and the approval in its header, all else as it was.

    Raises Problems where the header can't be edited.
    """
    text = decode_utf8(data, file)
    found = _HEADER.match(text)
    if found is None:
        raise Problems.one("L’en-tête de cette clause ne peut pas être complété.", "Voir docs/clauses.md.", Place(file))
    header = set_value(found[1], ("statut",), "approuvee", file)
    for key, value in (
        ("par", approval.par),
        ("le", approval.le.isoformat()),
        ("reference", approval.reference),
        ("empreinte", approval.empreinte or ""),
    ):
        header = set_value(header, ("approbation", key), value, file)
    return encode_like(data, text[: found.start(1)] + header + text[found.end(1) :])

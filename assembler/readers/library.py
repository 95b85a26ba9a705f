"""The clause library and the plan: `clauses/plan.yaml`, `clauses/<id>/<version>.md`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from assembler.model.clause import ClauseVersion, EnTete, EnTeteDerogation, OwnText, Wording
from assembler.model.place import Place, Problem, Problems
from assembler.model.plan import Plan
from assembler.readers.clause_markdown import parse_wording
from assembler.readers.source_text import decode_utf8, read_bytes, refuse_forbidden
from assembler.readers.typed import Places, build
from assembler.readers.yaml_tree import parse_tree, read_tree

_VERSION = re.compile(r"\d{4}-\d{2}")
_FENCE = "---"


def read_plan(path: Path) -> Plan:
    """Raises Problems."""
    return read_placed_plan(path)[0]


def read_placed_plan(path: Path) -> tuple[Plan, Places]:
    """The plan, and where each of its values stands. Raises Problems."""
    return build(Plan, read_tree(path))


def read_library(folder: Path) -> Mapping[str, tuple[ClauseVersion, ...]]:
    """Clause id -> its versions, oldest first. Raises Problems for every unreadable version."""
    library: dict[str, tuple[ClauseVersion, ...]] = {}
    problems: list[Problem] = []
    for clause in sorted(path for path in folder.iterdir() if path.is_dir()):
        versions = []
        for file in sorted(clause.glob("*.md")):
            try:
                versions.append(read_version(file))
            except Problems as error:
                problems += error.problems
        if versions:
            library[clause.name] = tuple(versions)
    if problems:
        raise Problems(problems)
    return library


def read_version(file: Path, data: bytes | None = None) -> ClauseVersion:
    """One version, its body not parsed yet; `data` is read in the place of the file. Raises Problems."""
    if not _VERSION.fullmatch(file.stem):
        raise Problems.one(
            f"« {file.stem} » n’est pas une version de clause.",
            "Nommez le fichier par année et mois : 2023-01.md.",
            Place(file),
        )
    header, body, body_line = split_front_matter(file, data)
    if header is None:
        raise Problems.one(
            "Cette clause n’a pas d’en-tête.", "Commencez le fichier par --- (voir docs/clauses.md).", Place(file, 1, 1)
        )
    head, places = build(EnTete, parse_tree(file, header))
    if head.statut == "approuvee" and head.approbation is None:
        raise Problems.one(
            "Le statut « approuvee » demande une approbation.",
            "Ajoutez « approbation: {par: …, le: …, reference: … } », ou gardez « statut: projet ».",
            places.at("statut"),
        )
    return ClauseVersion(
        id=file.parent.name,
        version=file.stem,
        head=head,
        body=body,
        body_line=body_line,
        title_place=places.at("titre"),
        status_place=places.at("statut"),
        place=Place(file),
    )


def read_own_text(file: Path) -> OwnText:
    """The text of a dérogation: a clause's body, with or without a header that gives a title. Raises Problems."""
    header, body, body_line = split_front_matter(file)
    if header is None:
        return OwnText(None, Place(file), body, body_line, Place(file))
    head, places = build(EnTeteDerogation, parse_tree(file, header))
    return OwnText(head.titre, places.at("titre"), body, body_line, Place(file))


def split_front_matter(file: Path, data: bytes | None = None) -> tuple[str | None, str, int]:
    """The header with its lines where they were (None if there is none), the body, and the body's first line.

    `data` is read in the place of the file. Raises Problems.
    """
    text = decode_utf8(read_bytes(file) if data is None else data, file)
    refuse_forbidden(text, file)
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != _FENCE:
        return None, "\n".join(lines), 1
    for rank, line in enumerate(lines[1:], start=1):
        if line.strip() == _FENCE:
            return "\n".join(["", *lines[1:rank]]) + "\n", "\n".join(lines[rank + 1 :]), rank + 2
    raise Problems.one(
        "L’en-tête de la clause n’est pas fermé.", "Ajoutez une ligne --- après « motif ».", Place(file, 1, 1)
    )


def wording_of(version: ClauseVersion) -> Wording:
    """The parsed wording. Raises Problems."""
    title, own = version.title_place, version.place.file
    if title.file == own:
        return parse_wording(version.head.titre, version.body, own, title.line or 1, version.body_line)
    lent = parse_wording(version.head.titre, "", title.file, title.line or 1, 1)  # the replaced clause's
    return Wording(lent.title, parse_wording("", version.body, own, 1, version.body_line).nodes)

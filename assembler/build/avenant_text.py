"""The convention as an avenant leaves it: today's input and library, or the sealed ones with another last day."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from assembler.build.convention import Change, Composed, Tools, compose_input, load_tools
from assembler.build.made_of import files_of
from assembler.build.voted import kept_archive, kept_workspace
from assembler.build.workspace import Workspace
from assembler.build.writing import written
from assembler.compose.numbering import annexes_of, number
from assembler.model.convention import Commune, Convention
from assembler.model.document import Document
from assembler.model.place import Problems
from assembler.model.takeover import InputChange
from assembler.model.walk import without_remarks
from assembler.readers.convention import Source, read_convention
from assembler.readers.editing.changes import edited_files
from assembler.readers.library import read_plan
from assembler.writers.package import zip_parts


@dataclass(frozen=True, slots=True)
class SealedText:
    """What the archive says of a text: its typed input, its titles, and the numbers of its parts by name."""

    convention: Convention
    titre: str
    sous_titre: str
    numbers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The text in force with the avenant made. `kept`: the archive of what it is made of, laid out as a workspace."""

    document: Document
    data: bytes
    kept: bytes


def sealed_text(workspace: Workspace, path: Path, kept: Path) -> SealedText:
    """What the archive `kept` holds of the convention whose input is `path`. Raises Problems."""
    with kept_workspace(kept) as frozen:
        plan = read_plan(frozen.clauses / "plan.yaml")
        convention = read_convention(_moved(path, workspace, frozen), frozen.root).convention
        return SealedText(
            convention, plan.titre, plan.sous_titre, number(plan, annexes_of(plan, convention), convention).numbers
        )


def amended(tools: Tools, path: Path, day: date, signed: Convention, rank: int) -> Consolidated:
    """Today's input under the clauses of `day`. `signed`: the convention as it was sealed, whose signature and
    délibérations stay; `rank`: the avenant's number.

    Raises Problems, also where a file of the input can't be read.
    """
    composed = compose_input(tools, path, change=_signed_as(signed, {"date_reference": day}))
    return _consolidated(tools, composed, rank, {("date_reference",): day})


@dataclass(frozen=True, slots=True)
class InArchive:
    """The text in force, made again of what is archived: nothing of today's library or input.

    `kept` holds one version of each clause. `signed`, `rank`: see `amended`.
    """

    workspace: Workspace
    path: Path
    kept: Path
    signed: Convention
    rank: int

    def again(self) -> Consolidated:
        """As this version of the program makes it. Raises Problems."""
        return self._made(lambda convention: convention, {})

    def until(self, fin: date) -> Consolidated:
        """With another last day. Raises Problems."""

        def change(convention: Convention) -> Convention:
            return convention.model_copy(update={"periode": convention.periode.model_copy(update={"fin": fin})})

        return self._made(change, {("periode", "fin"): fin})

    def _made(self, change: Change, dates: Mapping[tuple[str, ...], date]) -> Consolidated:
        with kept_workspace(self.kept) as frozen:
            tools = load_tools(frozen)
            own = {"clauses": {name: versions[-1].version for name, versions in tools.library.items()}}
            signed = _signed_as(self.signed, own)
            composed = compose_input(
                tools, _moved(self.path, self.workspace, frozen), change=lambda convention: change(signed(convention))
            )
            return _consolidated(tools, composed, self.rank, dates)


def _moved(path: Path, workspace: Workspace, frozen: Workspace) -> Path:
    return frozen.root / path.resolve().relative_to(workspace.root.resolve())


# --- changes ---------------------------------------------------------------------------


def _signed_as(signed: Convention, choice: Mapping[str, Any]) -> Change:
    """`choice`: the keys that choose the clauses."""

    def change(convention: Convention) -> Convention:
        territoire = convention.territoire
        before = {commune.nom: commune for commune in signed.territoire.communes}
        communes = tuple(_commune_as_signed(commune, before.get(commune.nom)) for commune in territoire.communes)
        return convention.model_copy(
            update={
                "etape": "signee",
                **choice,
                "signature": signed.signature,
                "deliberation": signed.deliberation,
                "territoire": territoire.model_copy(update={"communes": communes}),
            }
        )

    return change


def _commune_as_signed(commune: Commune, before: Commune | None) -> Commune:
    """A commune that was no member signs nothing yet."""
    deliberation, signatory = (before.deliberation, before.signataire) if before else (None, commune.signataire)
    return commune.model_copy(update={"deliberation": deliberation, "signataire": signatory})


# --- the file --------------------------------------------------------------------------


def _consolidated(tools: Tools, composed: Composed, rank: int, dates: Mapping[tuple[str, ...], date]) -> Consolidated:
    if composed.unread:
        raise Problems([problem for each in composed.unread for problem in each.problems])
    document = _named(without_remarks(composed.document), rank)
    return Consolidated(document, written(tools, composed, document), _kept(tools.workspace, composed, dates))


def _named(document: Document, rank: int) -> Document:
    name = f"avenant n°\u00a0{rank}"
    cover = replace(document.cover, mention=f"Version consolidée – {name}")
    return replace(document, cover=cover, running_title=f"{document.running_title} – version consolidée, {name}")


def _kept(workspace: Workspace, composed: Composed, dates: Mapping[tuple[str, ...], date]) -> bytes:
    """The files that the text is made of; those of the input say the `dates`, by the path of their key."""
    source = composed.source
    archive = kept_archive(workspace, composed, files_of(workspace, source))
    edited = _with_dates(source, dates)
    with zipfile.ZipFile(BytesIO(archive)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = workspace.root.resolve()
    return zip_parts(parts | {path.resolve().relative_to(root).as_posix(): data for path, data in edited.items()})


def _with_dates(source: Source, dates: Mapping[tuple[str, ...], date]) -> Mapping[Path, bytes]:
    return edited_files(source, [InputChange(path, day.isoformat()) for path, day in dates.items()])

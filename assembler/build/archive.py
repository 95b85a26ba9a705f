"""The archive of a sealed convention: `archives/harnes/`, with a folder for each sealed avenant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assembler.build.freshness import read_lock
from assembler.build.made_of import digest_of
from assembler.build.voted import KEPT
from assembler.build.workspace import Workspace
from assembler.model.place import Place, Problem, Problems
from assembler.model.seal import RECORD, Seal, seal_from

TEXT = "convention.docx"
AVENANT = "avenant.docx"
CONSOLIDATED = "convention-consolidee.docx"
_RESTORE = "Remettez archives/ telle qu’elle était, d’après une sauvegarde."


@dataclass(frozen=True, slots=True)
class InForce:
    """The text in force of a sealed convention.

    `signature`: of the convention; `avenants`: the day on which each sealed avenant was signed, in order. `file`: the
    Word file of the text in force; `kept`: the archive of the files that this text is made of, laid out as a workspace.
    """

    signature: date
    avenants: tuple[date, ...]
    file: Path
    kept: Path


def in_force(workspace: Workspace, path: Path) -> InForce | None:
    """The text in force of the convention whose input is `path`; None where it is not sealed.

    Raises Problems: the archive is damaged.
    """
    if not is_sealed(workspace, path):
        return None
    if faults := list(faults_of(workspace, path)):
        raise Problems(faults)
    found = seals_of(workspace, path)
    last = tuple(_folders(workspace.archive(path)).values())[-1]
    return InForce(
        signature=found[0].signature,
        avenants=tuple(seal.signature for seal in found[1:]),
        file=last / (CONSOLIDATED if len(found) > 1 else TEXT),
        kept=last / KEPT,
    )


def is_sealed(workspace: Workspace, path: Path) -> bool:
    """Also where the archive is gone: the lock remembers."""
    lock = read_lock(workspace, path)
    return workspace.seal(path).is_file() or bool(lock and lock.seals)


def seals_of(workspace: Workspace, path: Path) -> tuple[Seal, ...]:
    """The records that can be read: that of the convention, then those of its avenants."""
    return tuple(seal for folder in _folders(workspace.archive(path)).values() if (seal := _record(folder)))


def faults_of(workspace: Workspace, path: Path) -> Iterator[Problem]:
    """What of the archive is not as it was sealed."""
    lock = read_lock(workspace, path)
    seals = lock.seals if lock else {}
    folders = _folders(workspace.archive(path))
    for name in {**seals, **folders}:
        folder = folders.get(name)
        if folder is None:
            where = workspace.archive(path) / ("" if name == MAIN else name)
            yield Problem("Cette archive scellée manque.", _RESTORE, Place(where))
        elif seals and digest_of(folder / RECORD) != seals.get(name):
            message = "Ce procès-verbal de scellement n’est pas celui que dit le verrou."
            yield Problem(message, _RESTORE, Place(folder / RECORD))
        else:
            yield from _folder_faults(folder)


def _folder_faults(folder: Path) -> Iterator[Problem]:
    seal = _record(folder)
    if seal is None:
        yield Problem("Ce procès-verbal de scellement est illisible.", _RESTORE, Place(folder / RECORD))
        return
    for name, expected in seal.files.items():
        now = digest_of(folder / name)
        if not now:
            yield Problem("Ce fichier scellé manque.", _RESTORE, Place(folder / name))
        elif now != expected:
            yield Problem("Ce fichier a changé depuis qu’il a été scellé.", _RESTORE, Place(folder / name))


MAIN = "convention"


def avenant_name(number: int) -> str:
    return f"avenant-{number}"


def _folders(archive: Path) -> dict[str, Path]:
    """The folders of what is sealed, by name: « convention », then « avenant-1 » and so on."""
    avenants = [path for path in archive.glob("avenant-*") if path.name[8:].isdigit()]
    named = {MAIN: archive} | {path.name: path for path in sorted(avenants, key=lambda path: int(path.name[8:]))}
    return {name: path for name, path in named.items() if (path / RECORD).is_file()}


def _record(folder: Path) -> Seal | None:
    try:
        return seal_from((folder / RECORD).read_bytes())
    except OSError:
        return None


def sealed_inputs(workspace: Workspace) -> tuple[Path, ...]:
    """The input of every convention that is sealed, by name; also one whose input is gone."""
    archived = (path.parent.name for path in workspace.root.glob(f"archives/*/{RECORD}"))
    known = {path.stem: path for path in workspace.conventions()}
    names = {*archived, *(name for name, path in known.items() if is_sealed(workspace, path))}
    return tuple(known.get(name, workspace.inputs / f"{name}.yaml") for name in sorted(names))

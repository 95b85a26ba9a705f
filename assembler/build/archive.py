"""The archive of a sealed convention: `archives/harnes/`, with a folder for each sealed avenant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assembler.build.digests import digest, digest_of
from assembler.build.freshness import read_lock
from assembler.build.workspace import KEPT, Workspace, is_file
from assembler.model.place import Place, Problem, Problems
from assembler.model.seal import RECORD, Seal, seal_from

TEXT = "convention.docx"
AVENANT = "avenant.docx"
CONSOLIDATED = "convention-consolidee.docx"
SEALED_KEPT = "scelle.zip"
"""What the sealed text of a convention is made of; `KEPT`, beside it, is what the voted text was."""
MAIN = "convention"
_AVENANT = re.compile("avenant-([1-9][0-9]{0,3})")
RESTORE = "Remettez archives/ telle qu’elle était, d’après une sauvegarde."


@dataclass(frozen=True, slots=True)
class InForce:
    """The text in force of a sealed convention.

    `signature`: of the convention; `avenants`: the day on which each sealed avenant was signed, in order. `file`: the
    Word file of the text in force; `kept`: the archive of the files that this text is made of, laid out as a workspace;
    `first_kept`: that of the convention itself, whatever avenants followed.
    """

    signature: date
    avenants: tuple[date, ...]
    file: Path
    kept: Path
    first_kept: Path


def in_force(workspace: Workspace, path: Path) -> InForce | None:
    """The text in force of the convention whose input is `path`; None where it is not sealed.

    Raises Problems: the archive is damaged.
    """
    if not is_sealed(workspace, path):
        return None
    if faults := list(faults_of(workspace, path)):
        raise Problems(faults)
    found, first = seals_of(workspace, path), workspace.archive(path) / SEALED_KEPT
    last = sealed_folders(workspace, path)[-1]
    return InForce(
        signature=found[0].signature,
        avenants=tuple(seal.signature for seal in found[1:]),
        file=last / (CONSOLIDATED if len(found) > 1 else TEXT),
        kept=last / KEPT if len(found) > 1 else first,
        first_kept=first,
    )


def is_sealed(workspace: Workspace, path: Path) -> bool:
    """Also where the archive is gone: the lock remembers."""
    lock = read_lock(workspace, path)
    return workspace.seal(path).is_file() or bool(lock and lock.seals)


def seals_of(workspace: Workspace, path: Path) -> tuple[Seal, ...]:
    """The records that can be read: that of the convention, then those of its avenants."""
    return tuple(seal for folder in _folders(workspace.archive(path)).values() if (seal := _record(folder)))


def faults_of(workspace: Workspace, path: Path) -> Iterator[Problem]:
    """What of the archive is not as it was sealed.

    A record that the lock doesn't know is no fault: a run may have been cut short before the lock, or the lock be lost.
    """
    lock = read_lock(workspace, path)
    seals = lock.seals if lock else {}
    folders = _folders(workspace.archive(path))
    for name in {**seals, **folders}:
        folder = folders.get(name)
        if folder is None:
            where = workspace.archive(path) / ("" if name == MAIN else name)
            yield Problem("Cette archive scellée manque.", RESTORE, Place(where))
        elif name in seals and seals[name] not in _digests_of(folder):
            message = "Ce procès-verbal de scellement n’est pas celui que dit le verrou."
            yield Problem(message, RESTORE, Place(folder / RECORD))
        else:
            yield from _folder_faults(name, folder, workspace.name_of(path))


def _digests_of(folder: Path) -> set[str]:
    """That of the record, and that of the same record before the signed file came: the lock may have missed it."""
    found, seal = {digest_of(folder / RECORD)}, _record(folder)
    if seal and seal.signed:
        files = {name: known for name, known in seal.files.items() if name != seal.signed}
        found.add(digest(replace(seal, files=files, signed="", attested="").text().encode()))
    return found


def unproven(workspace: Workspace, path: Path) -> bool:
    """Does the lock, where there is one, know nothing of a seal that stands?"""
    lock = read_lock(workspace, path)
    return any(name not in (lock.seals if lock else {}) for name in _folders(workspace.archive(path)))


def sealed_folders(workspace: Workspace, path: Path) -> tuple[Path, ...]:
    """That of the convention, then those of its avenants, in order."""
    return tuple(_folders(workspace.archive(path)).values())


def seals_on_disk(workspace: Workspace, path: Path) -> dict[str, str]:
    """The digest of each record of the archive, by name, as a lock holds them."""
    return {name: digest_of(folder / RECORD) for name, folder in _folders(workspace.archive(path)).items()}


def _folder_faults(name: str, folder: Path, convention: str) -> Iterator[Problem]:
    seal = _record(folder)
    if seal is None or not _is_of(seal, name, convention):
        yield Problem(
            "Ce procès-verbal de scellement est illisible, ou d’un autre texte.", RESTORE, Place(folder / RECORD)
        )
        return
    for file, expected in seal.files.items():
        now = digest_of(folder / file)
        if not now:
            yield Problem("Ce fichier scellé manque.", RESTORE, Place(folder / file))
        elif now != expected:
            yield Problem("Ce fichier a changé depuis qu’il a été scellé.", RESTORE, Place(folder / file))


def _is_of(seal: Seal, name: str, convention: str) -> bool:
    """Does the record speak of this text, and of all its files?"""
    needed = {TEXT, SEALED_KEPT} if name == MAIN else {AVENANT, CONSOLIDATED, KEPT}
    own = MAIN if seal.avenant == 0 else avenant_name(seal.avenant)
    return own == name and seal.convention == convention and needed | {seal.signed} - {""} <= seal.files.keys()


def avenant_name(number: int) -> str:
    return f"avenant-{number}"


def _folders(archive: Path) -> dict[str, Path]:
    """The folders of what is sealed, by name: « convention », then « avenant-1 » and so on."""
    ranks = sorted(int(found[1]) for path in archive.glob("avenant-*") if (found := _AVENANT.fullmatch(path.name)))
    named = {MAIN: archive} | {avenant_name(rank): archive / avenant_name(rank) for rank in ranks}
    return {name: path for name, path in named.items() if (path / RECORD).is_file()}


def _record(folder: Path) -> Seal | None:
    try:
        return seal_from((folder / RECORD).read_bytes())
    except OSError:
        return None


def sealed_inputs(workspace: Workspace) -> tuple[Path, ...]:
    """The input of every convention that is sealed, by name; also one whose input is gone."""
    remembered = (path for path in workspace.conventions() if is_sealed(workspace, path))
    return tuple(sorted({*_archived(workspace), *remembered}))


def inputs_gone(workspace: Workspace) -> tuple[Path, ...]:
    """Where the input of each sealed convention was that has none any more: moved, renamed or deleted."""
    return tuple(sorted(path for path in _archived(workspace) if not is_file(path)))


def _archived(workspace: Workspace) -> Iterator[Path]:
    """The input of each sealed archive: the one that its record names, if its archive is that one."""
    archives = workspace.root / "archives"
    for record in archives.rglob(RECORD):
        name, seal = record.parent.relative_to(archives), _record(record.parent)
        if _AVENANT.fullmatch(name.name) or any(each.startswith("_") for each in name.parts):
            continue
        said = workspace.file(seal.convention) if seal else None
        is_its = said is not None and workspace.archive(said) == record.parent
        yield said if said and is_its else workspace.inputs / f"{name}.yaml"

"""A seal broken, for a reason that stays: the archive is copied aside whole, never deleted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from assembler.build.archive import avenant_name, faults_of, is_sealed, sealed_folders
from assembler.build.files import replace_files
from assembler.build.freshness import read_lock
from assembler.build.workspace import KEPT, Workspace
from assembler.model.place import Place, Problems
from assembler.model.seal import RECORD

_ASIDE = "_descellees"
_UNSEALED = "descellement.json"


def unseal(workspace: Workspace, path: Path, reason: str, today: date, avenant: int = 0) -> Path:
    """Break the seal of a convention, its avenants with it, or that of its last avenant alone (`avenant`: its number).

    Gives the folder that now holds a copy of what was sealed. The voted text stays frozen. What of the archive was
    damaged is recorded too. Cut short, it leaves the seal, and can be asked again. Raises Problems: it isn't sealed,
    it isn't the last avenant, or no reason is given.
    """
    if not is_sealed(workspace, path):
        raise Problems.one(
            f"La convention « {path.stem} » n’est pas scellée.",
            "« assemble status » dit lesquelles le sont.",
            Place(path),
        )
    if not reason.strip():
        raise Problems.one("Un descellement demande sa raison, qui est conservée.", 'Ajoutez-la : --motif "…"')
    folders = sealed_folders(workspace, path)
    if avenant:
        _refuse_other_than_last(path, avenant, len(folders) - 1)
        folders = folders[-1:]
    record = {"le": today.isoformat(), "motif": " ".join(reason.split())}
    faults = [each.message for each in faults_of(workspace, path)]
    source = folders[0] if avenant else workspace.archive(path)
    name = f"{path.stem}-{avenant_name(avenant)}" if avenant else path.stem
    aside = _copied_aside(source, workspace.archive(path).parent / _ASIDE, name, {**record, "defauts": faults})
    if lock := read_lock(workspace, path):
        seals = {each: mark for each, mark in lock.seals.items() if avenant and each != avenant_name(avenant)}
        lock = replace(lock, seals=seals, unsealed=(*lock.unsealed, record))
        replace_files({workspace.lock(path): lock.text().encode()})
    _take_away(workspace, path, folders)
    return aside


def _refuse_other_than_last(path: Path, avenant: int, last: int) -> None:
    if avenant != last:
        hint = f"Le dernier est l’avenant n° {last}." if last else "Aucun avenant de cette convention n’est scellé."
        raise Problems.one("Seul le dernier avenant scellé se descelle seul.", hint, Place(path))


def _copied_aside(archive: Path, folder: Path, name: str, record: dict[str, object]) -> Path:
    """All that stands in `archive`, under a name that none had. Raises Problems."""
    rank = 1
    while (aside := folder / f"{name}-{rank}").exists():
        rank += 1
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    files = {aside / each.relative_to(archive): each.read_bytes() for each in archive.rglob("*") if each.is_file()}
    replace_files({**files, aside / _UNSEALED: text.encode()})
    return aside


def _take_away(workspace: Workspace, path: Path, folders: Sequence[Path]) -> None:
    """The sealed files, the last avenant first; the record of each folder goes first, that of the convention last."""
    archive = workspace.archive(path)
    for folder in reversed(folders):
        (folder / RECORD).unlink()
        if folder != archive:
            shutil.rmtree(folder)
    if archive not in folders:
        return
    for each in archive.glob("*"):
        is_voted = each.name == KEPT or each.name.startswith("fige-retire-")
        if each.is_file() and not is_voted:
            with suppress(OSError):
                each.unlink()

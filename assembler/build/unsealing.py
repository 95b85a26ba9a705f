"""A seal broken, for a reason that stays: the archive is copied aside whole, never deleted."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from assembler.build.archive import faults_of, is_sealed, sealed_folders
from assembler.build.files import replace_files
from assembler.build.freshness import read_lock
from assembler.build.workspace import KEPT, Workspace
from assembler.model.place import Place, Problems
from assembler.model.seal import RECORD

_ASIDE = "_descellees"
_UNSEALED = "descellement.json"


def unseal(workspace: Workspace, path: Path, reason: str, today: date) -> Path:
    """Break the seal of a convention, its avenants with it; the folder that now holds a copy of its archive.

    The voted text stays frozen. What of the archive was damaged is recorded too. Cut short, it leaves the convention
    sealed, and can be asked again. Raises Problems: it isn't sealed, or no reason is given.
    """
    if not is_sealed(workspace, path):
        raise Problems.one(
            f"La convention « {path.stem} » n’est pas scellée.",
            "« assemble status » dit lesquelles le sont.",
            Place(path),
        )
    if not reason.strip():
        raise Problems.one("Un descellement demande sa raison, qui est conservée.", 'Ajoutez-la : --motif "…"')
    record = {"le": today.isoformat(), "motif": " ".join(reason.split())}
    faults = [each.message for each in faults_of(workspace, path)]
    aside = _copied_aside(workspace, path, {**record, "defauts": faults})
    if lock := read_lock(workspace, path):
        lock = replace(lock, seals={}, unsealed=(*lock.unsealed, record))
        replace_files({workspace.lock(path): lock.text().encode()})
    _take_away(workspace, path)
    return aside


def _copied_aside(workspace: Workspace, path: Path, record: dict[str, object]) -> Path:
    """The whole archive, under a name that none had. Raises Problems."""
    archive = workspace.archive(path)
    folder, rank = archive.parent / _ASIDE, 1
    while (aside := folder / f"{path.stem}-{rank}").exists():
        rank += 1
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    files = {aside / each.relative_to(archive): each.read_bytes() for each in archive.rglob("*") if each.is_file()}
    replace_files({**files, aside / _UNSEALED: text.encode()})
    return aside


def _take_away(workspace: Workspace, path: Path) -> None:
    """The sealed files, the last avenant first; the record of each folder goes first, that of the convention last."""
    archive = workspace.archive(path)
    for folder in reversed(sealed_folders(workspace, path)):
        (folder / RECORD).unlink()
        if folder != archive:
            shutil.rmtree(folder)
    for each in archive.glob("*"):
        is_voted = each.name == KEPT or each.name.startswith("fige-retire-")
        if each.is_file() and not is_voted:
            with suppress(OSError):
                each.unlink()

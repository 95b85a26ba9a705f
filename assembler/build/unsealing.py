"""A seal broken, for a reason that stays: the archive is put aside whole, never deleted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from assembler.build.archive import faults_of, is_sealed
from assembler.build.files import replace_files
from assembler.build.freshness import read_lock
from assembler.build.made_of import digest
from assembler.build.voted import KEPT
from assembler.build.workspace import Workspace
from assembler.model.place import Place, Problems

_ASIDE = "_descellees"
_RECORD = "descellement.json"


def unseal(workspace: Workspace, path: Path, reason: str, today: date) -> Path:
    """Break the seal of a convention, its avenants with it; the folder where its archive now stands.

    What of the archive was damaged is recorded too. Raises Problems: it isn't sealed, or no reason is given.
    """
    if not is_sealed(workspace, path):
        raise Problems.one(
            f"La convention « {path.stem} » n’est pas scellée.",
            "« assemble status » dit lesquelles le sont.",
            Place(path),
        )
    if not reason.strip():
        raise Problems.one("Un descellement demande sa raison, qui est conservée.", 'Ajoutez-la : --motif "…"')
    archive = workspace.archive(path)
    faults = [each.message for each in faults_of(workspace, path)]
    record = {"le": today.isoformat(), "motif": " ".join(reason.split())}
    kept = (archive / KEPT).read_bytes() if (archive / KEPT).is_file() else None
    told = {**record, "defauts": faults}
    replace_files({archive / _RECORD: (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()})
    aside = _free(archive.parent / _ASIDE, path.stem)
    aside.parent.mkdir(exist_ok=True)
    archive.rename(aside)
    files = {archive / KEPT: kept} if kept else {}
    if lock := read_lock(workspace, path):
        frozen = replace(lock.frozen, kept=digest(kept)) if lock.frozen and kept else None
        lock = replace(lock, seals={}, frozen=frozen, unsealed=(*lock.unsealed, record))
        files[workspace.lock(path)] = lock.text().encode()
    replace_files(files)
    return aside


def _free(folder: Path, name: str) -> Path:
    rank = 1
    while (folder / f"{name}-{rank}").exists():
        rank += 1
    return folder / f"{name}-{rank}"

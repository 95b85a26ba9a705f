"""What is archived of an avenant that was signed: the next one, whole, and of the text in force."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assembler.build.archive import AVENANT, InForce, avenant_name, in_force
from assembler.build.avenant_record import COMPARISON, FILES, read_record
from assembler.build.avenant_voted import own_facts
from assembler.build.digests import digest, digest_of
from assembler.build.workspace import Workspace
from assembler.model.avenant_record import AVENANT_RECORD
from assembler.model.place import Collector, Place, Problems
from assembler.readers.convention import Source, read_convention
from assembler.readers.source_text import read_bytes


def avenant_to_seal(workspace: Workspace, path: Path, number: int, signature: date) -> dict[str, bytes]:
    """The files of the avenant of that number, by name, as they are archived. `path`: the convention's input.

    Raises Problems: its number or its day does not follow, or its files are not one.
    """
    source = read_convention(path, workspace.root)
    amended = _amended(workspace, path, number, signature)
    collector = Collector()
    collector.attempt(_refuse_other_day, source, number, signature)
    found = collector.attempt(_files_of, workspace.output(path) / avenant_name(number), amended.file, path)
    collector.finish()
    assert found is not None
    return found


def _amended(workspace: Workspace, path: Path, number: int, signature: date) -> InForce:
    """The text in force that the avenant amends."""
    base = in_force(workspace, path)
    if base is None:
        raise Problems.one(
            f"La convention « {path.stem} » n’est pas scellée : un avenant la suit.",
            f"Scellez-la d’abord : assemble seal {path.name} --signature DATE",
            Place(path),
        )
    due = len(base.avenants) + 1
    if number != due:
        done = f"L’avenant n° {number} est déjà scellé." if number < due else "Il en manque un avant."
        raise Problems.one(done, f"Le prochain à sceller est l’avenant n° {due}.", Place(path))
    last = max((base.signature, *base.avenants))
    if signature < last:
        raise Problems.one(
            f"Cet avenant serait signé le {signature:%d/%m/%Y}, avant ce qu’il modifie ({last:%d/%m/%Y}).",
            "Vérifiez --signature.",
            Place(path),
        )
    return base


def _refuse_other_day(source: Source, number: int, signature: date) -> None:
    """Raises Problems where the input says the avenant signed on another day."""
    own = own_facts(source.convention, number).signature
    written = own.date if own else None
    if written and written != signature:
        raise Problems.one(
            f"La saisie dit l’avenant n° {number} signé le {written:%d/%m/%Y}, et --signature le {signature:%d/%m/%Y}.",
            "Corrigez l’une des deux.",
            source.places.at("avenants", number - 1, "signature", "date"),
        )


def _files_of(folder: Path, in_force: Path, path: Path) -> dict[str, bytes]:
    """What is archived of the avenant in `folder`, by name. `path`: the input; `in_force`: its text in force.

    Raises Problems: files that do not belong together, or that amend another text.
    """
    again = f"Refaites l’avenant : « assemble avenant {path.name} »."
    record = read_record(folder)
    if record is None:
        raise Problems.one(
            "Cet avenant n’est pas entier : sa fiche, écrite en dernier, manque ou est illisible.",
            again,
            Place(folder / AVENANT_RECORD),
        )
    if record.amends != digest_of(in_force):
        raise Problems.one(
            f"Cet avenant modifie un autre texte que celui qui est en vigueur ({in_force.name}).",
            again,
            Place(folder / AVENANT),
        )
    collector = Collector()
    found = {name: collector.attempt(_as_recorded, folder / name, record.files.get(name), again) for name in FILES}
    collector.finish()
    return {name: data for name, data in found.items() if data is not None and name != COMPARISON}


def _as_recorded(path: Path, expected: str | None, again: str) -> bytes:
    data = read_bytes(path)
    if digest(data) == expected:
        return data
    raise Problems.one(
        "Ce fichier a été modifié depuis que l’avenant a été écrit, ou ne va pas avec les autres.",
        f"{again} Le fichier signé, lui, se donne à --fichier.",
        Place(path),
    )

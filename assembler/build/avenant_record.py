"""The record beside an avenant: written last, it tells the files that belong together, until they are sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assembler.build.archive import AVENANT, CONSOLIDATED
from assembler.build.avenant_request import Asked
from assembler.build.digests import digest, digest_of
from assembler.build.workspace import KEPT
from assembler.model.amendment import AmendedPart
from assembler.model.avenant_record import AVENANT_RECORD, AmendedMark, AvenantRecord, avenant_record_from
from assembler.model.document import Chart, plain
from assembler.model.lines import Line, lines_of
from assembler.model.place import Collector, Place, Problems
from assembler.readers.source_text import read_bytes

COMPARISON = "comparaison.docx"
_FILES = (AVENANT, CONSOLIDATED, COMPARISON, KEPT)


def record_of(
    number: int, asked: Asked, amends: bytes, parts: tuple[AmendedPart, ...], files: Mapping[str, bytes]
) -> AvenantRecord:
    """`amends`: the Word file of the text in force; `files`: those of the avenant, by name."""
    return AvenantRecord(
        number=number,
        amends=digest(amends),
        effet=asked.effet,
        fin=asked.fin,
        day=asked.day,
        parts=tuple(AmendedMark(plain(part.title), _digest(part)) for part in parts),
        files={name: digest(data) for name, data in files.items()},
    )


def _digest(part: AmendedPart) -> str:
    return digest("\n".join(_texts(part)).encode())


def _texts(part: AmendedPart) -> Iterator[str]:
    for item in lines_of(part.blocks):
        yield f"{item.kind}{item.level} {item.text}" if isinstance(item, Line) else item.text
    for block in part.blocks:
        if isinstance(block, Chart):
            yield f"{block.kind} {block.title} {block.unit} {block.categories}"
            yield from (f"{series.name} {series.values}" for series in block.series)


def read_record(folder: Path) -> AvenantRecord | None:
    """That of the avenant in `folder`; None where there is none, or none that can be read."""
    try:
        return avenant_record_from((folder / AVENANT_RECORD).read_bytes())
    except OSError:
        return None


# --- sealing ---------------------------------------------------------------------------


def files_to_seal(folder: Path, in_force: Path, path: Path) -> dict[str, bytes]:
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
    found = {name: collector.attempt(_as_recorded, folder / name, record.files.get(name), again) for name in _FILES}
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


# --- taking away -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakenAway:
    """Files of an avenant that is not to be made any more: those that are `gone`, and those that were `left`."""

    gone: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()


def take_away(folder: Path) -> TakenAway:
    """Take an avenant away that was never sealed. Files that are not as it was written stay, and can't be sealed.

    Raises Problems: its record can't be taken away.
    """
    record = read_record(folder)
    expected = record.files if record else {}
    stand = [folder / name for name in _FILES if (folder / name).is_file()]
    gone = [path for path in stand if digest_of(path) == expected.get(path.name)]
    try:
        (folder / AVENANT_RECORD).unlink(missing_ok=True)
    except OSError:
        message = "Cet avenant ne change plus rien, et ne peut pas être retiré."
        raise Problems.one(message, "Vérifiez vos droits sur ce dossier.", Place(folder / AVENANT_RECORD)) from None
    for path in gone:
        with suppress(OSError):
            path.unlink()
    with suppress(OSError):
        folder.rmdir()
    left = tuple(path for path in stand if path.exists())
    return TakenAway(tuple(path for path in gone if path not in left), left)

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
from assembler.model.place import Place, Problems

COMPARISON = "comparaison.docx"
FILES = (AVENANT, CONSOLIDATED, COMPARISON, KEPT)


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
    stand = [folder / name for name in FILES if (folder / name).is_file()]
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

"""The zip of an XLSX workbook, judged before anything of it is read: it comes from anywhere."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from assembler.model.place import Place, Problems
from assembler.readers.french_numbers import grouped
from assembler.readers.source_text import read_bytes
from assembler.readers.zip_guard import (
    FAULTS,
    Limits,
    has_endless_directory,
    has_macros,
    has_password,
    is_bomb,
    is_encrypted,
    is_ole,
)

MAX_BYTES = 20_000_000
_MOST_UNPACKED = 200_000_000
_MOST_PARTS = 2_000
_MOST_RATIO = 200
_SMALL = 5_000_000
"""A part that unpacks to less is no bomb, however well it was packed."""
_LAST_COLUMN = "SF"
"""The 500th: no extract is wider."""
_LAST_LINE = 1_048_576
_MOST_ROWS = 200_000
"""Empty ones too, which a format is enough to leave behind."""
_MOST_CELLS = 1_000_000
_MOST_ELEMENTS = 4_000_000
"""Of XML, in all parts: openpyxl builds an object for each."""
_MOST_OTHERS = 200_000
"""Elements in all parts that are neither cells nor texts: styles, merged cells, unknown ones that nothing clears."""
_COMMON = frozenset(("c", "v", "f", "is", "t", "si", "r", "row"))
_SAVE_AS = "Dans le tableur : Enregistrer sous, « Classeur Excel (.xlsx) »."
_DAMAGED = "Le classeur est abîmé ou incomplet.", "Ouvrez-le dans le tableur et enregistrez-le à nouveau."
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Range:
    """Merged cells, as the spreadsheet names them; lines and columns from 1."""

    name: str
    first_line: int
    last_line: int
    first_column: int
    last_column: int

    def holds(self, column: int) -> bool:
        return self.first_column <= column <= self.last_column


@dataclass(frozen=True, slots=True)
class Scan:
    """What a sheet holds beside its values."""

    merged: tuple[Range, ...]
    has_formulas: bool


def read_archive(path: Path) -> bytes:
    """The bytes of a workbook that is safe to open. Raises Problems."""
    data = read_bytes(path, MAX_BYTES)
    _refuse_other_formats(data, path)
    if has_endless_directory(data):
        raise oversized(path)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _refuse_bomb(parts, path)
            _refuse_other_contents({part.filename for part in parts}, parts, path)
            count = _Count(path)
            for part in parts:
                count.add(archive, part)
    except FAULTS:
        raise damaged(path) from None
    return data


def damaged(path: Path) -> Problems:
    return Problems.one(*_DAMAGED, Place(path))


def _refuse_other_formats(data: bytes, path: Path) -> None:
    place, ending = Place(path), path.suffix.lower()
    if is_encrypted(data):
        hint = "Dans le tableur, retirez le mot de passe d’ouverture, puis enregistrez-le."
        raise Problems.one("Le classeur est protégé par un mot de passe.", hint, place)
    if is_ole(data) or ending == ".xls":
        raise Problems.one("Le classeur est à l’ancien format .xls.", _SAVE_AS, place)
    if ending in (".xlsm", ".xlsb", ".ods"):
        raise Problems.one(f"Un classeur « {ending} » ne se lit pas.", _SAVE_AS, place)
    if not data.startswith(b"PK"):
        raise Problems.one("Ce n’est pas un classeur .xlsx.", "Pour du texte, donnez-lui l’extension « .csv ».", place)


def _refuse_bomb(parts: list[ZipInfo], path: Path) -> None:
    if is_bomb(parts, Limits(_MOST_PARTS, _MOST_UNPACKED, _MOST_RATIO, _SMALL)):
        raise oversized(path)


def oversized(path: Path) -> Problems:
    hint = "Ne gardez que la feuille utile, dans un classeur neuf."
    return Problems.one("Le classeur est démesuré une fois décompressé.", hint, Place(path))


def _refuse_other_contents(names: set[str], parts: list[ZipInfo], path: Path) -> None:
    place = Place(path)
    if has_password(parts):
        raise Problems.one("Le classeur est protégé par un mot de passe.", "Retirez le mot de passe.", place)
    if has_macros(names):
        raise Problems.one("Le classeur contient des macros.", f"Enregistrez-le sans elles. {_SAVE_AS}", place)
    if "[Content_Types].xml" not in names or not any(name.lower().endswith("workbook.xml") for name in names):
        raise Problems.one("Ce n’est pas un classeur .xlsx.", _SAVE_AS, place)


class _Count:
    """Counts the XML elements of all parts, whatever their names: a part's name does not say what it is read as."""

    def __init__(self, path: Path) -> None:
        self.path, self.elements, self.cells, self.others = path, 0, 0, 0

    def add(self, archive: ZipFile, part: ZipInfo) -> None:
        from xml.parsers.expat import ExpatError, ParserCreate

        before, parser = self.elements, ParserCreate()
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = self._refuse_dtd
        try:
            with archive.open(part) as stream:
                parser.ParseFile(stream)
        except ExpatError:  # what follows is not read by openpyxl either
            if self.elements == before and part.filename.lower().endswith((".xml", ".rels", ".vml")):
                raise damaged(self.path) from None

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        self.elements += 1
        self.cells += kind == "c"
        self.others += kind not in _COMMON
        if self.elements > _MOST_ELEMENTS or self.cells > _MOST_CELLS or self.others > _MOST_OTHERS:
            raise oversized(self.path)

    def _refuse_dtd(self, *_: object) -> None:
        message = "Le classeur contient une déclaration XML interdite (DTD)."
        raise Problems.one(message, f"Il ne vient pas d’un tableur. {_SAVE_AS}", Place(self.path))


def scan(data: bytes, part: str, path: Path) -> Scan:
    """Read a sheet's part through once, without keeping it."""
    from xml.parsers.expat import ExpatError, ParserCreate

    sheet = _SheetScan(path)
    parser = ParserCreate()
    parser.StartElementHandler = sheet.start
    parser.EntityDeclHandler = _refuse_entity(path)
    try:
        with ZipFile(io.BytesIO(data)) as archive, archive.open(part) as stream:
            parser.ParseFile(stream)
    except (*FAULTS, ExpatError, KeyError):
        raise damaged(path) from None
    return Scan(tuple(sheet.merged), sheet.has_formulas)


class _SheetScan:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.merged: list[Range] = []
        self.has_formulas = False
        self.rows = self.cells = self.elements = 0  # the last two of one row, which openpyxl keeps as a whole

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        self.elements += 1
        if self.elements > _MOST_OTHERS:
            raise oversized(self.path)
        if kind == "c":
            self.cells += 1
            _refuse_far(attributes.get("r") or column_letters(self.cells), self.path)
            if self.cells > column_number(_LAST_COLUMN):
                raise damaged(self.path)  # more cells than columns
        elif kind == "row":
            self._start_row(attributes)
        elif kind == "f":
            self.has_formulas = True
        elif kind == "mergeCell" and (found := _range(attributes.get("ref", ""))):
            self.merged.append(found)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.rows += 1
        self.cells = self.elements = 0
        if int(attributes.get("r", "0")) > _LAST_LINE:
            raise damaged(self.path)
        if self.rows > _MOST_ROWS:
            raise Problems.one(
                f"Trop de lignes : {grouped(str(_MOST_ROWS))} au plus, même vides.",
                "Ne gardez que les lignes utiles, dans un classeur neuf.",
                Place(self.path),
            )


def _refuse_entity(path: Path) -> Callable[..., Any]:
    def refuse(*_: object) -> None:
        raise damaged(path)

    return refuse


def _refuse_far(address: str, path: Path) -> None:
    letters = address.rstrip("0123456789")
    if len(letters) > len(_LAST_COLUMN) or (len(letters) == len(_LAST_COLUMN) and letters > _LAST_COLUMN):
        hint = "Videz les colonnes inutiles, ou enregistrez les colonnes utiles dans un autre fichier."
        raise Problems.one(f"La feuille va au-delà de la colonne {_LAST_COLUMN} ({address}).", hint, Place(path))


def _range(name: str) -> Range | None:
    match = _RANGE.fullmatch(name)
    if not match:
        return None
    left, top, right, bottom = match.groups()
    return Range(name, int(top), int(bottom), column_number(left), column_number(right))


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

"""XLSX workbooks: the rows of one sheet, as those of a CSV file, each cell with its address.

A number is read as its format shows it, rounded to no less than the decimals of its indicator; a count keeps its
digits. What is neither text nor number (formula, error, date, truth) is refused where a figure is wanted.
"""

from __future__ import annotations

import io
import re
import warnings
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assembler.model.catalogue import PERCENTAGES, Unit
from assembler.model.frozen import frozen
from assembler.model.messages import excerpt, listed, simplified, suggestion
from assembler.model.place import Place, Problem, Problems
from assembler.readers.archive import Range, Scan, column_letters, damaged, oversized, read_archive, scan
from assembler.readers.csv_table import MAX_ROWS, Row, too_many_rows
from assembler.readers.french_numbers import ambiguous_share, french, is_ambiguous_share

if TYPE_CHECKING:
    from openpyxl import Workbook

ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""Those of workbooks; all but the first are refused with the way out."""

_MOST_DIGITS = 15
_OUR_SHEET = "Chiffres"
_LONGEST_TITLE = 40
_MOST_SOUGHT = 5_000
"""Lines of a sheet among which its titles are sought."""
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DECIMALS = re.compile(r"\.([0#?]+)")
_PLAIN = re.compile(r"[^0#?]*[0#?][^/Ee]*")
"""A format that shows decimals, unlike « General », fractions and powers of ten."""
_MOST_MERGED = 50
"""Merged ranges that are told."""


@dataclass(frozen=True, slots=True)
class Number:
    """A numeric cell: its value, and what its format shows of it: at least `places` decimals, at most `most` (None:
    as many as there are).
    """

    value: Decimal
    percent: bool = False
    places: int = 0
    most: int | None = None

    def text(self, unit: Unit | None = None, places: int = 0, is_fraction: bool = False) -> str:
        """As a person would have typed it, with at least so many decimals."""
        if is_fraction and not self.percent:
            most = None if self.most is None else max(self.most - 2, 0)
            return Number(self.value, True, max(self.places - 2, 0), most).text(unit, places)
        if unit in PERCENTAGES and not self.percent and is_ambiguous_share(self.value):
            fraction, share = ambiguous_share(self.value)
            hint = (
                f"Pour « {fraction} », donnez à la cellule le format « Pourcentage » ; "
                f"pour « {share} », tapez-le avec le signe « % »."
            )
            raise Problems.one(f"« {french(self.value)} » peut se lire de deux façons.", hint)
        value = self.value * 100 if self.percent else self.value
        least = places
        if unit is not None and unit != "nombre":
            most = self._most(unit, places)
            least = max(places, self.places if most is None else min(self.places, most))
            value = _rounded(value, most)
        return f"{french(value, least)}\u00a0%" if self.percent else french(value, least)

    def _most(self, unit: Unit, places: int) -> int | None:
        """How many decimals are kept; None for all."""
        if unit == "euros":
            return min(2 if self.most is None else self.most, 2)
        if self.most is None:
            return None if unit == "evolution" else places
        return max(self.most, places)


@dataclass(frozen=True, slots=True)
class Other:
    """A cell that is neither text nor number. `formula`: what it showed last, None for what is no formula."""

    shown: str
    message: str
    hint: str
    formula: str | None = None


def _rounded(value: Decimal, places: int | None) -> Decimal:
    if places is None or value.adjusted() > _MOST_DIGITS:
        return value
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


Content = str | Number | Other


@frozen
class SheetRow(Row):
    """A row of a sheet. `cells` holds what a person sees, `contents` what it is made of."""

    sheet: str
    contents: tuple[Content, ...]

    def at(self, index: int) -> Place:
        line = self.place.line
        return Place(self.place.file, line, index + 1, f"{self.sheet}!{column_letters(index + 1)}{line}")

    def figure(self, index: int, unit: Unit | None = None, places: int = 0, is_fraction: bool = False) -> str:
        content = self.contents[index] if index < len(self.contents) else ""
        if isinstance(content, Other):
            raise Problems.one(content.message, content.hint)
        return content.text(unit, places, is_fraction) if isinstance(content, Number) else content

    def is_text(self, index: int) -> bool:
        return index >= len(self.contents) or isinstance(self.contents[index], str)

    def formula(self, index: int) -> str | None:
        content = self.contents[index] if index < len(self.contents) else None
        return content.formula if isinstance(content, Other) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows`: those that hold something, one by one, read as they are asked for."""

    name: str
    rows: Iterator[SheetRow]
    merged: tuple[Range, ...]
    file: Path

    def refuse_merged(self, header: int, columns: Iterable[int], lines: Sequence[int]) -> list[Problem]:
        """What is wrong with the merged cells that touch the header, or these columns (from 0) on these lines, which
        go up.
        """
        used = [column + 1 for column in columns]
        problems = []
        for each in self.merged:
            next_line = bisect_left(lines, each.first_line)
            is_touched = next_line < len(lines) and lines[next_line] <= each.last_line
            if each.first_line <= header <= each.last_line or (is_touched and any(map(each.holds, used))):
                place = Place(self.file, each.first_line, each.first_column, f"{self.name}!{each.name}")
                hint = "Défusionnez-les, puis écrivez chaque valeur dans sa cellule."
                problems.append(Problem("Des cellules sont fusionnées.", hint, place))
            if len(problems) >= _MOST_MERGED:
                break
        return problems


def read_sheet(path: Path, name: str | None = None, naming: Place | None = None, titles: Collection[str] = ()) -> Sheet:
    """The sheet of that name; without one, the only visible sheet that has a row with these titles; or else the
    sheet « Chiffres », or the first, hidden ones left aside. Raises Problems.

    `naming`: where the name was typed.
    """
    data = read_archive(path)
    book = _open(data, path, shown=False)
    wanted = (_titled(book, data, path, titles) if titles and not name else None) or _sheet(book, path, name, naming)
    found = _scan(book, data, wanted, path)
    shown = _cells(_open(data, path, shown=True), wanted, path) if found.has_formulas else repeat(())
    return Sheet(wanted, _rows(_cells(book, wanted, path), shown, wanted, path), found.merged, path)


def _open(data: bytes, path: Path, shown: bool) -> Workbook:
    """The workbook with its formulas, or with what they showed last."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), read_only=True, data_only=shown, keep_links=False)
    except MemoryError:
        raise oversized(path) from None
    except Exception:  # openpyxl lets through whatever its parsers raise on a part that makes no sense
        raise damaged(path) from None


def _sheet(book: Workbook, path: Path, name: str | None, naming: Place | None) -> str:
    names = [sheet.title for sheet in book.worksheets]
    visible = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not names:
        hint = "Ouvrez-le dans le tableur et enregistrez-le à nouveau."
        raise Problems.one("Le classeur n’a aucune feuille de calcul.", hint, Place(path))
    wanted = simplified(name or _OUR_SHEET)
    found = next((each for each in (names if name else visible or names) if simplified(each) == wanted), None)
    if name is not None and found is None:
        hint = suggestion(name, names, "Feuilles du classeur")
        raise Problems.one(f"Le classeur n’a pas de feuille « {excerpt(name)} ».", hint, naming or Place(path))
    return found or (visible or names)[0]


def _titled(book: Workbook, data: bytes, path: Path, titles: Collection[str]) -> str | None:
    """The sheet of the figures, where there are several and one of them has the titles."""
    if len(book.worksheets) == 1 and book.worksheets[0].sheet_state == "visible":
        return None
    visible: list[str] = []
    hidden: list[str] = []
    halves: list[str] = []
    known: set[str] = set()
    for sheet in book.worksheets:
        if (part := _part(book, sheet.title)) in known:
            raise damaged(path)  # no program writes two sheets in one part, and each would be read again
        known.add(part)
        is_visible = sheet.sheet_state == "visible"
        try:
            _scan(book, data, sheet.title, path)
        except Problems:
            if is_visible:
                raise
            continue
        found = _titles_found(book, sheet.title, path, titles)
        if found == set(titles):
            (visible if is_visible else hidden).append(sheet.title)
        elif is_visible and found:
            halves.append(sheet.title)
    if len(visible) > 1:
        hint = "Gardez-en une ; supprimez ou masquez les autres."
        raise Problems.one(f"Plusieurs feuilles portent des chiffres : {listed(visible, 'et')}.", hint, Place(path))
    if hidden and not visible:
        hint = "Affichez-la : clic droit sur un onglet, « Afficher »."
        message = f"La feuille qui porte les chiffres est masquée : {listed(hidden, 'et')}."
        if len(hidden) > 1:
            message = f"Les feuilles qui portent des chiffres sont masquées : {listed(hidden, 'et')}."
            hint = "Affichez celle qui compte : clic droit sur un onglet, « Afficher »."
        raise Problems.one(message, hint, Place(path))
    halves.sort(key=lambda title: simplified(title) != simplified(_OUR_SHEET))
    return next(iter([*visible, *halves]), None)


def _titles_found(book: Workbook, sheet: str, path: Path, titles: Collection[str]) -> set[str]:
    """The titles that stand together in a row: all of them if one row has them, or else the first that are found."""
    first: set[str] = set()
    for row in islice(_cells(book, sheet, path), _MOST_SOUGHT):
        texts = (cell.value for cell in row if isinstance(cell.value, str) and len(cell.value) < _LONGEST_TITLE)
        found = set(map(simplified, texts)) & set(titles)
        if found == set(titles):
            return found
        first = first or found
    return first


def _scan(book: Workbook, data: bytes, sheet: str, path: Path) -> Scan:
    return scan(data, _part(book, sheet), path)


def _part(book: Workbook, sheet: str) -> str:
    part: str = getattr(book[sheet], "_worksheet_path")  # noqa: B009 - openpyxl has no public name for it
    return part


def _cells(book: Workbook, sheet: str, path: Path) -> Iterator[tuple[Any, ...]]:
    """The cells of each row, the empty rows too."""
    opened = book[sheet]
    opened.reset_dimensions()  # some programs write wrong ones
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from opened.iter_rows(min_row=1, min_col=1)
    except MemoryError:
        raise oversized(path) from None
    except Exception:  # as in _open
        raise damaged(path) from None


def _rows(
    rows: Iterable[tuple[Any, ...]], shown: Iterable[tuple[Any, ...]], sheet: str, path: Path
) -> Iterator[SheetRow]:
    count = 0
    for line, (row, results) in enumerate(zip(rows, shown, strict=False), 1):
        contents = tuple(_content(cell, index, results) for index, cell in enumerate(row))
        cells = tuple(_visible(content) for content in contents)
        if not any(cells):
            continue
        place = Place(path, line, 1, f"{sheet}!A{line}")
        count += 1
        if count > MAX_ROWS:
            raise too_many_rows(MAX_ROWS, place)
        yield SheetRow(cells, place, (), sheet, contents)


def _visible(content: Content) -> str:
    if isinstance(content, Number):
        return content.text()
    return content.shown if isinstance(content, Other) else content


def _content(cell: Any, index: int, results: tuple[Any, ...]) -> Content:
    value, kind = cell.value, cell.data_type
    if value is None:
        return ""
    if kind == "f":
        return _formula(value, results[index].value if index < len(results) else None)
    if kind == "n":
        return _number(value, cell.number_format)
    return _ODD[kind](value) if kind in _ODD else str(value).strip()


def _formula(formula: object, result: object) -> Other:
    text = formula if isinstance(formula, str) else f"={getattr(formula, 'text', '') or '…'}"
    hint = "Copiez la cellule, puis collez-la sur elle-même : Collage spécial, « Valeurs »."
    return Other(
        text,
        "Cette cellule contient une formule ; une valeur est attendue.",
        hint,
        formula="" if result is None else str(result).strip(),
    )


def _error(value: object) -> Other:
    hint = "Corrigez-la, videz la cellule, ou écrivez « N.C. »."
    return Other(str(value), f"Cette cellule affiche une erreur du tableur : {value}.", hint)


def _truth(value: object) -> Other:
    shown = "VRAI" if value else "FAUX"
    return Other(shown, f"Cette cellule contient « {shown} », qui n’est pas un nombre.", "Écrivez un nombre.")


def _date(value: object) -> Other:
    shown = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
    hint = "Donnez à la cellule le format « Standard », puis tapez à nouveau le nombre, ou l’année seule."
    return Other(shown, f"Cette cellule contient une date ou une heure ({shown}).", hint)


def _number(value: float, number_format: str) -> Content:
    """What Excel keeps of a number: fifteen digits, without the noise of binary fractions."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if not exact.is_finite():
        return Other(str(value), "Cette cellule ne contient pas un nombre fini.", "Écrivez un nombre.")
    shape = _LITERAL.sub("", number_format or "").partition(";")[0]
    decimals = _DECIMALS.search(shape)
    if not _PLAIN.fullmatch(shape):
        return Number(exact, "%" in shape)
    shown = decimals[1] if decimals else ""
    return Number(exact, "%" in shape, shown.count("0"), len(shown))


_ODD = {"e": _error, "b": _truth, "d": _date}

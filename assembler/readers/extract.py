"""The rows of an extract in another layout: one row an indicator (long), or one row a territory (wide).

No figure is dropped in silence: what the extract holds is mapped, or left out by name.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property, lru_cache
from itertools import dropwhile
from pathlib import Path

from assembler.model import messages
from assembler.model.catalogue import Catalogue, Unit
from assembler.model.correspondance import Correspondance
from assembler.model.figures import Figures
from assembler.model.messages import excerpt, listed, near, suggestion
from assembler.model.place import Place, Problem, Problems
from assembler.readers.archive import MAX_BYTES
from assembler.readers.csv_table import MAX_ROWS, CsvTable, Row, csv_table
from assembler.readers.figure_lines import Cell, FiguresReader, Line
from assembler.readers.french_numbers import SIGNS, SPACES, parse_year
from assembler.readers.typed import Places
from assembler.readers.workbook import ENDINGS, Sheet, read_sheet

LEFT_OUT = "Ajoutez « {} » à « indicateurs » avec son code, ou à « ignorer »."
_POINT = re.compile(rf"([{SIGNS}]?[{SPACES}]?[0-9{SPACES}]+)\.([0-9]+[{SPACES}]?[%€]?)")
_CODE = re.compile("[0-9][0-9AB]?[0-9]{3}|[0-9]{9}", re.IGNORECASE)
"""Of a commune, or of an intercommunality."""
_TELLING = re.compile(r"\b(?:insee|codgeo|depcom|dep|departement|code (?:commune|postal|geographique))\b")
"""In the title of a column: two communes of one name differ there."""
simplified = lru_cache(maxsize=10_000)(messages.simplified)  # an extract repeats its names


class Extract(ABC):
    """What both layouts have in common. `places`: where the mapping says each thing."""

    def __init__(
        self, mapping: Correspondance, places: Places, catalogue: Catalogue, territory: tuple[str, ...], file: Path
    ) -> None:
        self.mapping, self.places, self.file, self.territory = mapping, places, file, territory
        self.reader = FiguresReader(file, catalogue, self._translated)
        self.reader.has_fractions = mapping.fractions == "oui"
        self.reader.fraction_hint = (
            "Pour des fractions, ajoutez « fractions: oui » à la correspondance ; sinon, écrivez le signe « % »."
        )
        self.columns: dict[str, int] = {}  # those of `colonnes`
        self.titles: dict[str, int] = {}  # every title, simplified
        self.territories: dict[str, str] = {}
        self.wanted = {_identity(name) for name in territory}
        self.codes = {_identity(name) for name in territory if _CODE.fullmatch(name)}
        self.has_codes = False
        """Does the column of the territory hold codes? Then a name, which several communes may bear, is no match."""
        self.telling: dict[int, str] = {}  # columns that tell homonyms apart, with what the first row says

    @cached_property
    def ignored(self) -> set[str]:
        return {simplified(name) for name in self.mapping.ignorer}

    @cached_property
    def mapped(self) -> dict[str, str]:
        return {simplified(name): code for name, code in self.mapping.indicateurs.items()}

    def read(self) -> Figures:
        table, rows = self._open()
        header = next(rows, None)
        if header is None or header.place.line != self.mapping.ligne_des_titres:
            message = (
                f"La ligne {self.mapping.ligne_des_titres} de l’extrait est vide ; elle devrait porter les titres."
            )
            hint = "Corrigez « ligne_des_titres » dans la correspondance."
            raise Problems.one(message, hint, self.places.at("ligne_des_titres"))
        self._read_header(header)
        if isinstance(table, Sheet):
            data = range(self.mapping.ligne_des_titres + 1, MAX_ROWS * 100)
            self.reader.problems += table.refuse_merged(self.mapping.ligne_des_titres, self._used(), data)
        elif table.delimiter == ",":
            rows = self._uncut(table, rows, header)
        self.reader.finish()
        return self.reader.read(self._lines(rows))

    def _uncut(self, table: CsvTable, rows: Iterator[Row], header: Row) -> Iterator[Row]:
        """The rows of which no comma made two cells of one; the others are told."""
        for row in rows:
            if problem := table.refuse_extra(row, header):
                self.reader.report(problem)
            else:
                yield row

    def _open(self) -> tuple[Sheet | CsvTable, Iterator[Row]]:
        """The rows from that of the titles on."""
        first = self.mapping.ligne_des_titres
        table: Sheet | CsvTable
        if self.file.suffix.lower() in ENDINGS:
            table = read_sheet(self.file, self.mapping.feuille, self.places.at("feuille"))
        elif self.file.suffix.lower() == ".csv":
            table = csv_table(self.file, first, MAX_BYTES)
        else:
            message = "L’extrait doit être un fichier « .csv » ou « .xlsx »."
            raise Problems.one(message, "Enregistrez-le ainsi depuis le tableur.", self.places.at("fichier"))
        rows: Iterator[Row] = table.rows
        return table, dropwhile(lambda row: (row.place.line or 0) < first, rows)

    def _read_header(self, header: Row) -> None:
        for index, title in enumerate(header.cells):
            name = simplified(title)
            if name in self.titles and name not in self.ignored:
                message = f"La colonne « {excerpt(title)} » est donnée deux fois."
                self.reader.report(Problem(message, "Renommez l’une des deux dans l’extrait.", header.at(index)))
            if name:
                self.titles.setdefault(name, index)
        for key, title in self.mapping.colonnes:
            if title is None:
                continue
            if simplified(title) in self.titles:
                self.columns[key] = self.titles[simplified(title)]
            else:
                self._report_absent_column(title, header, self.places.at("colonnes", key))
        declared = self._declared()
        for index, title in enumerate(header.cells):
            if title and simplified(title) not in declared | self.ignored:
                self._report_unknown_column(title, header.at(index))

    def _declared(self) -> set[str]:
        """The titles that the mapping speaks of, simplified."""
        return {simplified(title) for _, title in self.mapping.colonnes if title}

    def _used(self) -> list[int]:
        """The columns that hold something of ours."""
        declared = self._declared()
        return [index for title, index in self.titles.items() if title in declared]

    @abstractmethod
    def _lines(self, rows: Iterator[Row]) -> Iterator[Line]:
        """The figures of this territory; all that is wrong with the rows is reported on the way."""

    def _report_absent_column(self, title: str, header: Row, place: Place) -> None:
        hint = suggestion(title, [each for each in header.cells if each], "Colonnes de l’extrait")
        self.reader.report(Problem(f"L’extrait n’a pas de colonne « {excerpt(title)} ».", hint, place))

    def _report_unknown_column(self, title: str, place: Place) -> None:
        hint = "Nommez-la sous « colonnes », ou sous « ignorer »."
        self.reader.report(Problem(f"La correspondance ne dit rien de la colonne « {excerpt(title)} ».", hint, place))

    # -- rows

    def _ours(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows of this territory; all of them where no column tells."""
        column = self.columns.get("territoire")
        for row in rows:
            if column is None or self._is_ours(row, column):
                self._refuse_untitled(row)
                if column is not None and not self.has_codes:
                    self._refuse_homonym(row, column)
                yield row
        if column is not None:
            self._judge_territories(column)

    def _is_ours(self, row: Row, column: int) -> bool:
        name = row.cell(column)
        if not name:
            hint = "Répétez le territoire sur chaque ligne, ou videz celle-ci."
            self.reader.report(Problem("Cette ligne n’a pas de territoire.", hint, row.at(column)))
            return False
        identity = _identity(name)
        if not self.territories:
            self.has_codes = bool(self.codes) and (identity in self.codes or bool(_CODE.fullmatch(name)))
        self.territories.setdefault(identity, name)
        if self.has_codes:
            return identity in self.codes
        return identity in (self.wanted or {next(iter(self.territories))})

    def _refuse_homonym(self, row: Row, column: int) -> None:
        """Rows of one name that a column left out, which gives codes or departments, tells apart."""
        for title, index in self.titles.items():
            if index == column or title not in self.ignored or not _TELLING.search(title) or not row.cell(index):
                continue
            first = self.telling.setdefault(index, row.cell(index))
            if _identity(first) != _identity(row.cell(index)):
                hint = "Sous « colonnes: territoire », donnez la colonne des codes Insee, et « insee » à la convention."
                message = f"Deux territoires s’appellent « {excerpt(row.cell(column))} » : « {excerpt(first)} » et "
                message += f"« {excerpt(row.cell(index))} »."
                self.reader.report(Problem(message, hint, row.at(index)))

    def _judge_territories(self, column: int) -> None:
        place = Place(self.file, self.mapping.ligne_des_titres, column + 1)
        if not self.wanted and len(self.territories) > 1:
            hint = f"Donnez-en le nom : {listed(sorted(self.territories.values()))}."
            self.reader.report(Problem("L’extrait contient plusieurs territoires.", hint, place))
        elif self.wanted and not self.wanted & set(self.territories):
            close = get_close_matches(_identity(self.territory[0]), self.territories, n=5, cutoff=0.5)
            hint = f"Noms proches : {listed(self.territories[each] for each in close)}."
            if not close:
                hint = f"Territoires de l’extrait : {listed(sorted(self.territories.values()))}."
            names = " ni ".join(f"« {each} »" for each in self.territory)
            message = f"L’extrait ne contient {'ni' if len(self.territory) > 1 else 'pas'} {names}."
            if all(map(_CODE.fullmatch, self.territories.values())) and not any(map(_CODE.fullmatch, self.territory)):
                hint = "Cette colonne porte des codes : ajoutez « insee » au territoire, dans la convention."
            self.reader.report(Problem(message, hint, place))

    def _refuse_untitled(self, row: Row) -> None:
        titled = set(self.titles.values())
        for index, cell in enumerate(row.cells):
            if cell and index not in titled:
                hint = "Donnez un titre à sa colonne dans l’extrait, ou videz-la."
                message = f"« {excerpt(cell)} » n’est sous aucun titre de colonne."
                self.reader.report(Problem(message, hint, row.at(index)))

    def _cell(self, row: Row, key: str) -> Cell | None:
        return Cell(row, self.columns[key]) if key in self.columns else None

    def _year(self, row: Row) -> Cell | int | None:
        return self._cell(row, "annee") or self.mapping.annee

    # -- texts

    def _translated(self, text: str, unit: Unit, is_text: bool) -> str:
        """The French writing of what a cell of the extract shows."""
        typed = simplified(text)
        if typed in map(simplified, self.mapping.non_communique):
            return "N.C."
        if typed in map(simplified, self.mapping.neant):
            if unit != "euros":
                hint = "Retirez-le de « neant », ou placez-le sous « non_communique »."
                raise Problems.one(f"« {excerpt(text)} » veut dire « - € » ; l’indicateur n’est pas un montant.", hint)
            return "- €"
        return self._with_comma(text) if is_text and self.mapping.decimale == "point" else text

    def _with_comma(self, text: str) -> str:
        if "," in text:
            message = f"« {excerpt(text)} » contient une virgule, et la correspondance annonce « decimale: point »."
            raise Problems.one(message, "Retirez la virgule, ou corrigez « decimale ».")
        return _POINT.sub(r"\1,\2", text) if _POINT.fullmatch(text) else text


class Long(Extract):
    """One row an indicator."""

    @cached_property
    def years(self) -> set[int]:
        """Those of the territory's rows, where one is asked for."""
        return set()

    def _lines(self, rows: Iterator[Row]) -> Iterator[Line]:
        column, known = self.columns["indicateur"], set(self.mapped) | self.ignored
        seen: dict[str, str] = {}

        def named(each: Iterator[Row]) -> Iterator[Row]:
            for row in each:
                seen.setdefault(simplified(row.cell(column)), row.cell(column))
                yield row

        told: set[str] = set()
        for row in self._ours(named(rows)):
            name = simplified(row.cell(column))
            if name in self.mapped:
                if not self._is_of_the_year(row):
                    continue
                value, variation = self._cell(row, "valeur"), self._cell(row, "variation")
                yield Line(self.mapped[name], row.at(column), self._year(row), value, variation)
            elif name not in known | told:
                told.add(name)
                self._report_unknown(Cell(row, column))
        self._judge_years()
        for name in self.mapping.indicateurs:
            if simplified(name) not in seen:
                hint = suggestion(name, [each for each in seen.values() if each], "L’extrait nomme")
                message = f"L’extrait n’a pas d’indicateur « {excerpt(name)} »."
                self.reader.report(Problem(message, hint, self.places.at("indicateurs", name)))

    def _is_of_the_year(self, row: Row) -> bool:
        """Where the mapping asks for one year only. A year that can't be read is told with its figure."""
        cell, wanted = self._cell(row, "annee"), self.mapping.annee
        if cell is None or wanted is None:
            return True
        try:
            year = parse_year(row.figure(cell.index))
        except Problems:
            return True
        if year is None:
            hint = f"Écrivez l’année, ou retirez « annee: {wanted} » de la correspondance."
            self.reader.report(Problem("Cette ligne n’a pas d’année.", hint, cell.place))
        else:
            self.years.add(year)
        return year == wanted

    def _judge_years(self) -> None:
        if self.years and self.mapping.annee not in self.years:
            message = f"L’extrait n’a aucun chiffre de {self.mapping.annee} pour ce territoire."
            hint = f"Années de l’extrait : {listed(map(str, sorted(self.years)), 'et')}."
            self.reader.report(Problem(message, hint, self.places.at("annee")))

    def _report_unknown(self, cell: Cell) -> None:
        if not cell.text:
            message, hint = "Cette ligne ne nomme pas d’indicateur.", "Nommez-le, ou videz la ligne."
        else:
            message = f"La correspondance ne dit rien de l’indicateur « {excerpt(cell.text)} »."
            hint = "" if self.reader.is_full else _hint_unknown(cell.text, self.mapping.indicateurs)
        self.reader.report(Problem(message, hint, cell.place))


class Wide(Extract):
    """One row a territory, one column an indicator."""

    @cached_property
    def changes(self) -> dict[str, str]:
        return {simplified(name): code for name, code in self.mapping.variations.items()}

    def _declared(self) -> set[str]:
        return super()._declared() | set(self.mapped) | set(self.changes)

    def _read_header(self, header: Row) -> None:
        super()._read_header(header)
        for key, names in (("indicateurs", self.mapping.indicateurs), ("variations", self.mapping.variations)):
            for name in names:
                if simplified(name) not in self.titles:
                    self._report_absent_column(name, header, self.places.at(key, name))

    def _report_unknown_column(self, title: str, place: Place) -> None:
        message = f"La correspondance ne dit rien de la colonne « {excerpt(title)} »."
        hint = "" if self.reader.is_full else _hint_unknown(title, self.mapping.indicateurs)
        self.reader.report(Problem(message, hint, place))

    def _lines(self, rows: Iterator[Row]) -> Iterator[Line]:
        values = {code: self.titles[name] for name, code in self.mapped.items()}
        changes = {code: self.titles[name] for name, code in self.changes.items()}
        first: Row | None = None
        for row in self._ours(rows):
            if first is not None:
                cell = Cell(row, self.columns["territoire"])
                hint = f"La ligne {first.place.line} le donne déjà : gardez une seule des deux lignes."
                self.reader.report(Problem(f"« {excerpt(cell.text)} » est donné deux fois.", hint, cell.place))
                continue
            first = row
            for code in values | changes:
                value = Cell(row, values[code]) if code in values else None
                change = Cell(row, changes[code]) if code in changes else None
                yield Line(code, (value or change or Cell(row, 0)).place, self._year(row), value, change)


def _hint_unknown(name: str, known: Mapping[str, str]) -> str:
    meant = near(name, known)
    hint = LEFT_OUT.format(excerpt(name))
    return f"{hint} La correspondance nomme « {excerpt(meant)} »." if meant else hint


@lru_cache(maxsize=10_000)
def _identity(name: str) -> str:
    """A territory's name without accents, case and hyphens; a code without the zeros that a spreadsheet drops."""
    words = " ".join(re.sub(r"[-’'\u2010]", " ", simplified(name)).split())
    return words.lstrip("0") if words.isdigit() else words

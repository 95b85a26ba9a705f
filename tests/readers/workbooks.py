"""Workbooks of figures made for a test, and how they are read or refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, settings

from assembler.model.catalogue import Catalogue
from assembler.model.figures import Figures
from assembler.model.place import Problem, Problems
from assembler.readers.figures import read_figures

CATALOGUE = Catalogue.model_validate(
    {
        "sections": [
            {
                "code": "s",
                "titre": "S",
                "tableaux": [
                    {
                        "code": "T1",
                        "titre": "T",
                        "colonnes": "variation",
                        "indicateurs": [
                            {"code": "habitants", "libelle": "H", "unite": "nombre"},
                            {"code": "couvertes", "libelle": "C", "unite": "nombre"},
                            {"code": "taux", "libelle": "T", "unite": "pourcent", "formule": "couvertes / habitants"},
                            {"code": "part", "libelle": "P", "unite": "pourcent"},
                            {"code": "indice", "libelle": "I", "unite": "decimal", "decimales": "2"},
                            {"code": "evolution", "libelle": "E", "unite": "taux"},
                            {"code": "aides", "libelle": "A", "unite": "euros"},
                        ],
                    }
                ],
            }
        ]
    }
)
HEADER = ["code", "annee", "valeur", "variation"]
SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)


def straight(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def workbook(tmp_path: Path, *rows: list[Any], change: Callable[[Any], object] | None = None) -> Path:
    """A workbook with the header and these rows; a pair is a value and its number format."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Feuille"
    for line, row in enumerate([HEADER, *rows], 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(line, column)
            cell.value, number_format = value if isinstance(value, tuple) else (value, None)
            if number_format:
                cell.number_format = number_format
    if change:
        change(sheet)
    path = tmp_path / "chiffres.xlsx"
    book.save(path)
    return path


def read(tmp_path: Path, *rows: list[Any], change: Callable[[Any], object] | None = None) -> Figures:
    return read_figures(workbook(tmp_path, *rows, change=change), CATALOGUE)


def refused(path: Path) -> list[Problem]:
    with pytest.raises(Problems) as raised:
        read_figures(path, CATALOGUE)
    assert all(problem.message and problem.place for problem in raised.value.problems)
    return list(raised.value.problems)


def book_of(tmp_path: Path, *sheets: tuple[str, str, bool]) -> Path:
    """A workbook with these sheets: name, state, and has it figures? Each sheet counts its own inhabitants."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for rank, (name, state, has_figures) in enumerate(sheets, 1):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in (HEADER, ["habitants", 2020, rank]) if has_figures else (["Notes"], ["code", "à voir"]):
            sheet.append(row)
    book.save(tmp_path / "f.xlsx")
    return tmp_path / "f.xlsx"

"""Figures stated as a dict, for tests of the diagnostic, and what the diagnostic makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from drafts import spaced

from assembler.compose.diagnostic.charts import Charts
from assembler.compose.diagnostic.sentences import Sentences
from assembler.compose.diagnostic.tables import StatisticsTable
from assembler.model.arithmetic import completed
from assembler.model.catalogue import Catalogue
from assembler.model.document import Block, Chart, List, Paragraph, Table, plain
from assembler.model.figures import Dataset, Figure, Figures
from assembler.model.place import Place
from assembler.readers.french_numbers import parse_value

PLACE = Place(Path("donnees.csv"), 2)


def figures(catalogue: Catalogue, given: Mapping[str, Any]) -> Figures:
    """Code -> a value as typed, or (year, value, variation)."""
    found = {}
    for code, typed in given.items():
        year, value, variation = typed if isinstance(typed, tuple) else (2020, typed, "")
        unit = catalogue.units[code]
        found[code] = Figure(code, year, parse_value(value, unit), parse_value(variation, "taux"), PLACE)
    return found


def dataset(catalogue: Catalogue, given: Mapping[str, Any], name: str = "Arras", said: str = "") -> Dataset:
    typed = figures(catalogue, given)
    return Dataset(name, said or f"la commune de {name}", typed, completed(catalogue, typed))


def department(
    catalogue: Catalogue, given: Mapping[str, Any], name: str = "Pas-de-Calais", said: str = "le Pas-de-Calais"
) -> Dataset:
    return dataset(catalogue, given, name, said)


def sentences(catalogue: Catalogue, table: str, own: Dataset, *references: Dataset) -> list[str]:
    """What is said above a table, an item of a list a line; ordinary spaces."""
    return lines(Sentences(catalogue, own, references).blocks(catalogue.tables[table]))


def table(catalogue: Catalogue, code: str, own: Dataset, *references: Dataset) -> Table | None:
    return StatisticsTable(catalogue, catalogue.tables[code], own, references).build()


def charts(catalogue: Catalogue, after: str | None, own: Dataset, *references: Dataset) -> list[Chart]:
    return [
        each
        for each in Charts(catalogue, own, references[0] if references else None).after(after)
        if isinstance(each, Chart)
    ]


def lines(blocks: Any) -> list[str]:
    return [spaced(line) for block in blocks for line in _lines(block)]


def _lines(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [plain(block.inlines)]
    if isinstance(block, List):
        return [plain(each.inlines) for item in block.items for each in item if isinstance(each, Paragraph)]
    return []

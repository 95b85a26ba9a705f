"""The catalogue of indicators (YAML), and what must hold together in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from assembler.model.catalogue import Catalogue
from assembler.model.place import Place, Problem, Problems
from assembler.readers.typed import Places, build
from assembler.readers.yaml_tree import read_tree


def read_catalogue(path: Path) -> Catalogue:
    catalogue, places = build(Catalogue, read_tree(path))
    if problems := _duplicate_codes(catalogue, places):
        raise Problems(problems)
    return catalogue


def _duplicate_codes(catalogue: Catalogue, places: Places) -> list[Problem]:
    """Sections, tables, and what a figures file may cite: three sets of codes."""
    sections: list[tuple[str, Place]] = []
    tables: list[tuple[str, Place]] = []
    cited: list[tuple[str, Place]] = []
    for s, section in enumerate(catalogue.sections):
        sections.append((section.code, places.at("sections", s, "code")))
        for t, table in enumerate(section.tableaux):
            at = ("sections", s, "tableaux", t)
            tables.append((table.code, places.at(*at, "code")))
            for name, codes in (
                ("indicateurs", [indicator.code for indicator in table.indicateurs]),
                ("versements", [payment.code for payment in table.versements]),
            ):
                cited += [(code, places.at(*at, name, i, "code")) for i, code in enumerate(codes)]
    return [problem for group in (sections, tables, cited) for problem in _twice(group)]


def _twice(codes: Iterable[tuple[str, Place]]) -> Iterable[Problem]:
    seen: dict[str, Place] = {}
    for code, place in codes:
        if code in seen:
            hint = f"Il est déjà pris ligne {seen[code].line} : donnez un autre code à l’un des deux."
            yield Problem(f"Le code « {code} » est donné deux fois.", hint, place)
        seen.setdefault(code, place)

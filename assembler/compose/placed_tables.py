"""The statistics tables that the diagnostic places must be in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.compose.content import Content
from assembler.model.convention import Section
from assembler.model.messages import excerpt, suggestion
from assembler.model.place import Problem, Problems

_Path = tuple[str | int, ...]


def check_placed_tables(content: Content) -> None:
    """Raises Problems: each code that no table of the catalogue bears."""
    diagnostic, known = content.convention.diagnostic, content.catalogue.tables()
    placed = _placed(diagnostic.sections, ("diagnostic", "sections")) if diagnostic else ()
    problems = [
        Problem(
            f"Le tableau « {excerpt(code)} » n’est pas au catalogue des indicateurs.",
            suggestion(code, known, "Tableaux du catalogue") or "Ajoutez-le à inputs/communs/indicateurs.yaml.",
            content.place_of(*path),
        )
        for path, code in placed
        if code not in known
    ]
    if problems:
        raise Problems(problems)


def _placed(sections: tuple[Section, ...], path: _Path) -> Iterator[tuple[_Path, str]]:
    for rank, section in enumerate(sections):
        here = (*path, rank)
        yield from (((*here, "tableaux", at), code) for at, code in enumerate(section.tableaux))
        yield from _placed(section.sections, (*here, "sections"))

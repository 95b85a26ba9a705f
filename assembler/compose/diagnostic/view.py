"""What the clause of the diagnostic may name: sections with their tables, the overview, the members' figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from assembler.compose.content import Content
from assembler.compose.diagnostic.sentences import Sentences
from assembler.compose.diagnostic.tables import StatisticsTable, with_figures
from assembler.compose.expressions import ProperName
from assembler.compose.long_text import parse_long_text
from assembler.compose.names import elision_of
from assembler.compose.tables import rubrique_blocks
from assembler.compose.views import view_of
from assembler.model.convention import Commune, Diagnostic, Section
from assembler.model.document import Blank, Block, Blocks, Paragraph, Text
from assembler.model.figures import Dataset


def diagnostic_view(content: Content) -> Any:
    diagnostic = content.convention.diagnostic or Diagnostic()
    sections = diagnostic.sections or _catalogue_sections(content)
    placed = set(_placed(sections))
    left_over = [code for code in with_figures(content.catalogue, content.own) if code not in placed]
    return SimpleNamespace(
        presentation=_presentation(content, diagnostic),
        sections=tuple(_section(section, content) for section in sections),
        autres=_blocks(content, content.own, left_over),
        membres=tuple(_member(content, commune, own) for commune, own in _with_figures(content)),
        contexte=rubrique_blocks(diagnostic.contexte, 3),
    )


def _presentation(content: Content, diagnostic: Diagnostic) -> Blocks | Blank:
    """The text at the head of the diagnostic, behind a notice for each file of figures that can't be read."""
    notices = tuple(
        Paragraph((Text(f"[à compléter\u00a0: chiffres illisibles, {each.file.name}]"),)) for each in content.unread
    )
    own = parse_long_text(diagnostic.presentation) if diagnostic.presentation else ()
    return notices + own or Blank("présentation")


def _catalogue_sections(content: Content) -> tuple[Section, ...]:
    told = set(with_figures(content.catalogue, content.own))
    sections = []
    for section in content.catalogue.sections:
        codes = tuple(table.code for table in section.tableaux if table.code in told)
        if codes:
            sections.append(Section(titre=section.titre, tableaux=codes))
    return tuple(sections)


def _section(section: Section, content: Content) -> Any:
    view = view_of(section)
    view.tableaux = _blocks(content, content.own, section.tableaux)
    view.sections = tuple(_section(inner, content) for inner in section.sections)
    return view


def _placed(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield from section.tableaux
        yield from _placed(section.sections)


def _blocks(content: Content, own: Dataset, codes: Iterable[str]) -> Blocks:
    """For each table: its sentences, then the table; a table without any figure is left out."""
    sentences = Sentences(content.catalogue, own, content.references)
    found: list[Block] = []
    for code in codes:
        table = content.catalogue.tables[code]
        found += sentences.blocks(table)
        if built := StatisticsTable(content.catalogue, table, own, content.references).build():
            found.append(built)
    return tuple(found)


def _with_figures(content: Content) -> Iterator[tuple[Commune, Dataset]]:
    """Each member commune that has figures, with them."""
    members = {member.name: member for member in content.members}
    return (
        (commune, members[commune.nom]) for commune in content.convention.territoire.communes if commune.nom in members
    )


def _member(content: Content, commune: Commune, own: Dataset) -> Any:
    tables = _blocks(content, own, with_figures(content.catalogue, own))
    return SimpleNamespace(nom=ProperName.of(commune.nom, elision_of(commune)), tableaux=tables)

"""What the clause of the diagnostic may name: sections with their tables, the overview, the members' figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from assembler.compose.content import Content
from assembler.compose.diagnostic.charts import Charts
from assembler.compose.diagnostic.sentences import Sentences
from assembler.compose.diagnostic.tables import StatisticsTable
from assembler.compose.expressions import ProperName
from assembler.compose.long_text import parse_long_text
from assembler.compose.names import elision_of
from assembler.compose.tables import rubrique_blocks
from assembler.compose.views import view_of
from assembler.model.convention import Diagnostic, Section
from assembler.model.document import Blank, Block, Blocks, Paragraph, Text
from assembler.model.figures import Dataset


def diagnostic_view(content: Content) -> Any:
    diagnostic = content.convention.diagnostic or Diagnostic()
    sections = diagnostic.sections or _catalogue_sections(content)
    placed = set(_placed(sections))
    figures = _Figures(content, content.own, Charts(content.catalogue, content.own, content.department))
    return SimpleNamespace(
        presentation=_presentation(content, diagnostic),
        sections=_sections(sections, figures),
        autres=figures.blocks(code for code in figures.told() if code not in placed),
        synthese=tuple(figures.charts.after(None)) if figures.charts else (),
        membres=tuple(_members(content)),
        contexte=rubrique_blocks(diagnostic.contexte, 3),
    )


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of one territory as blocks; `charts` is None for a member commune, whose tables are enough.

    References lead to the tables of the territory itself.
    """

    content: Content
    own: Dataset
    charts: Charts | None

    def blocks(self, codes: Iterable[str]) -> Blocks:
        """For each table: its sentences, the table, its charts. A table without any figure is left out."""
        catalogue, references = self.content.catalogue, self.content.references
        sentences = Sentences(catalogue, self.own, references)
        found: list[Block] = []
        for code in codes:
            table = catalogue.tables[code]
            found += sentences.blocks(table)
            if built := StatisticsTable(catalogue, table, self.own, references).build():
                found.append(replace(built, anchor=f"tableau:{code}") if self.charts else built)
            found += self.charts.after(code) if self.charts else ()
        return tuple(found)

    def told(self) -> Iterator[str]:
        """Codes of the tables for which the territory names an indicator or a payment, in the catalogue's order."""
        for code, table in self.content.catalogue.tables.items():
            codes = [each.code for each in table.indicateurs] + [each.code for each in table.versements]
            if any(each in self.own.complete for each in codes):
                yield code


def _presentation(content: Content, diagnostic: Diagnostic) -> Blocks | Blank:
    """The text at the head of the diagnostic, behind a notice for each file of figures that can't be read."""
    notices = tuple(
        Paragraph((Text(f"[à compléter\u00a0: chiffres illisibles, {each.file.name}]"),)) for each in content.unread
    )
    own = parse_long_text(diagnostic.presentation) if diagnostic.presentation else ()
    return notices + own or Blank("présentation")


def _catalogue_sections(content: Content) -> tuple[Section, ...]:
    told = set(_Figures(content, content.own, None).told())
    sections = []
    for section in content.catalogue.sections:
        codes = tuple(table.code for table in section.tableaux if table.code in told)
        if codes:
            sections.append(Section(titre=section.titre, tableaux=codes))
    return tuple(sections)


def _sections(sections: Iterable[Section], figures: _Figures) -> tuple[Any, ...]:
    """Those that have something to show: where all tables are left out and nothing is written, no heading stands."""
    views = [(_section(section, figures), section) for section in sections]
    return tuple(view for view, section in views if not section.tableaux or view.tableaux or _is_written(view))


def _is_written(view: Any) -> bool:
    return any((view.commentaires, view.atouts, view.faiblesses, view.problematique, view.axes, view.sections))


def _section(section: Section, figures: _Figures) -> Any:
    view = view_of(section)
    view.tableaux = figures.blocks(section.tableaux)
    view.sections = _sections(section.sections, figures)
    return view


def _placed(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield from section.tableaux
        yield from _placed(section.sections)


def _members(content: Content) -> Iterator[Any]:
    """Each member commune that has figures, with its tables."""
    datasets = {member.name: member for member in content.members}
    for commune in content.convention.territoire.communes:
        if own := datasets.get(commune.nom):
            figures = _Figures(content, own, None)
            name = ProperName.of(commune.nom, elision_of(commune))
            yield SimpleNamespace(nom=name, tableaux=figures.blocks(figures.told()))

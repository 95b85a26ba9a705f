"""What the clauses of the annexes may name: figures and analyses, equipments, fiches."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from assembler.compose.content import Content
from assembler.compose.expressions import ProperName
from assembler.compose.fiches import fiche_grids
from assembler.compose.long_text import parse_long_text
from assembler.compose.names import elision_of
from assembler.compose.numbering import Numbering
from assembler.compose.statistics import Statistics
from assembler.compose.tables import equipment_table, overview, rubrique_blocks
from assembler.compose.views import view_of
from assembler.model.convention import Commune, Convention, Diagnostic, Equipements, Section
from assembler.model.document import Blank, Blocks, Paragraph, Text


def diagnostic_view(content: Content) -> Any:
    diagnostic = content.convention.diagnostic or Diagnostic()
    statistics = _statistics(content, content.convention.territoire.nom, content.figures)
    sections = diagnostic.sections or _catalogue_sections(content, statistics)
    return SimpleNamespace(
        presentation=_presentation(content, diagnostic),
        sections=tuple(_section(section, statistics) for section in sections),
        autres=tuple(_blocks_of(statistics, statistics.left_over(_placed(sections)))),
        membres=tuple(
            _member_statistics(content, commune)
            for commune in content.convention.territoire.communes
            if commune.nom in content.members
        ),
        contexte=rubrique_blocks(diagnostic.contexte, 3),
    )


def _presentation(content: Content, diagnostic: Diagnostic) -> Blocks | Blank:
    """The text at the head of the diagnostic, behind a notice for each file of figures that can't be read."""
    notices = tuple(
        Paragraph((Text(f"[à compléter\u00a0: chiffres illisibles, {each.file.name}]"),)) for each in content.unread
    )
    own = parse_long_text(diagnostic.presentation) if diagnostic.presentation else ()
    return notices + own or Blank("présentation")


def _statistics(content: Content, name: str, figures: Any) -> Statistics:
    return Statistics(content.catalogue, name, figures, content.convention.caf.departement.nom, content.reference)


def _catalogue_sections(content: Content, statistics: Statistics) -> tuple[Section, ...]:
    sections = []
    for section in content.catalogue.sections:
        codes = tuple(table.code for table in section.tableaux if statistics.has(table))
        if codes:
            sections.append(Section(titre=section.titre, tableaux=codes))
    return tuple(sections)


def _section(section: Section, statistics: Statistics) -> Any:
    view = view_of(section)
    view.tableaux = _blocks_of(statistics, section.tableaux)
    view.sections = tuple(_section(inner, statistics) for inner in section.sections)
    return view


def _placed(sections: tuple[Section, ...]) -> list[str]:
    return [code for section in sections for code in (*section.tableaux, *_placed(section.sections))]


def _blocks_of(statistics: Statistics, codes: tuple[str, ...]) -> Blocks:
    return tuple(block for code in codes for block in statistics.blocks(code))


def _member_statistics(content: Content, commune: Commune) -> Any:
    statistics = _statistics(content, commune.nom, content.members[commune.nom])
    tables = _blocks_of(statistics, statistics.left_over(()))
    return SimpleNamespace(nom=ProperName.of(commune.nom, elision_of(commune)), tableaux=tables)


def equipements_view(convention: Convention) -> Any:
    given = convention.equipements or Equipements()
    territoire = convention.territoire
    own = [(territoire.nom, given.liste)] if given.liste or not territoire.communes else []
    table = equipment_table([*own, *((commune.nom, commune.equipements) for commune in territoire.communes)])
    return SimpleNamespace(
        note=parse_long_text(given.note) if given.note else Blank("note"),
        tableau=table or Paragraph((Blank("liste des équipements"),)),
        offre=rubrique_blocks(given.offre, 3),
    )


def plan_actions_view(convention: Convention, numbering: Numbering) -> Any:
    return SimpleNamespace(
        synthese=overview(convention, numbering) or Paragraph((Blank("fiches actions"),)),
        fiches=fiche_grids(convention, numbering),
    )

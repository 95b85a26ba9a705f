"""What the clauses of the annexes may name beside the diagnostic: equipments, fiches."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from assembler.compose.fiches import fiche_grids
from assembler.compose.long_text import parse_long_text
from assembler.compose.numbering import Numbering
from assembler.compose.tables import equipment_table, overview, rubrique_blocks
from assembler.model.convention import Convention, Equipements
from assembler.model.document import Blank, Paragraph


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

"""Everything that one composition starts from. No file is opened after this point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assembler.compose.select import Library
from assembler.model.catalogue import Catalogue
from assembler.model.clause import ClauseVersion, OwnText, Wording
from assembler.model.convention import Convention
from assembler.model.figures import Dataset
from assembler.model.finding import UnreadFile
from assembler.model.place import Place
from assembler.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Content:
    """`own_texts` are those of the dérogations, in order.

    `own`: the figures of the territory; `references`: those it is compared with; `members`: those of the
    member communes that have some. `unread` are files of figures that a notice stands for.
    `parse` turns a version into its wording; `place_of` gives a key path of the input its place.
    """

    convention: Convention
    plan: Plan
    plan_place: Place
    library: Library
    own_texts: tuple[OwnText, ...]
    catalogue: Catalogue
    own: Dataset
    references: tuple[Dataset, ...]
    members: tuple[Dataset, ...]
    parse: Callable[[ClauseVersion], Wording]
    place_of: Callable[..., Place]
    unread: tuple[UnreadFile, ...] = ()

    @property
    def department(self) -> Dataset | None:
        """The department's figures; None where they are not given."""
        name = self.convention.caf.departement.nom
        return next((reference for reference in self.references if reference.name == name), None)

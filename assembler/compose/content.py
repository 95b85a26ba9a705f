"""Everything that one composition starts from. No file is opened after this point."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assembler.compose.select import Library
from assembler.model.clause import ClauseVersion, OwnText, Wording
from assembler.model.convention import Convention
from assembler.model.figures import Catalogue, Figures
from assembler.model.finding import UnreadFile
from assembler.model.place import Place
from assembler.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Content:
    """`members` maps a member commune's name to its figures; `own_texts` are those of the dérogations, in order.

    `unread` are files of figures that a notice stands for.
    `parse` turns a version into its wording; `place_of` gives a key path of the input its place.
    """

    convention: Convention
    plan: Plan
    plan_place: Place
    library: Library
    own_texts: tuple[OwnText, ...]
    catalogue: Catalogue
    figures: Figures
    reference: Figures
    members: Mapping[str, Figures]
    parse: Callable[[ClauseVersion], Wording]
    place_of: Callable[..., Place]
    unread: tuple[UnreadFile, ...] = ()

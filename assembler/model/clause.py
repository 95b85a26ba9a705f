"""A clause of the library: its versions, and the parsed shape of one wording.

The Markdown is parsed first; expressions stand only in leaves (`Hole`) and in block
directives, so a value can never become markup.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from assembler.model.convention import Approbation, Saisie, champ
from assembler.model.place import Place
from assembler.model.scalars import DateIso, Ligne

T = TypeVar("T")
Statut = Literal["projet", "approuvee", "abrogee"]


class EnVigueur(Saisie):
    """First and last day on which a version may be chosen; None leaves that side open."""

    du: DateIso | None = None
    au: DateIso | None = None


class ApprobationDeClause(Approbation):
    """`empreinte`: the digest of the wording that was approved; None where a person typed the approval."""

    empreinte: Ligne | None = None


class EnTete(Saisie):
    """The front matter of a clause file."""

    titre: Ligne
    en_vigueur: EnVigueur
    statut: Statut
    motif: Ligne
    cog: Ligne | None = champ("COG", "Période de la COG : « 2018-2022 ».")
    approbation: ApprobationDeClause | None = None


class EnTeteDerogation(Saisie):
    """The optional front matter of a dérogation's text."""

    titre: Ligne


@dataclass(frozen=True, slots=True)
class ClauseVersion:
    """One wording. `body_line` is the file's line on which `body` begins; `place` is the file.

    `title_place` and `status_place` are those of the header's keys.
    """

    id: str
    version: str
    head: EnTete
    body: str
    body_line: int
    title_place: Place
    status_place: Place
    place: Place

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of the wording: title, COG and body."""
        wording = "\0".join((self.head.titre, self.head.cog or "", self.body.strip()))
        return hashlib.sha256(wording.encode()).hexdigest()

    @property
    def edited_since_approval(self) -> bool:
        """Approved, but under another digest than that of its wording; False where no digest was recorded."""
        approbation = self.head.approbation
        recorded = approbation.empreinte if approbation and self.head.statut == "approuvee" else None
        return recorded is not None and recorded != self.digest

    def in_force_on(self, day: date | None) -> bool:
        """None asks for any day."""
        du, au = self.head.en_vigueur.du, self.head.en_vigueur.au
        return day is None or ((du is None or du <= day) and (au is None or day <= au))

    def begins_after(self, day: date) -> bool:
        return self.head.en_vigueur.du is not None and self.head.en_vigueur.du > day

    def usable_on(self, day: date | None) -> bool:
        """In force on `day` and not repealed; None asks for any day."""
        return self.head.statut != "abrogee" and self.in_force_on(day)


@dataclass(frozen=True, slots=True)
class OwnText:
    """The text of a dérogation. `title` None keeps the title of the clause that it replaces."""

    title: str | None
    title_place: Place
    body: str
    body_line: int
    place: Place


# --- the parsed wording ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Expression:
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class Piece:
    """Literal text."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Hole:
    """`{{ expression }}`"""

    expression: Expression
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Branch(Generic[T]):
    """`condition` None is the `else` branch."""

    condition: Expression | None
    body: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class InlineIf:
    branches: tuple[Branch[Leaf], ...]


Leaf = Piece | Hole | InlineIf


@dataclass(frozen=True, slots=True)
class HeadingNode:
    level: int
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class ParagraphNode:
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class ListNode:
    ordered: bool
    items: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class IfNode:
    branches: tuple[Branch[Node], ...]


@dataclass(frozen=True, slots=True)
class ForNode:
    variable: str
    items: Expression
    body: tuple[Node, ...]


Node = HeadingNode | ParagraphNode | ListNode | IfNode | ForNode


@dataclass(frozen=True, slots=True)
class Wording:
    """A parsed clause: its title's leaves and its blocks."""

    title: tuple[Leaf, ...]
    nodes: tuple[Node, ...]

    def expressions(self) -> Iterator[Expression]:
        """Every expression, also in branches that no convention takes."""
        yield from _expressions(self.title)
        yield from _expressions(self.nodes)


def _expressions(items: Iterable[Leaf | Node]) -> Iterator[Expression]:
    for item in items:
        if isinstance(item, Hole):
            yield item.expression
        elif isinstance(item, (HeadingNode, ParagraphNode)):
            yield from _expressions(item.leaves)
        elif isinstance(item, ListNode):
            for inner in item.items:
                yield from _expressions(inner)
        elif isinstance(item, ForNode):
            yield item.items
            yield from _expressions(item.body)
        elif isinstance(item, (IfNode, InlineIf)):
            for branch in item.branches:
                if branch.condition is not None:
                    yield branch.condition
                yield from _expressions(branch.body)

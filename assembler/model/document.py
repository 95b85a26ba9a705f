"""The document: closed, frozen sets of inlines and blocks.

Readers and composition produce it, writers turn it into Word, text or HTML; neither
knows the other. Text is plain data: markup never hides in a string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assembler.model.frozen import frozen

# --- inlines ---------------------------------------------------------------------------


@frozen
class Text:
    text: str
    bold: bool = False
    italic: bool = False
    superscript: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A value that is still missing; shown as `[à compléter : label]`. False in a condition."""

    label: str

    def __bool__(self) -> bool:
        return False

    @property
    def text(self) -> str:
        return f"[à compléter\u00a0: {self.label}]"


@dataclass(frozen=True, slots=True)
class Mark:
    """What an author left to be done, shown as typed: `[à trancher : …]`."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A live link to what `target` names: `article:duree`, `annexe:diagnostic`, `fiche:jeunesse`, `tableau:T5`."""

    target: str
    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class CaptionNumber:
    """The number of a caption, counted through the document among those of its `sequence`."""

    sequence: Literal["Tableau", "Graphique"]
    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line inside a paragraph or cell."""

    @property
    def text(self) -> str:
        return "\n"


Inline = Text | Blank | Mark | Reference | CaptionNumber | LineBreak
Inlines = tuple[Inline, ...]

# --- blocks ----------------------------------------------------------------------------


@frozen
class Heading:
    """`level` 1 is a part's title, 2 to 4 are below it. `anchor` is unique in the document once composed."""

    level: int
    inlines: Inlines
    anchor: str = ""


@frozen
class Paragraph:
    inlines: Inlines
    role: Literal["texte", "note"] = "texte"


@frozen
class List:
    """`items` hold blocks; a nested List is one level deeper. An ordered list starts at 1."""

    ordered: bool
    items: tuple[Blocks, ...]


@frozen
class Column:
    """`weight` is the share of the table's width, in any unit."""

    title: Inlines
    weight: float
    role: Literal["texte", "nombre"] = "texte"

    @classmethod
    def named(cls, title: str, weight: float, role: Literal["texte", "nombre"] = "texte") -> Column:
        return cls((Text(title),) if title else (), weight, role)


@frozen
class Row:
    cells: tuple[Inlines, ...]
    role: Literal["normal", "fort", "detail"] = "normal"


@dataclass(frozen=True, slots=True)
class Table:
    """`caption` is empty for a table without one; it is numbered when the document is composed.

    `notes` stand under the table and never part from its last row. `anchor`: as that of a heading, for a caption.
    """

    caption: Inlines
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Inlines, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One territory's values, as many as the chart has categories; None where there is no figure."""

    name: str
    values: tuple[Decimal | None, ...]


ChartUnit = Literal["%", "€", "nombre", "indice"]


@dataclass(frozen=True, slots=True)
class Chart:
    """A native Word chart. `caption` is numbered when the document is composed; `title` stands inside the chart.

    `description` is the alternative text: in words, all that the chart shows. A radar's values are
    ratios to the reference, which is 100. `notes` stand under the chart and never part from it. `anchor` as a table's.
    """

    caption: Inlines
    kind: Literal["barres", "radar"]
    title: str
    description: str
    unit: ChartUnit
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    notes: tuple[Inlines, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a part or a fiche; shown as a Word comment if asked for, never in the text. `author` may be empty."""

    author: str
    text: str


FICHE_CELLS = {
    "diagnostic": "Diagnostic initial",
    "public": "Public cible",
    "objectifs": "Objectifs opérationnels",
    "modalites": "Modalités de mise en œuvre",
    "echeances": "Échéances de réalisation",
    "services": "Services mobilisés et responsables de l’action",
    "resultats": "Résultats attendus",
    "partenaires": "Partenaires sollicités",
    "indicateurs": "Indicateurs d’évaluation",
}
"""The nine standard cells of an action sheet, in reading order (key of the input -> label)."""


@dataclass(frozen=True, slots=True)
class FicheGrid:
    """An action sheet. `cells` holds the nine standard cells by key; `moyens`, the optional tenth, may be empty."""

    id: str
    number: int
    heading: Heading
    axe: str
    enjeux: Blocks
    presentation: Blocks
    cells: dict[str, Blocks]
    moyens: Blocks
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """`mention` may be empty. `anchor`: where to sign; unique in the document once composed, empty before."""

    organisme: Inlines
    qualite: Inlines
    nom: Inlines
    mention: Inlines = ()
    anchor: str = ""

    @property
    def lines(self) -> tuple[Inlines, ...]:
        """What is written in the box, from top to bottom."""
        given = (self.organisme, self.qualite, self.nom)
        return (*given, self.mention) if self.mention else given


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Rows of at most three boxes; a row never splits over pages."""

    boxes: tuple[SignatureBox, ...]


Block = Heading | Paragraph | List | Table | Chart | FicheGrid | SignatureBlock
Blocks = tuple[Block, ...]

# --- the whole -------------------------------------------------------------------------


DEROGATION = "derogation"
"""Stands for a version where the wording is the convention's own."""


@dataclass(frozen=True, slots=True)
class ClauseUse:
    """Which wording a part took: a library version, or `DEROGATION`."""

    id: str
    version: str


@dataclass(frozen=True, slots=True)
class FigureList:
    """The tables, or the charts, of a long annexe. `entries`: the anchor and the words of each caption."""

    title: str
    entries: tuple[tuple[str, str], ...]


FIGURE_LISTS = {"Tableau": "Liste des tableaux", "Graphique": "Liste des graphiques"}
"""The title of the list of each sequence of captions."""
CAPTION = re.compile(r"((?:Tableau|Graphique)\s)(\d+)(\s–\s)")
"""What begins a numbered caption: the word, its number, the dash."""


@dataclass(frozen=True, slots=True)
class Part:
    """A préambule, article, signature page or annexe.

    `name` is what references use (`article:duree`, `annexe:diagnostic`); `number` is "6-a",
    "2" or empty. `heading` carries the number: "Article 1 – Objet de la convention". `figures`: the lists under it,
    which are no text of the convention: they only say its captions again.
    """

    name: str
    kind: Literal["preambule", "article", "signature", "annexe"]
    number: str
    heading: Heading
    blocks: Blocks
    clause: ClauseUse
    remarks: tuple[Remark, ...] = ()
    figures: tuple[FigureList, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """`logo_*`: path of an image inside the workspace, None to show the institution's name.

    `mention` is the PROJET mark; empty on a text that is to be voted or signed.
    """

    title: str
    subtitle: str
    territory: str
    period: Inlines
    caf: str
    logo_caf: str | None
    logo_territoire: str | None
    mention: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    cover: Cover
    running_title: str
    parts: tuple[Part, ...]

    @property
    def body(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.kind != "annexe")

    @property
    def annexes(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.kind == "annexe")

    def headings(self) -> Iterator[Heading]:
        """All headings, in reading order."""
        for part in self.parts:
            yield part.heading
            for block in part.blocks:
                if isinstance(block, Heading):
                    yield block
                elif isinstance(block, FicheGrid):
                    yield block.heading

    def captioned(self) -> Iterator[Table | Chart]:
        """The tables and charts that have a caption, in reading order."""
        for part in self.parts:
            yield from captioned(part)


def captioned(part: Part) -> Iterator[Table | Chart]:
    """Those of one part."""
    return (block for block in part.blocks if isinstance(block, (Table, Chart)) and block.caption)


def plain(inlines: Inlines) -> str:
    """The text of a run of inlines, without its looks."""
    return inlines[0].text if len(inlines) == 1 else "".join([inline.text for inline in inlines])

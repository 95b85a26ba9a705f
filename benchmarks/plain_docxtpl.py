"""The same document made with docxtpl as its manual teaches: loops in the template, RichText where looks change.

The template (`plain_template.py`) is the workspace's own, its block tags replaced by loops over plain
values. docxtpl has no bookmarks, no links inside a document, no lists that restart and no charts: these are
left out, which spares it work.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from docxtpl import DocxTemplate, RichText

from assembler.model.document import (
    FICHE_CELLS,
    Blank,
    Block,
    Chart,
    Document,
    FicheGrid,
    Heading,
    Inlines,
    List,
    Paragraph,
    SignatureBlock,
    Table,
    Text,
    plain,
)
from assembler.writers.signatures import rows_of_boxes
from assembler.writers.styles import Styles
from assembler.writers.toc import listed

Values = dict[str, Any]


def render(template: bytes, values: Values) -> bytes:
    """A DocxTemplate serves once: rendering it again repeats content."""
    document = DocxTemplate(io.BytesIO(template))
    document.render(values, autoescape=True)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


# --- values ----------------------------------------------------------------------------


def values_of(document: Document, styles: Styles) -> Values:
    """What the template's tags name: texts, RichText, lists and dictionaries."""
    maker = _Values(styles)
    cover = document.cover
    return {
        "couverture": {
            "logo_caf": cover.caf,
            "logo_territoire": cover.territory,
            "titre": cover.title,
            "sous_titre": cover.subtitle,
            "territoire": cover.territory,
            "periode": maker.rich(cover.period),
            "mention": cover.mention,
        },
        "entete": document.running_title,
        "pied": cover.caf,
        "sommaire": [{"niveau": each.level, "texte": plain(each.inlines)} for each in listed(document.headings())],
        "parties": [maker.part(part.heading, part.blocks) for part in document.body],
        "annexes": [maker.part(part.heading, part.blocks) for part in document.annexes],
    }


class _Values:
    def __init__(self, styles: Styles) -> None:
        self.styles = styles

    def part(self, heading: Heading, blocks: Iterable[Block]) -> Values:
        return {"blocs": [*self.blocks((heading,)), *self.blocks(blocks)]}

    def blocks(self, blocks: Iterable[Block], depth: int = 0) -> Iterator[Values]:
        for block in blocks:
            if isinstance(block, Heading):
                yield {"genre": f"titre{block.level}", "texte": self.rich(block.inlines)}
            elif isinstance(block, Paragraph):
                yield {"genre": block.role, "texte": self.rich(block.inlines)}
            elif isinstance(block, List):
                yield from self.items(block, depth)
            elif isinstance(block, Table):
                yield self.table(block)
                yield from self.notes(block)
            elif isinstance(block, Chart):
                yield {"genre": "texte", "texte": self.rich(block.caption)}
                yield from self.notes(block)
            elif isinstance(block, SignatureBlock):
                yield self.signatures(block)
            else:
                yield self.fiche(block)

    def items(self, block: List, depth: int) -> Iterator[Values]:
        """List paragraphs of all levels, one after another: docxtpl knows styles, not lists."""
        kind = ("numero" if block.ordered else "puce") + ("2" if depth else "")
        for item in block.items:
            for inner in item:
                if isinstance(inner, Paragraph):
                    yield {"genre": kind, "texte": self.rich(inner.inlines)}
                else:
                    yield from self.blocks((inner,), depth + 1)

    def notes(self, block: Table | Chart) -> Iterator[Values]:
        return ({"genre": "note", "texte": self.rich(note)} for note in block.notes)

    def table(self, block: Table) -> Values:
        numbers = [column.role == "nombre" for column in block.columns]
        return {
            "genre": "tableau",
            "titre": plain(block.caption),
            "colonnes": [plain(column.title) for column in block.columns],
            "lignes": [
                [
                    {"texte": plain(cell), "style": "nombre" if number else row.role}
                    for cell, number in zip(row.cells, numbers, strict=True)
                ]
                for row in block.rows
            ],
        }

    def signatures(self, block: SignatureBlock) -> Values:
        rows = [
            [{"organisme": plain(box.organisme), "qualite": plain(box.qualite), "nom": plain(box.nom)} for box in boxes]
            for boxes in rows_of_boxes(block)
        ]
        return {"genre": "signatures", "rangees": rows}

    def fiche(self, fiche: FicheGrid) -> Values:
        cells = {key: list(self.blocks(fiche.cells[key])) for key in FICHE_CELLS}
        return {
            "genre": "fiche",
            "titre": self.rich(fiche.heading.inlines),
            "axe": fiche.axe,
            "enjeux": list(self.blocks(fiche.enjeux)),
            "presentation": list(self.blocks(fiche.presentation)),
            "moyens": list(self.blocks(fiche.moyens)),
            **cells,
        }

    def rich(self, inlines: Inlines) -> RichText:
        text = RichText()
        for inline in inlines:
            if isinstance(inline, Text):
                text.add(inline.text, bold=inline.bold, italic=inline.italic, superscript=inline.superscript)
            elif isinstance(inline, Blank):
                text.add(inline.text, style=self.styles["blank"])
            else:
                text.add(inline.text)
        return text

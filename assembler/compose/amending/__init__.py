"""Amendments -> what an avenant writes of them, part after part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from assembler.compose.amending.places import numbers, part_title
from assembler.compose.amending.quoted import Shelf, pieces, quoted_blocks, table_of
from assembler.compose.amending.sentences import sentence
from assembler.model.amendment import (
    AmendedPart,
    Amendment,
    Completed,
    DivisionsInserted,
    Inserted,
    PartDeleted,
    PartRef,
    PartsInserted,
    PartsMoved,
    Renumbered,
    Replaced,
    Rewritten,
    RowsInserted,
    RowsReplaced,
)
from assembler.model.document import Block, Document, Paragraph, Text
from assembler.model.lines import Item
from assembler.model.typography import typeset

_NUMBERS = "Numérotation"


def sections(amendments: Iterable[Amendment], document: Document) -> tuple[AmendedPart, ...]:
    """`document`: the consolidated convention, whose tables, charts and fiches show the new text.

    Raises Problems: a picture of the new text that the document does not hold.
    """
    shelf = Shelf(document)
    found = groupby(amendments, key=_subject)
    return tuple(_section(subject, tuple(group), shelf) for subject, group in found)


def _section(subject: tuple[PartRef, ...], amendments: tuple[Amendment, ...], shelf: Shelf) -> AmendedPart:
    blocks = tuple(block for each in amendments for block in _blocks(each, shelf))
    return AmendedPart(subject[0].name if subject else "", (Text(_title(subject)),), blocks)


def _subject(amendment: Amendment) -> tuple[PartRef, ...]:
    """The parts that it is about; none for numbers."""
    if isinstance(amendment, PartsInserted):
        return tuple(part.ref for part in amendment.parts)
    if isinstance(amendment, PartsMoved):
        return amendment.parts
    if isinstance(amendment, PartDeleted):
        return (amendment.part,)
    return () if isinstance(amendment, Renumbered) else (amendment.where.part,)


def _title(subject: tuple[PartRef, ...]) -> str:
    if len(subject) == 1:
        return part_title(subject[0])
    kinds = {ref.kind for ref in subject}
    names = {"article": "Articles", "annexe": "Annexes", "fiche": "Fiches actions n°"}
    if len(kinds) == 1 and subject[0].kind in names:
        return f"{names[subject[0].kind]} {numbers([ref.number for ref in subject])}"
    return " ; ".join(map(part_title, subject)) or _NUMBERS


def _blocks(amendment: Amendment, shelf: Shelf) -> Iterator[Block]:
    given = pieces(_items(amendment), shelf)
    yield Paragraph((Text(typeset(sentence(amendment, given))),))
    if isinstance(amendment, (RowsReplaced, RowsInserted)):
        yield table_of((amendment.header, *amendment.rows), shelf)
    else:
        yield from quoted_blocks(given, shelf, isinstance(amendment, (Rewritten, PartsInserted, DivisionsInserted)))


def _items(amendment: Amendment) -> tuple[Item, ...]:
    """The new text that an amendment gives, rows apart."""
    if isinstance(amendment, PartsInserted):
        return tuple(item for part in amendment.parts for item in part.items)
    if isinstance(amendment, (Replaced, Inserted, Completed, Rewritten, DivisionsInserted)):
        return amendment.items
    return ()

"""Tables that are not statistics: equipments, free tables, the overview of the action plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assembler.compose.long_text import parse_long_text
from assembler.compose.numbering import Numbering, fiche_order
from assembler.model.convention import Convention, Equipement, Fiche, Orientation, Rubrique, Tableau, Theme
from assembler.model.document import (
    Blank,
    Block,
    Blocks,
    Column,
    Heading,
    Inlines,
    LineBreak,
    List,
    Paragraph,
    Reference,
    Row,
    Table,
    Text,
    plain,
)

_LINE = 92  # characters of a table's text on the page's width
_PADDING = 4  # a cell's margins, and room for capitals and bold
_WIDEST = 45  # a longer text wraps


def rubrique_blocks(rubriques: Iterable[Rubrique], level: int) -> Blocks:
    """Headings from `level` down to 4, with their texts and tables."""
    found: list[Block] = []
    for rubrique in rubriques:
        if rubrique.titre:
            found.append(Heading(min(level, 4), (Text(rubrique.titre),)))
        if rubrique.texte:
            found += parse_long_text(rubrique.texte)
        if rubrique.tableau:
            found.append(free_table(rubrique.tableau) or Paragraph((Blank("tableau"),)))
        found += rubrique_blocks(rubrique.rubriques, level + 1)
    return tuple(found)


def free_table(tableau: Tableau) -> Table | None:
    """No column is narrower than its longest word, as far as the page is wide; the rest goes to the longest texts.

    None for a table without a column.
    """
    count = max([len(tableau.colonnes), *(len(line) for line in tableau.lignes)])
    if count == 0:
        return None
    titles = [*tableau.colonnes, *[""] * (count - len(tableau.colonnes))]
    lines = [[*line, *[""] * (count - len(line))] for line in tableau.lignes]
    texts = [[title, *(line[rank] for line in lines)] for rank, title in enumerate(titles)]
    columns = tuple(map(Column.named, titles, _widths(texts)))
    rows = tuple(Row(tuple(_text(cell) for cell in line)) for line in lines)
    return Table(_text(tableau.titre or ""), columns, rows)


def _widths(texts: Sequence[Sequence[str]]) -> list[float]:
    """Widths in characters for columns of `texts`."""
    words = [[len(word) for text in column for word in text.split(" ")] for column in texts]
    least = _fitting([max(lengths, default=0) + _PADDING for lengths in words])
    wanted = [
        max(small, *(min(len(text), _WIDEST) for text in column)) for small, column in zip(least, texts, strict=True)
    ]
    spare = max(0, _LINE - sum(least))
    missing = sum(wanted) - sum(least)
    return [small + spare * (big - small) / (missing or 1) for small, big in zip(least, wanted, strict=True)]


def _fitting(least: list[int]) -> list[int]:
    """Those widths, the largest of them cut until all fit on a line: their words break."""
    cap = max(least, default=0)
    while cap > _PADDING and sum(min(width, cap) for width in least) > _LINE:
        cap -= 1
    return [min(width, cap) for width in least]


def equipment_table(owners: Sequence[tuple[str, Sequence[Equipement]]]) -> Table | None:
    """The equipments of each owner (its name, its list); None if nobody has any.

    The owner's column stands only where there are several, the manager's only where one is known.
    """
    lines = [(owner, each) for owner, listed in owners for each in listed]
    if not lines:
        return None
    several = len(owners) > 1
    managed = any(each.gestionnaire for _, each in lines)
    columns = [Column.named("Type de structure", 26), Column.named("Nom et adresse de la structure", 52)]
    columns = (
        ([Column.named("Collectivité", 22)] if several else [])
        + columns
        + ([Column.named("Gestionnaire", 26)] if managed else [])
    )
    return Table((), tuple(columns), tuple(_equipment_row(owner, each, several, managed) for owner, each in lines))


def _equipment_row(owner: str, each: Equipement, several: bool, managed: bool) -> Row:
    name: Inlines = (Text(each.nom),) if each.nom else (Blank("nom de la structure"),)
    if each.adresse:
        name += (LineBreak(), Text(each.adresse))
    cells: list[Inlines] = [(Text(owner),)] if several else []
    cells += [(Text(each.type),) if each.type else (Blank("type de structure"),), name]
    if managed:
        cells.append((Text(each.gestionnaire),) if each.gestionnaire else ())
    return Row(tuple(cells))


# --- overview of the action plan -------------------------------------------------------


def overview(convention: Convention, numbering: Numbering) -> Table | None:
    """Axis, stakes and fiches, from article 4; fiches that it does not cite come last, with their own stakes."""
    fiches = {fiche.id: fiche for fiche in convention.fiches}
    themes = convention.enjeux.themes if convention.enjeux else ()
    rows: list[tuple[str, Inlines, list[str]]] = []
    axes = [theme for theme in themes if cited_by(theme)]
    for rank, theme in enumerate(axes, start=1):
        rows += [(f"Axe {rank} – {axis_name(theme)}", _text(stake), ids) for stake, ids in _stakes(theme)]
    placed = {name for _, _, ids in rows for name in ids}
    rows += [("", _own_stakes(fiches[name]), [name]) for name in fiche_order(convention) if name not in placed]
    if not rows:
        return None
    columns = (Column.named("Axes", 24), Column.named("Enjeux", 40), Column.named("Fiches actions", 40))
    lines = [
        (_text(axis), stake, _fiche_links([fiches[n] for n in ids if n in fiches], numbering))
        for axis, stake, ids in rows
    ]
    if not axes:
        return Table((), columns[1:], tuple(Row(line[1:]) for line in lines))
    return Table((), columns, tuple(Row(line) for line in lines))


def axis_name(theme: Theme) -> str:
    return theme.axe or theme.titre or "[à compléter\u00a0: thème]"


def cited_by(theme: Theme) -> list[str]:
    """Identifiers of the fiches that a theme cites, in order."""
    return [name for _, ids in _stakes(theme) for name in ids]


def orientations_citing(fiche: Fiche, convention: Convention) -> list[Orientation]:
    themes = convention.enjeux.themes if convention.enjeux else ()
    return [each for theme in themes for each in theme.orientations if any(o.fiche == fiche.id for o in each.objectifs)]


def _own_stakes(fiche: Fiche) -> Inlines:
    """The stakes that the fiche gives itself, a line each."""
    lines = _flat(parse_long_text(fiche.enjeux)) if fiche.enjeux else ()
    return _on_lines((Text(line),) for line in lines)


def _on_lines(groups: Iterable[Inlines]) -> Inlines:
    found: Inlines = ()
    for group in groups:
        found += (LineBreak(), *group) if found else group
    return found


def _flat(blocks: Blocks) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield plain(block.inlines)
        elif isinstance(block, List):
            for item in block.items:
                yield from _flat(item)


def _stakes(theme: Theme) -> list[tuple[str, list[str]]]:
    """Orientation and the fiches it cites, only where it cites some."""
    groups = [("", theme.objectifs), *((each.titre or "", each.objectifs) for each in theme.orientations)]
    cited = [(stake, [o.fiche for o in objectifs if o.fiche]) for stake, objectifs in groups]
    return [(stake, ids) for stake, ids in cited if ids]


def _text(text: str) -> Inlines:
    return (Text(text),) if text else ()


def _fiche_links(fiches: Sequence[Fiche], numbering: Numbering) -> Inlines:
    return _on_lines(_fiche_link(fiche, numbering) for fiche in fiches)


def _fiche_link(fiche: Fiche, numbering: Numbering) -> Inlines:
    link = numbering.refer(f"fiche:{fiche.id}")
    return (
        Reference(link.target, link.text.capitalize()),
        Text(" – "),
        Text(fiche.titre) if fiche.titre else Blank("titre de la fiche"),
    )

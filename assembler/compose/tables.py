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


def rubrique_blocks(rubriques: Iterable[Rubrique], level: int) -> Blocks:
    """Headings from `level` down to 4, with their texts and tables."""
    found: list[Block] = []
    for rubrique in rubriques:
        if rubrique.titre:
            found.append(Heading(min(level, 4), (Text(rubrique.titre),)))
        if rubrique.texte:
            found += parse_long_text(rubrique.texte)
        if rubrique.tableau:
            found.append(free_table(rubrique.tableau))
        found += rubrique_blocks(rubrique.rubriques, level + 1)
    return tuple(found)


def free_table(tableau: Tableau) -> Table:
    """Columns are as wide as their longest cell asks, within bounds."""
    width = max([len(tableau.colonnes), *(len(line) for line in tableau.lignes)])
    titles = [*tableau.colonnes, *[""] * (width - len(tableau.colonnes))]
    lines = [[*line, *[""] * (width - len(line))] for line in tableau.lignes]
    columns = tuple(
        Column(title, min(max(12, *(len(line[rank]) for line in lines), _longest_word(title)), 45))
        for rank, title in enumerate(titles)
    )
    rows = tuple(Row(tuple((Text(cell),) if cell else () for cell in line)) for line in lines)
    return Table((Text(tableau.titre),) if tableau.titre else (), columns, rows)


def _longest_word(text: str) -> int:
    return max((len(word) for word in text.split()), default=0)


def equipment_table(owners: Sequence[tuple[str, Sequence[Equipement]]]) -> Table | None:
    """The equipments of each owner (its name, its list); None if nobody has any.

    The owner's column stands only where there are several, the manager's only where one is known.
    """
    lines = [(owner, each) for owner, listed in owners for each in listed]
    if not lines:
        return None
    several = len(owners) > 1
    managed = any(each.gestionnaire for _, each in lines)
    columns = [Column("Type de structure", 26), Column("Nom et adresse de la structure", 52)]
    columns = ([Column("Commune", 22)] if several else []) + columns + ([Column("Gestionnaire", 26)] if managed else [])
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
    rows: list[tuple[str, str, list[str]]] = []
    axes = [theme for theme in themes if cited_by(theme)]
    for rank, theme in enumerate(axes, start=1):
        rows += [(f"Axe {rank} – {axis_name(theme)}", stake, ids) for stake, ids in _stakes(theme)]
    placed = {name for _, _, ids in rows for name in ids}
    rows += [
        ("", stakes_text(fiches[name], convention), [name]) for name in fiche_order(convention) if name not in placed
    ]
    if not rows:
        return None
    columns = (Column("Axes", 24), Column("Enjeux", 40), Column("Fiches actions", 40))
    lines = [
        (_text(axis), _text(stake), _fiche_links([fiches[n] for n in ids if n in fiches], numbering))
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


def stakes_text(fiche: Fiche, convention: Convention) -> str:
    """The fiche's stakes in one line: its own text, else the orientations that cite it."""
    if fiche.enjeux:
        return " ".join(_flat(parse_long_text(fiche.enjeux)))
    return " ".join(each.titre for each in orientations_citing(fiche, convention) if each.titre)


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
    found: Inlines = ()
    for fiche in fiches:
        link = numbering.refer(f"fiche:{fiche.id}")
        title = fiche.titre or Blank("titre de la fiche").text
        line: Inlines = (Reference(link.target, link.text.capitalize()), Text(f" – {title}"))
        found += ((LineBreak(),) if found else ()) + line
    return found

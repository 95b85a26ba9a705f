"""The lines of one part as HTML, in two views: old and new in one text, and side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup

from assembler.model.difference import Step, Steps, changed_segments, is_row
from assembler.model.lines import Item, Line, TableRow
from assembler.model.typography import typeset
from assembler.report.comparison.marks import EMPTY, Side, joined, line_merged, line_side, shown
from assembler.report.comparison.order import Run, Way, item_of, runs, same_table, ways
from assembler.report.comparison.words import form_words
from assembler.report.counting import counted

_TAGS = {
    "ajoute": "ajouté",
    "supprime": "supprimé",
    "modifie": "modifié",
    "complete": "complété",
    "typographie": "typographie",
}


@dataclass(frozen=True)
class View:
    """`name` and `scope` make the anchors unique: `fil-p3-12`. `numbers`: rank -> number of the stop that begins there.

    `sides`: the words for the old and the new text.
    """

    name: str
    scope: str
    steps: Steps
    numbers: dict[int, int] = field(default_factory=dict)
    sides: tuple[str, str] = ("", "")

    @cached_property
    def ways(self) -> dict[int, Way]:
        return ways(self.steps)

    def cell(self, rank: int, cell: int, steps: Steps) -> View:
        return View(self.name, f"{self.scope}-{rank}-{cell}", steps, {}, self.sides)

    def anchor(self, rank: int) -> str:
        return f"{self.name}-{self.scope}-{rank}"


def inline_view(view: View) -> Markup:
    """« Au fil du texte »."""
    return Markup('<div class="fil">{}</div>').format(_inline(view))


def side_view(view: View) -> Markup:
    """« Côte à côte »."""
    bodies = joined(_side_run(view, run) for run in runs(view.steps))
    head = Markup('<tr><td></td><th scope="col">{}</th><th scope="col">{}</th></tr>').format(*map(shown, view.sides))
    return Markup('<div class="cote"><table class="cotes"><thead>{}</thead>{}</table></div>').format(head, bodies)


# --- in one text -----------------------------------------------------------------------


def _inline(view: View, in_cell: bool = False) -> Markup:
    return joined(_inline_run(view, run, in_cell) for run in runs(view.steps))


def _inline_run(view: View, run: Run, in_cell: bool) -> Markup:
    found = joined(_inline_group(view, group, in_cell) for group in _groups(view.steps, run.ranks))
    return _fold(run, found) if run.folded else found


def _inline_group(view: View, ranks: list[int], in_cell: bool) -> Markup:
    if not is_row(item_of(view.steps[ranks[0]])):
        return joined(_inline_line(view, rank, in_cell) for rank in ranks)
    rows = joined(_inline_row(view, rank) for rank in ranks)
    return Markup('<div class="large"><table class="rangs"><tbody>{}</tbody></table></div>').format(rows)


def _inline_line(view: View, rank: int, in_cell: bool) -> Markup:
    step = view.steps[rank]
    tag = Markup("") if in_cell and step.change != "deplace" else _tag(view, rank)
    paragraph = _cell_paragraph if in_cell else _paragraph
    words = paragraph(item_of(step), line_merged(step, spoken=in_cell))
    return Markup('<div class="ligne {}"{}>{}{}</div>').format(step.change, _stop(view, rank), tag, words)


def _inline_row(view: View, rank: int) -> Markup:
    step = view.steps[rank]
    cells = joined(Markup("<td>{}</td>").format(cell) for cell in _row_cells(view, rank))
    return Markup('<tr class="{}"{}><th scope="row" class="bord">{}</th>{}</tr>').format(
        step.change, _stop(view, rank), _tag(view, rank), cells
    )


def _row_cells(view: View, rank: int) -> Iterator[Markup]:
    step = view.steps[rank]
    if step.cells:
        for number, cell in enumerate(step.cells):
            yield _inline(view.cell(rank, number, cell), in_cell=True)
        return
    row = item_of(step)
    assert isinstance(row, TableRow)
    for whole in _whole_cells(step, row):
        yield joined(_cell_paragraph(item_of(each), line_merged(each)) for each in whole)


def _whole_cells(step: Step, row: TableRow) -> Iterator[Steps]:
    """The cells of a row that stayed, came, went or moved as a whole."""
    stays = step.change == "identique"
    for cell in row.cells:
        yield tuple(
            Step(step.change, line if stays or step.new is None else None, None if step.new is None else line)
            for line in cell
        )


# --- side by side ----------------------------------------------------------------------


def _side_run(view: View, run: Run) -> Markup:
    if run.folded:
        same = joined(_inline_group(view, group, False) for group in _groups(view.steps, run.ranks))
        return Markup('<tbody><tr><td colspan="3">{}</td></tr></tbody>').format(_fold(run, same))
    return Markup("<tbody>{}</tbody>").format(joined(_side_step(view, rank) for rank in run.ranks))


def _side_step(view: View, rank: int) -> Markup:
    step = view.steps[rank]
    sides = joined(_side_cell(step, side) for side in ("old", "new"))
    return Markup('<tr class="{}"{}><td class="bord">{}</td>{}</tr>').format(
        step.change, _stop(view, rank), _tag(view, rank), sides
    )


def _side_cell(step: Step, side: Side) -> Markup:
    item = step.old if side == "old" else step.new
    if isinstance(item, TableRow):
        cells = joined(Markup("<td>{}</td>").format(cell) for cell in _side_cells(step, item, side))
        return Markup('<td class="{}"><table class="rangs"><tbody><tr>{}</tr></tbody></table></td>').format(side, cells)
    if item is None:
        return Markup('<td class="{} rien"></td>').format(side)
    return Markup('<td class="{}">{}</td>').format(side, _paragraph(item_of(step), line_side(step, side)))


def _side_cells(step: Step, row: TableRow, side: Side) -> Iterator[Markup]:
    cells: Iterable[Steps] = step.cells or _whole_cells(step, row)
    for cell in cells:
        yield joined(_side_of_cell(cell, run, side) for run in runs(cell))


def _side_of_cell(cell: Steps, run: Run, side: Side) -> Markup:
    steps = (cell[rank] for rank in run.ranks)
    there = [each for each in steps if (each.old if side == "old" else each.new) is not None]
    found = joined(_moved(each) + _cell_paragraph(item_of(each), line_side(each, side)) for each in there)
    return _fold(run, found) if run.folded else found


def _moved(step: Step) -> Markup:
    return Markup('<span class="marque">déplacé</span>') if step.change == "deplace" else Markup("")


# --- what both share -------------------------------------------------------------------


def _groups(steps: Steps, ranks: range) -> Iterator[list[int]]:
    """Lines that follow one another, and rows of one table."""
    group: list[int] = []
    for rank in ranks:
        if group and not _together(steps[group[-1]], steps[rank]):
            yield group
            group = []
        group.append(rank)
    if group:
        yield group


def _together(before: Step, after: Step) -> bool:
    rows = is_row(item_of(before)), is_row(item_of(after))
    return rows == (False, False) or (rows == (True, True) and same_table(before, after))


def _fold(run: Run, found: Markup) -> Markup:
    count = counted(len(run.ranks), "ligne identique")
    return Markup('<details class="pli"><summary>… {} …</summary>{}</details>').format(count, found)


def _stop(view: View, rank: int) -> Markup:
    """What the keyboard goes to, and what a link to a moved line leads to."""
    number = view.numbers.get(rank)
    parts = []
    if view.steps[rank].move is not None:
        parts.append(Markup(' id="{}"').format(view.anchor(rank)))
    if number is not None:
        parts.append(Markup(' data-arret="{}" tabindex="-1"').format(number))
    return joined(parts)


def _tag(view: View, rank: int) -> Markup:
    step = view.steps[rank]
    if step.change == "identique":
        return Markup("")
    form = typeset(form_words(step))
    only_form = form and all(segment.nature == "identique" for segment in step.segments)
    name = "mise en forme" if only_form else _TAGS.get(step.change, "")
    words = [_moved_words(view, rank) if step.change == "deplace" else Markup(name)]
    words += [Markup("et ") + _TAGS[each] for each in _also(step)]
    return Markup('<span class="marque">{}{}</span>').format(
        Markup("<br>").join(words), Markup('<span class="devenu">{}</span>').format(form) if form else Markup("")
    )


def _also(step: Step) -> Iterator[str]:
    """What else became of a line that was changed or moved."""
    if step.change == "modifie" and any(each.nature == "complete" for each in changed_segments([step])):
        yield "complete"
    if step.change == "deplace" and (step.segments or step.cells):
        yield "modifie"


def _moved_words(view: View, rank: int) -> Markup:
    """« déplacé d’ici vers … », « venu de … », with a link to the other place."""
    way = view.ways.get(rank)
    left = view.steps[rank].new is None
    if way is None:
        return Markup("déplacé d’ici" if left else "venu d’ailleurs")
    link = Markup('<a href="#{}">{}</a>').format(view.anchor(way.other), shown(typeset(way.words)))
    return Markup("déplacé d’ici " if left else "venu ") + link


def _cell_paragraph(item: Item, words: Markup) -> Markup:
    """An empty cell is nothing to remark."""
    return _paragraph(item, Markup("") if words == EMPTY else words)


def _paragraph(item: Item, words: Markup) -> Markup:
    assert isinstance(item, Line)
    if item.kind == "titre":
        level = min(6, 2 + max(2, item.level))
        return Markup('<p class="titre n{0}" role="heading" aria-level="{0}">{1}</p>').format(level, words)
    if item.kind in ("puce", "numero"):
        mark = Markup('<span class="puce" title="{}">{}</span>').format(
            *(("élément de liste", "•") if item.kind == "puce" else ("élément de liste numérotée", "n."))
        )
        return Markup('<p class="item d{}">{}<span>{}</span></p>').format(min(item.level, 4), mark, words)
    return Markup('<p class="{}">{}</p>').format("sommaire" if item.kind == "sommaire" else "texte", words)

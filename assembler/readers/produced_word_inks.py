"""Text colours on their backgrounds, and passages that only their colour marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain as chained

from lxml import etree

from assembler.model.colours import luminance
from assembler.model.produced import InkOnPaper, WordPassage
from assembler.readers.produced_word_colours import AUTO, WHITE, Palette, Shown, highlight, shading
from assembler.readers.produced_word_parts import W, is_on, is_seen, text_of, val
from assembler.readers.produced_word_styles import Styles, switched, table_properties

_USUAL_SIZE = 20  # half-points, where nothing says it
_LARGE, _LARGE_BOLD = 36, 28  # half-points: 18 pt, and 14 pt in bold (WCAG 2.1, « large scale »)
_DARK = 0.18
_CUES = ("b", "i", "u", "caps", "smallCaps", "strike", "vertAlign", "sz")
_LONGEST = 60


class Inks:
    """Resolves what styles, tables and direct formats make of a run. `palette` are the theme's colours."""

    def __init__(self, styles: Styles, palette: Palette) -> None:
        self._styles, self._palette = styles, palette
        self._of_cell: dict[etree._Element, tuple[Shown | None, tuple[etree._Element, ...]]] = {}

    def of(self, paragraph: etree._Element) -> Iterator[InkOnPaper]:
        """Those of a paragraph's runs, as Word shows them and as other programs do."""
        cells = list(paragraph.iterancestors(f"{W}tc"))
        plain = False
        for run in _runs(paragraph):
            if run.find(f"{W}rPr") is None:
                if plain:
                    continue
                plain = True
            ink, paper = self._ink(run, paragraph, cells), self._paper(run, paragraph, cells)
            size, is_bold = self._size(run, paragraph, cells)
            is_large = size >= _LARGE or (is_bold and size >= _LARGE_BOLD)
            where = self._where(run, paragraph)
            for shown, under in dict.fromkeys(zip(ink, paper, strict=True)):
                yield InkOnPaper(where, shown or _automatic(under), under, is_large)

    def coloured_alone(self, paragraph: etree._Element, under: str) -> Iterator[WordPassage]:
        """The runs that differ from their paragraph by colour or background, and by nothing else."""
        cells = list(paragraph.iterancestors(f"{W}tc"))
        runs = [run for run in _runs(paragraph) if run.find(f"{W}rPr") is not None]
        if not runs:
            return
        usual = self._ink(None, paragraph, cells).word, self._paper(None, paragraph, cells).word
        for run in runs:
            own = self._ink(run, paragraph, cells).word, self._paper(run, paragraph, cells).word
            if own != usual and not self._has_cue(run) and not _bracketed(text_of(run)):
                yield WordPassage(under, text_of(run)[:_LONGEST])

    def _ink(self, run: etree._Element | None, paragraph: etree._Element, cells: list[etree._Element]) -> Shown:
        for properties in self._properties(run, paragraph, cells):
            colour = properties.find(f"{W}color")
            found = self._palette.of(colour, "val", "themeColor") if colour is not None else None
            if found is not None:
                return found
        return AUTO

    def _paper(self, run: etree._Element | None, paragraph: etree._Element, cells: list[etree._Element]) -> Shown:
        for properties in self._own_properties(run):
            found = highlight(properties.find(f"{W}highlight")) or shading(self._palette, properties.find(f"{W}shd"))
            if found:
                return found
        for each in self._paragraph_properties(paragraph):
            for path in (f"{W}rPr/{W}shd", f"{W}pPr/{W}shd"):
                if found := shading(self._palette, each.find(path)):
                    return found
        return next((fill for cell in cells if (fill := self._cell(cell)[0])), WHITE)

    def _size(self, run: etree._Element, paragraph: etree._Element, cells: list[etree._Element]) -> tuple[int, bool]:
        """In half-points, and whether it is bold."""
        size = next((each for p in self._properties(run, paragraph, cells) if (each := val(p, f"{W}sz"))), "")
        return int(size or _USUAL_SIZE), switched(self._properties(run, paragraph, cells), "b")

    def _properties(
        self, run: etree._Element | None, paragraph: etree._Element, cells: list[etree._Element]
    ) -> Iterator[etree._Element]:
        """Every `w:rPr` that bears on a run, the strongest first; without a run, on the paragraph's usual text."""
        yield from self._own_properties(run)
        for style in self._styles.chain(self._styles.of(paragraph)):
            yield from style.iterchildren(f"{W}rPr")
        for cell in cells[:1]:
            yield from self._cell(cell)[1]
        if self._styles.run_defaults is not None:
            yield self._styles.run_defaults

    def _own_properties(self, run: etree._Element | None) -> Iterator[etree._Element]:
        """Of the run and of its character style."""
        if run is not None:
            yield from run.iterchildren(f"{W}rPr")
            for style in self._styles.chain(val(run, f"{W}rPr/{W}rStyle")):
                yield from style.iterchildren(f"{W}rPr")

    def _paragraph_properties(self, paragraph: etree._Element) -> Iterable[etree._Element]:
        """What holds the paragraph's properties: itself, then its styles. Its own `w:rPr` is that of its end mark."""
        return chained([paragraph], self._styles.chain(self._styles.of(paragraph)))

    def _cell(self, cell: etree._Element) -> tuple[Shown | None, tuple[etree._Element, ...]]:
        """A cell's background, and what its table's style says of characters."""
        if cell not in self._of_cell:
            table = next(cell.iterancestors(f"{W}tbl"))
            shadings = [cell.find(f"{W}tcPr/{W}shd")]
            shadings += [each.find(f"{W}shd") for each in table_properties(self._styles, cell, "tcPr")]
            shadings.append(table.find(f"{W}tblPr/{W}shd"))
            fill = next((found for each in shadings if (found := shading(self._palette, each))), None)
            self._of_cell[cell] = fill, tuple(table_properties(self._styles, cell, "rPr"))
        return self._of_cell[cell]

    def _has_cue(self, run: etree._Element) -> bool:
        return any(
            element is not None and is_on(element)
            for properties in self._own_properties(run)
            for element in map(properties.find, (f"{W}{cue}" for cue in _CUES))
        )

    def _where(self, run: etree._Element, paragraph: etree._Element) -> str:
        own = self._styles.name(val(run, f"{W}rPr/{W}rStyle"))
        table = next(paragraph.iterancestors(f"{W}tbl"), None)
        inside = self._styles.name(val(table, f"{W}tblPr/{W}tblStyle")) if table is not None else ""
        told = f"style « {own or self._styles.name(self._styles.of(paragraph))} »"
        return f"{told}, tableau « {inside} »" if inside else told


def _runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The runs that show words, those of text boxes inside left to their own paragraphs."""
    for run in paragraph.iter(f"{W}r"):
        if next(run.iterancestors(f"{W}p")) is not paragraph or not is_seen(run) or not text_of(run):
            continue
        if not is_on(run.find(f"{W}rPr/{W}vanish")):
            yield run


def _bracketed(text: str) -> bool:
    return text.startswith("[") and text.endswith("]")


def _automatic(paper: str) -> str:
    return "FFFFFF" if luminance(paper) < _DARK else "000000"

"""A page painted on nothing: which texts it shows, where, and what is painted beside or over them."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

from pypdf.generic import ContentStream, DictionaryObject, StreamObject

from assembler.model.pdftext import Box, PdfMark
from assembler.readers.pdf.fonts import Font
from assembler.readers.pdf.geometry import (
    IDENTITY,
    Matrix,
    box_of,
    box_under,
    matrix_of,
    moved,
    number,
    numbers,
    shared,
    times,
)
from assembler.readers.pdf.limits import DEEPEST_FORM, MOST_FORMS, MOST_MARKS, Fault
from assembler.readers.pdf.state import Path
from assembler.readers.pdf.tree import array, dictionary, entry, resolved
from assembler.readers.pdf.writing import FAINT, Operands, Writer

_THIN = 1.6
"""Points under which a level rectangle is a line."""
_SEEN_INK = 4.0
"""Points that a drawing must measure to be one."""
_MOST_FILLS = 20_000


class Painter(Writer):
    """Walks the content of a page. `lines` and `marks` hold what it found."""

    def __init__(self, page: int, matrix: Matrix, box: Box, fonts: dict[int, Font]) -> None:
        super().__init__(page, matrix, box, fonts)
        self.marks: list[PdfMark] = []
        self.layers = False
        self._path = Path()
        self._forms = 0

    def paint(self, content: ContentStream, resources: DictionaryObject, depth: int = 0) -> None:
        """Raises Fault: forms in forms without end."""
        before, self.resources = self.resources, resources
        floor = len(self.kept)
        for operands, operator in content.operations:
            name = operator.decode("latin-1")
            if name == "Do":
                self._show(operands, depth)
            elif name == "Q":
                if len(self.kept) > floor:
                    self.state = self.kept.pop()
            elif name == "INLINE IMAGE":
                self._image()
            elif found := _OPERATORS.get(name):
                found(self, operands)
        del self.kept[floor:]
        self.resources = before
        self.lines.close()

    # -- drawings

    def _point(self, operands: Operands) -> None:
        if found := numbers(list(operands), 2):
            point = moved(self.state.matrix, *found)
            if self._path.points:
                last = self._path.points[-1]
                self._path.is_straight &= abs(point[0] - last[0]) < 0.5 or abs(point[1] - last[1]) < 0.5
            self._path.points.append(point)

    def _start(self, operands: Operands) -> None:
        if found := numbers(list(operands), 2):
            self._path.points.append(moved(self.state.matrix, *found))

    def _curve(self, operands: Operands) -> None:
        if found := numbers(list(operands), 4):
            self._path.is_straight = False
            self._path.points.append(moved(self.state.matrix, *found[-2:]))

    def _rectangle(self, operands: Operands) -> None:
        if found := numbers(list(operands), 4):
            x, y, width, height = found
            for corner in ((x, y), (x + width, y), (x + width, y + height), (x, y + height)):
                self._path.points.append(moved(self.state.matrix, *corner))
            self._path.is_straight &= 0.0 in (self.state.matrix[1], self.state.matrix[0])

    def _clip(self, _operands: Operands) -> None:
        self._path.clips = True

    def _stroke(self, operands: Operands) -> None:
        self._draw()
        self._end(operands)

    def _fill(self, operands: Operands) -> None:
        if self._path.points and self._path.is_straight:
            self._filled(shared(box_of(self._path.points), self.state.clip), self.state.light)
        self._draw()
        self._end(operands)

    def _filled(self, box: Box, light: float | None) -> None:
        if self.state.alpha < FAINT or box.right - box.left < 1:
            return
        if box.top - box.bottom < _THIN:
            self.lines.strike(box)
            return
        if len(self.fills) >= _MOST_FILLS:
            raise Fault("trop gros")
        self.fills.append((box, light))
        if not self.state.is_see_through:
            self.lines.cover(box, self.state.alpha)

    def _draw(self) -> None:
        if not self._path.points:
            return
        if self._path.is_straight:
            box = box_of(self._path.points)
            if box.top - box.bottom < _THIN:
                self.lines.strike(box)
            return
        box = shared(box_of(self._path.points), self.state.clip)
        if max(box.right - box.left, box.top - box.bottom) >= _SEEN_INK:
            self._mark(PdfMark("tracé", self.page, "", box))

    def _end(self, _operands: Operands) -> None:
        if self._path.clips and self._path.points:
            self.state.clip = shared(self.state.clip, box_of(self._path.points))
        self._path = Path()

    def _shading(self, _operands: Operands) -> None:
        self._filled(self.state.clip, None)

    # -- what is drawn elsewhere

    def _show(self, operands: Operands, depth: int) -> None:
        drawn = entry(dictionary(self.resources, "/XObject"), str(operands[0]) if operands else "")
        if not isinstance(drawn, StreamObject):
            return
        self.layers |= "/OC" in drawn
        if drawn.get("/Subtype") == "/Image":
            self._image()
        elif drawn.get("/Subtype") == "/Form":
            self.form(drawn, depth)

    def form(self, drawn: StreamObject, depth: int = 0, matrix: Matrix = IDENTITY) -> None:
        """Paint a form; `matrix` is laid over its own. Raises Fault: forms in forms without end."""
        self._forms += 1
        if depth >= DEEPEST_FORM or self._forms > MOST_FORMS:
            raise Fault("abîmé")
        state, place = copy(self.state), self.place
        own = matrix_of([resolved(each) for each in array(drawn, "/Matrix")])
        self.state.matrix = times(times(own, matrix), self.state.matrix)
        if corners := numbers([resolved(each) for each in array(drawn, "/BBox")], 4):
            self.state.clip = shared(self.state.clip, box_under(self.state.matrix, *corners))
        resources = entry(drawn, "/Resources")
        content = ContentStream(drawn, None, "bytes")
        self.paint(content, resources if isinstance(resources, DictionaryObject) else self.resources, depth + 1)
        self.state, self.place = state, place

    def _image(self) -> None:
        box = shared(box_under(self.state.matrix, 0.0, 0.0, 1.0, 1.0), self.state.clip)
        if max(box.right - box.left, box.top - box.bottom) > 0:
            self._mark(PdfMark("image", self.page, "", box))

    def _marked(self, operands: Operands) -> None:
        self.layers |= bool(operands) and str(operands[0]) == "/OC"

    def _mark(self, mark: PdfMark) -> None:
        if len(self.marks) >= MOST_MARKS:
            raise Fault("trop gros")
        self.marks.append(mark)


def _setting(name: str, factor: float = 1.0) -> Callable[[Painter, Operands], None]:
    def set_it(painter: Painter, operands: Operands) -> None:
        if operands:
            setattr(painter.state, name, number(operands[0]) * factor)

    return set_it


def _mode(painter: Painter, operands: Operands) -> None:
    if operands:
        painter.state.mode = int(number(operands[0]))


_OPERATORS: dict[str, Callable[[Painter, Operands], None]] = {
    "q": Writer.save,
    "cm": Writer.concat,
    "gs": Writer.looks,
    **dict.fromkeys(("g", "rg", "k", "sc", "scn"), Writer.colour),
    "cs": Writer.colour_space,
    "BDC": Painter._marked,
    "sh": Painter._shading,
    "BT": Writer.begin,
    "Tf": Writer.set_font,
    "Td": Writer.move,
    "TD": Writer.move_leading,
    "Tm": Writer.set_place,
    "T*": Writer.new_line,
    "Tj": Writer.string,
    "TJ": Writer.strings,
    "'": Writer.quote,
    '"': Writer.double_quote,
    "Tr": _mode,
    "Tz": _setting("stretch", 0.01),
    "Tc": _setting("spacing"),
    "Tw": _setting("word_spacing"),
    "TL": _setting("leading"),
    "Ts": _setting("rise"),
    "m": Painter._start,
    "l": Painter._point,
    "c": Painter._curve,
    "v": Painter._curve,
    "y": Painter._curve,
    "re": Painter._rectangle,
    "W": Painter._clip,
    "W*": Painter._clip,
    "n": Painter._end,
    **dict.fromkeys(("S", "s"), Painter._stroke),
    **dict.fromkeys(("f", "F", "f*", "B", "B*", "b", "b*"), Painter._fill),
}

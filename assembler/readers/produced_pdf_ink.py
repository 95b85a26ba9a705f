"""What each piece of marked content of a page paints: its words, and where they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pikepdf

from assembler.readers.produced_pdf_fonts import Font, read_font
from assembler.readers.produced_pdf_runs import IDENTITY, Matrix, Run, placed, times

_ASCENT, _DESCENT = 0.905, 0.212  # of Liberation Sans, in font sizes; LibreOffice writes 0 in the descriptors
_NO_FONT = Font(1, {}, {}, 0)


@dataclass(slots=True)
class _TextState:
    font: Font = _NO_FONT
    size: float = 0
    spacing: float = 0
    word_spacing: float = 0
    scale: float = 1
    leading: float = 0
    rise: float = 0

    def copy(self) -> _TextState:
        return _TextState(self.font, self.size, self.spacing, self.word_spacing, self.scale, self.leading, self.rise)


@dataclass(slots=True)
class _Mark:
    """Marked content that is open: `id` of its own or of what holds it, -1 outside; `said`: is its text given?"""

    id: int
    text: str | None = None
    said: bool = False


@dataclass(slots=True)
class PageInk:
    """Reads one page's content; `runs` then holds what each marked content id painted, in the order of painting.

    `fonts`: those read so far in the document, by object number.
    """

    page: Any
    fonts: dict[tuple[int, int], Font]
    runs: dict[int, list[Run]] = field(default_factory=dict)
    _named: dict[str, Font] = field(default_factory=dict)
    _ctm: Matrix = IDENTITY
    _text: _TextState = field(default_factory=_TextState)
    _saved: list[tuple[Matrix, _TextState]] = field(default_factory=list)
    _marks: list[_Mark] = field(default_factory=list)
    _line: Matrix = IDENTITY
    _at: Matrix = IDENTITY

    def read(self) -> PageInk:
        actions = {name: getattr(self, f"_do_{action}") for name, action in _ACTIONS.items()}
        for instruction in pikepdf.parse_content_stream(self.page, " ".join(_ACTIONS)):
            action = actions.get(str(instruction.operator))
            if action:
                action(instruction.operands)
        return self

    # --- graphics state ---

    def _do_save(self, _: Any) -> None:
        self._saved.append((self._ctm, self._text.copy()))

    def _do_restore(self, _: Any) -> None:
        if self._saved:
            self._ctm, self._text = self._saved.pop()

    def _do_transform(self, operands: Any) -> None:
        self._ctm = times(_matrix(operands), self._ctm)

    # --- marked content ---

    def _do_mark(self, operands: Any) -> None:
        self._marks.append(_Mark(-1 if str(operands[0]) == "/Artifact" else self._id))

    def _do_mark_with(self, operands: Any) -> None:
        looks = operands[1]
        if isinstance(looks, pikepdf.Name):
            looks = self.page.obj.Resources.Properties[str(looks)]
        inherited = -1 if str(operands[0]) == "/Artifact" else self._id
        text = looks.get("/ActualText")
        self._marks.append(_Mark(int(looks.get("/MCID", inherited)), None if text is None else str(text)))

    def _do_unmark(self, _: Any) -> None:
        if self._marks:
            self._marks.pop()

    @property
    def _id(self) -> int:
        return self._marks[-1].id if self._marks else -1

    # --- text state ---

    def _do_font(self, operands: Any) -> None:
        name = str(operands[0])
        if name not in self._named:
            font = self.page.obj.Resources.Font[name]
            if font.objgen not in self.fonts:
                self.fonts[font.objgen] = read_font(font)
            self._named[name] = self.fonts[font.objgen]
        self._text.font, self._text.size = self._named[name], float(operands[1])

    def _do_spacing(self, operands: Any) -> None:
        self._text.spacing = float(operands[0])

    def _do_word_spacing(self, operands: Any) -> None:
        self._text.word_spacing = float(operands[0])

    def _do_scale(self, operands: Any) -> None:
        self._text.scale = float(operands[0]) / 100

    def _do_leading(self, operands: Any) -> None:
        self._text.leading = float(operands[0])

    def _do_rise(self, operands: Any) -> None:
        self._text.rise = float(operands[0])

    # --- text position ---

    def _do_begin(self, _: Any) -> None:
        self._line = self._at = IDENTITY

    def _do_move(self, operands: Any) -> None:
        self._line = self._at = times((1, 0, 0, 1, float(operands[0]), float(operands[1])), self._line)

    def _do_move_leading(self, operands: Any) -> None:
        self._text.leading = -float(operands[1])
        self._do_move(operands)

    def _do_place(self, operands: Any) -> None:
        self._line = self._at = _matrix(operands)

    def _do_next(self, _: Any) -> None:
        self._do_move((0, -self._text.leading))

    # --- painting ---

    def _do_show(self, operands: Any) -> None:
        self._show(operands)

    def _do_show_spaced(self, operands: Any) -> None:
        self._show(operands[0])

    def _do_show_next(self, operands: Any) -> None:
        self._do_next(None)
        self._show(operands[-1:])

    def _do_paint(self, _: Any) -> None:
        if self._id >= 0:
            box = placed(self._ctm, 0, 0, 1, 1)
            self.runs.setdefault(self._id, []).append(Run("", box[0], box[2], box[1], 0, box))

    def _show(self, pieces: Any) -> None:
        text, advance, start, end = self._glyphs(pieces)
        if self._id >= 0:
            self._keep(text, advance, start, end)
        self._at = times((1, 0, 0, 1, advance, 0), self._at)

    def _glyphs(self, pieces: Any) -> tuple[str, float, float | None, float]:
        """The text, how far it goes, and from where to where it is inked; all in text space."""
        state, words, at = self._text, [], 0.0
        unit, scale, show = state.size / 1000, state.scale, state.font.piece
        start: float | None = None
        end = 0.0
        for each in pieces:
            if not isinstance(each, pikepdf.String):
                at -= float(each) * unit * scale
                continue
            piece, before = show(bytes(each)), at
            at += (piece.width * unit + piece.codes * state.spacing + piece.spaces * state.word_spacing) * scale
            words.append(piece.text)
            if piece.lead < piece.width:
                start = before + piece.lead * unit * scale if start is None else start
                end = at - piece.tail * unit * scale
        return "".join(words), at, start, end

    def _keep(self, text: str, advance: float, start: float | None, end: float) -> None:
        mark = next((each for each in reversed(self._marks) if each.text is not None), None)
        if mark:
            text, mark.said = ("" if mark.said else mark.text or ""), True
        matrix, size = times(self._at, self._ctm), self._text.size
        low = self._text.rise
        left, y, right, _ = placed(matrix, 0, low, advance, low)
        height = abs(matrix[3]) * size or size
        box = None if start is None else placed(matrix, start, low - _DESCENT * size, end, low + _ASCENT * size)
        self.runs.setdefault(self._id, []).append(Run(text, left, right, y, height, box))


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return (a, b, c, d, e, f)


_ACTIONS = {
    "q": "save",
    "Q": "restore",
    "cm": "transform",
    "BMC": "mark",
    "BDC": "mark_with",
    "EMC": "unmark",
    "Tf": "font",
    "Tc": "spacing",
    "Tw": "word_spacing",
    "Tz": "scale",
    "TL": "leading",
    "Ts": "rise",
    "BT": "begin",
    "Td": "move",
    "TD": "move_leading",
    "Tm": "place",
    "T*": "next",
    "Tj": "show",
    "TJ": "show_spaced",
    "'": "show_next",
    '"': "show_next",
    "Do": "paint",
}

"""A whole PDF: its pages, the annotations upon them, and what the file carries beside."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, StreamObject

from assembler.model.pdftext import Box, PdfLine, PdfMark, PdfText
from assembler.readers.pdf.fonts import Font
from assembler.readers.pdf.geometry import IDENTITY, Matrix, box_under, numbers
from assembler.readers.pdf.limits import MOST_LINES, MOST_MARKS, MOST_NODES, Fault
from assembler.readers.pdf.painting import Painter
from assembler.readers.pdf.tree import Leaf, array, dictionary, entry, leaves, resolved, words

_ACTIVE = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/RichMediaExecute", "/GoToE")
_BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, ArithmeticError)
"""What pypdf raises on a damaged file, beside its own errors."""
_HIDDEN_FLAGS = 0b100010
"""Of an annotation: hidden, or not shown on the screen."""


def read(data: bytes) -> PdfText:
    """Raises Fault. Nothing outside the file is opened, nothing in it is run."""
    if b"%PDF-" not in data[:1024]:
        raise Fault("pas un PDF")
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Fault("protégé")
        root = resolved(reader.trailer.raw_get("/Root"))
        if not isinstance(root, DictionaryObject):
            raise Fault("abîmé")
        return _Reading(root).result()
    except LimitReachedError:
        raise Fault("trop gros") from None
    except (*_BROKEN, RecursionError):
        raise Fault("abîmé") from None


class _Reading:
    def __init__(self, root: DictionaryObject) -> None:
        self.root = root
        self.fonts: dict[int, Font] = {}
        self.lines: list[PdfLine] = []
        self.marks: list[PdfMark] = []

    def result(self) -> PdfText:
        pages = leaves(self.root)
        if not pages:
            raise Fault("abîmé")
        self.marks += _beside(self.root)
        sizes = []
        for number, leaf in enumerate(pages, start=1):
            matrix, width, height = _upright(leaf)
            sizes.append((width, height))
            self._page(number, leaf, matrix, Box(0.0, 0.0, width, height))
            if len(self.lines) > MOST_LINES or len(self.marks) > MOST_MARKS:
                raise Fault("trop gros")
        return PdfText(tuple(sizes), tuple(self.lines), tuple(self.marks))

    def _page(self, number: int, leaf: Leaf, matrix: Matrix, box: Box) -> None:
        painter = Painter(number, matrix, box, self.fonts)
        content = entry(leaf.page, "/Contents")
        if isinstance(content, (StreamObject, ArrayObject)):
            painter.paint(ContentStream(content, None, "bytes"), leaf.resources)
        self.lines += painter.lines.found
        self.marks += painter.marks
        if painter.layers:
            self.marks.append(PdfMark("calque", number))
        if any(_is_active(entry(dictionary(leaf.page, "/AA"), name)) for name in ("/O", "/C")):
            self.marks.append(PdfMark("script", number))
        for each in array(leaf.page, "/Annots"):
            annotation = resolved(each)
            if isinstance(annotation, DictionaryObject):
                self.marks += self._annotation(annotation, number, matrix, box)

    def _annotation(self, annotation: DictionaryObject, page: int, matrix: Matrix, box: Box) -> Iterator[PdfMark]:
        kind = str(annotation.get("/Subtype"))
        corners = numbers([resolved(each) for each in array(annotation, "/Rect")], 4)
        place = box_under(matrix, *corners) if corners else box
        action = dictionary(annotation, "/A")
        if _is_active(action) or "/AA" in annotation:
            yield PdfMark("script", page, "", place)
        shown = "" if _flags(annotation) & _HIDDEN_FLAGS else self._appearance(annotation, page)
        if kind == "/Link":
            if address := words(entry(action, "/URI")):
                yield PdfMark("lien", page, address, place)
            if shown:
                yield PdfMark("note", page, shown, place)
        elif kind == "/FileAttachment":
            yield PdfMark("pièce jointe", page, words(entry(annotation, "/Contents")), place)
        elif kind == "/Widget" and _field(annotation, "/FT") == "/Sig":
            yield PdfMark("signature", page, shown, place)
        elif kind == "/Widget":
            value = words(_field(annotation, "/V")).removeprefix("/Off")
            if shown or value:
                yield PdfMark("champ", page, shown or value, place)
        elif kind != "/Popup":
            yield PdfMark("note", page, words(entry(annotation, "/Contents")) or shown, place)

    def _appearance(self, annotation: DictionaryObject, page: int) -> str:
        """The words that an annotation shows."""
        drawn = entry(dictionary(annotation, "/AP"), "/N")
        if isinstance(drawn, DictionaryObject) and not isinstance(drawn, StreamObject):
            drawn = entry(drawn, str(annotation.get("/AS")))
        if not isinstance(drawn, StreamObject):
            return ""
        corners = numbers([resolved(each) for each in array(drawn, "/BBox")], 4) or [0.0, 0.0, 1000.0, 1000.0]
        painter = Painter(page, IDENTITY, box_under(IDENTITY, *corners), self.fonts)
        painter.form(drawn)
        return " ".join(line.text for line in painter.lines.found if not line.hiding).strip()


def _upright(leaf: Leaf) -> tuple[Matrix, float, float]:
    """The matrix from the page's own points to those of the page as it is shown, and the size of the latter."""
    left, bottom, right, top = leaf.box
    width, height = right - left, top - bottom
    turned: dict[int, tuple[Matrix, float, float]] = {
        0: ((1.0, 0.0, 0.0, 1.0, -left, -bottom), width, height),
        90: ((0.0, -1.0, 1.0, 0.0, -bottom, right), height, width),
        180: ((-1.0, 0.0, 0.0, -1.0, right, top), width, height),
        270: ((0.0, 1.0, -1.0, 0.0, top, -left), height, width),
    }
    return turned[leaf.turn]


def _field(annotation: DictionaryObject, name: str) -> Any:
    """An entry of a form field, from the field that holds it where the widget has none."""
    holder: Any = annotation
    for _ in range(20):
        found = entry(holder, name)
        if found is not None or not isinstance(holder, DictionaryObject):
            return found
        holder = entry(holder, "/Parent")
    return None


def _flags(annotation: DictionaryObject) -> int:
    found = entry(annotation, "/F")
    return found if isinstance(found, int) else 0


def _is_active(action: Any) -> bool:
    """Does the action run or send something, whatever follows it?"""
    for _ in range(20):
        if not isinstance(action, DictionaryObject):
            return False
        if action.get("/S") in _ACTIVE:
            return True
        action = entry(action, "/Next")
    return True


def _beside(root: DictionaryObject) -> Iterator[PdfMark]:
    """What belongs to the whole file."""
    names = dictionary(root, "/Names")
    if "/JavaScript" in names or "/AA" in root or _is_active(entry(root, "/OpenAction")):
        yield PdfMark("script", 0)
    if "/EmbeddedFiles" in names or array(root, "/AF") or "/Collection" in root:
        yield PdfMark("pièce jointe", 0, ", ".join(_file_names(dictionary(names, "/EmbeddedFiles"))))
    if array(dictionary(root, "/OCProperties"), "/OCGs"):
        yield PdfMark("calque", 0)
    if "/XFA" in dictionary(root, "/AcroForm"):
        yield PdfMark("champ", 0, "formulaire XFA")
    pending, seen = [(each, "") for each in array(dictionary(root, "/AcroForm"), "/Fields")], 0
    while pending and seen < MOST_NODES:
        seen += 1
        given, above = pending.pop()
        field = resolved(given)
        kind = str(entry(field, "/FT") or above)
        pending += [(each, kind) for each in array(field, "/Kids")]
        if kind == "/Sig" and isinstance(entry(field, "/V"), DictionaryObject):
            yield PdfMark("signature", 0, words(entry(entry(field, "/V"), "/Name")) or words(entry(field, "/T")))


def _file_names(tree: DictionaryObject) -> list[str]:
    return [name for each in array(tree, "/Names")[:40] if (name := words(each))]

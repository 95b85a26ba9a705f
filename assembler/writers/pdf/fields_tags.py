"""The place of signature fields in the structure of a tagged PDF, which pyHanko knows nothing of."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from assembler.writers.pdf.conform_tree import StructureTree, is_same, kids_of
from assembler.writers.pdf.fields_ink import Ink, inks

_HOLDERS = ("/Document", "/Part", "/Art", "/Sect", "/Div", "/NonStruct", "/TD", "/TH")
"""What may hold a field beside its blocks of text."""
_BESIDE = 10.0
"""Points: how far left of a field the text of its own box may begin."""


def tag_fields(pdf: pikepdf.Pdf) -> None:
    """Give each signature field its Form element, behind the text right above it: in the box of its signatory.

    `pdf` is tagged, has no other field, and is changed in place. The element holds its field without an array around:
    pyHanko takes a later signature for an illicit change of the structure otherwise.
    """
    tree = StructureTree.of(pdf)
    fields = list(pdf.Root.AcroForm.Fields)
    for page in pdf.pages:
        own = [field for field in fields if field.P.objgen == page.obj.objgen]
        if own:
            page.obj.Tabs = Name.S
            _tag_page(tree, page, own)


def _tag_page(tree: StructureTree, page: pikepdf.Page, fields: Sequence[pikepdf.Object]) -> None:
    elements = tree.parents[int(page.obj.StructParents)]
    text = list(inks(page))
    for field in fields:
        key = max(int(tree.root.get("/ParentTreeNextKey", 0)), max(tree.parents.keys()) + 1)
        content = Dictionary(Type=Name.OBJR, Obj=field, Pg=page.obj)
        form = tree.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, Pg=page.obj, K=content))
        above = _above(text, field)
        _insert(form, _block(elements[above.mcid], tree) if above else None, tree)
        field.StructParent = key
        tree.parents[key] = form
        tree.root.ParentTreeNextKey = key + 1


def _above(text: Sequence[Ink], field: pikepdf.Object) -> Ink | None:
    """The text right above the field in its own column, else right above it; None at the top of a page."""
    left, _bottom, right, top = map(float, field.Rect)
    higher = [ink for ink in text if ink.baseline >= top - 1]
    column = [ink for ink in higher if left - _BESIDE <= ink.left < right]
    return min(column or higher, key=lambda ink: ink.baseline, default=None)


def _block(element: pikepdf.Object, tree: StructureTree) -> pikepdf.Object:
    """The block of text that the element belongs to: its cell, part or document holds it directly."""
    while element.P.get("/S") is not None and tree.standard(str(element.P.S)) not in _HOLDERS:
        element = element.P
    return element


def _insert(form: pikepdf.Object, after: pikepdf.Object | None, tree: StructureTree) -> None:
    """Put the element behind another one; with None, at the end of the document."""
    parent = after.P if after is not None else kids_of(tree.root)[0]
    kids = kids_of(parent)
    rank = next((rank for rank, kid in enumerate(kids) if after is not None and is_same(kid, after)), len(kids) - 1)
    parent.K = Array([*kids[: rank + 1], form, *kids[rank + 1 :]])
    form.P = parent

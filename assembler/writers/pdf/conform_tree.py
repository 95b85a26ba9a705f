"""The structure tree of a PDF, its elements, and the parent tree that leads to them from marked content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary


def kids_of(element: Any) -> list[Any]:
    """Elements, references to objects, and ids of marked content."""
    found = element.get("/K")
    return [] if found is None else list(found) if isinstance(found, Array) else [found]


def looks_of(element: Any) -> list[Any]:
    """The attribute dictionaries of an element."""
    found = element.get("/A")
    return [] if found is None else list(found) if isinstance(found, Array) else [found]


def is_element(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


def is_same(kid: Any, element: Any) -> bool:
    """Is the kid this very element?"""
    return is_element(kid) and bool(kid.objgen == element.objgen)


@dataclass(slots=True)
class StructureTree:
    """`elements`: all, in reading order, each with its standard type. `parents`: the parent tree."""

    pdf: pikepdf.Pdf
    root: Any
    parents: pikepdf.NumberTree
    elements: list[tuple[Any, str]] = field(default_factory=list)
    _roles: dict[str, str] = field(default_factory=dict)
    _owners: dict[int, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, pdf: pikepdf.Pdf) -> StructureTree:
        root: Any = pdf.Root.StructTreeRoot
        if "/ParentTree" not in root:
            root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([])))
        tree = cls(pdf, root, pikepdf.NumberTree(root.ParentTree))
        roles: Any = root.get("/RoleMap", Dictionary())
        tree._roles = {str(name): str(role) for name, role in roles.items()}
        tree._gather(kids_of(root))
        return tree

    def _gather(self, kids: Iterable[Any]) -> None:
        for kid in kids:
            if is_element(kid):
                self.elements.append((kid, self.standard(str(kid.S))))
                self._gather(kids_of(kid))

    def standard(self, kind: str) -> str:
        """The standard type that a type of the file's own stands for, however many steps away."""
        for _ in range(len(self._roles)):
            kind = self._roles.get(kind, kind)
        return kind

    def of_type(self, kind: str) -> Iterator[Any]:
        """The elements of a standard type, in reading order."""
        return (element for element, found in self.elements if found == kind)

    def own(self, page: Any, id: int, element: Any) -> None:
        """Say in the parent tree that marked content of `page`, a page's dictionary, belongs to the element."""
        self._owners_on(page)[id] = element

    def own_annotation(self, annotation: Any, element: Any) -> None:
        """Say in the parent tree that the annotation belongs to the element."""
        if "/StructParent" in annotation:
            self.parents[int(annotation.StructParent)] = element

    def new_content(self, page: Any, element: Any) -> int:
        """An id for marked content of `page` that becomes the element's last kid."""
        owners = self._owners_on(page)
        owners.append(element)
        element.K = Array([*kids_of(element), len(owners) - 1])
        return len(owners) - 1

    def _owners_on(self, page: Any) -> Any:
        """For each id of the page's marked content, the element that it belongs to."""
        if "/StructParents" not in page:
            page.StructParents = max((int(key) for key in self.parents), default=-1) + 1
            self.parents[page.StructParents] = Array([])
        key = int(page.StructParents)
        if key not in self._owners:
            self._owners[key] = self.parents[key]
        return self._owners[key]

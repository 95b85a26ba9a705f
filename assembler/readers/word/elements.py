"""Small questions to the elements of a Word file."""

from __future__ import annotations

from lxml import etree

from assembler.word.body import W

VALUE = f"{W}val"
_OFF = ("0", "false", "off", "none")


def first(parent: etree._Element, tag: str) -> etree._Element | None:
    """The first child of that tag."""
    return next(parent.iterchildren(tag), None)


def value(parent: etree._Element | None, *names: str) -> str:
    """The `w:val` of the child of that name, or of the child of a child; empty where there is none."""
    for name in names:
        parent = None if parent is None else first(parent, f"{W}{name}")
    return "" if parent is None else parent.get(VALUE, "")


def is_on(element: etree._Element | None) -> bool:
    """A property that is there is true, unless it says otherwise."""
    return element is not None and element.get(VALUE, "1") not in _OFF


def number(text: str | None) -> int | None:
    """A whole number of at most seven digits; None for all else."""
    digits = (text or "").removeprefix("-")
    return int(text or "") if digits.isascii() and digits.isdigit() and len(digits) < 8 else None

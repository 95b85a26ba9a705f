"""The colours that a Word file names instead of giving them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from lxml import etree

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_USUAL = {"lt1": "FFFFFF", "dk1": "000000"}


class Theme:
    """`part` reads the theme, None where the file has none; it is called if a colour is asked for."""

    def __init__(self, part: Callable[[], etree._Element | None]) -> None:
        self._part = part

    def __call__(self, name: str) -> str:
        """The six digits of a colour (`lt1`, `accent2`); empty if the theme has none of that name."""
        return self._colours.get(name, "")

    @cached_property
    def _colours(self) -> dict[str, str]:
        root = self._part()
        found = dict(_USUAL)
        for scheme in () if root is None else root.iter(f"{_A}clrScheme"):
            for each in scheme:
                shown = [one.get("lastClr") or one.get("val") or "" for one in each]
                found[str(each.tag).removeprefix(_A)] = next(iter(shown), "")
        return found

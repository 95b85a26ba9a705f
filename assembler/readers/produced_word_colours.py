"""Colours of a finished Word file, as Word shows them and as programs do that ignore the theme."""

from __future__ import annotations

import colorsys
import re
from typing import NamedTuple

from lxml import etree

from assembler.readers.produced_word_parts import A, Package, W

_DIGITS = re.compile(r"[0-9A-Fa-f]{6}")
_THEME = {"text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1", "tx1": "dk1", "bg1": "lt1"}
_THEME |= {"text2": "dk2", "dark2": "dk2", "background2": "lt2", "light2": "lt2", "tx2": "dk2", "bg2": "lt2"}
_THEME |= {"hyperlink": "hlink", "followedHyperlink": "folHlink"}
_HIGHLIGHTS = {"black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF"}
_HIGHLIGHTS |= {"red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080"}
_HIGHLIGHTS |= {"darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000"}
_HIGHLIGHTS |= {"darkGray": "808080", "lightGray": "C0C0C0"}


class Shown(NamedTuple):
    """One colour as Word shows it (the theme's), and as LibreOffice 7 does (the one written beside it)."""

    word: str
    other: str


WHITE = Shown("FFFFFF", "FFFFFF")
AUTO = Shown("", "")
"""Black, or white on a dark background."""


class Palette:
    """The colours of the theme."""

    def __init__(self, package: Package) -> None:
        theme = next((name for name in package.parts if name.startswith("word/theme/")), "")
        self._colours: dict[str, str] = {}
        for scheme in package.root(theme).iter(f"{A}clrScheme"):
            for each in scheme:
                digits = next((one.get("lastClr") or one.get("val") or "" for one in each), "")
                self._colours[etree.QName(each).localname] = digits.upper()

    def of(self, element: etree._Element, value: str, theme: str) -> Shown | None:
        """The colour in the attributes `value` (`val`, `fill`) and `theme` (`themeColor`); None if it gives none."""
        digits = element.get(f"{W}{value}", "")
        named = self.named(element.get(f"{W}{theme}", ""))
        tint, shade = (element.get(f"{W}{theme.replace('Color', '')}{end}", "") for end in ("Tint", "Shade"))
        if named and tint:
            named = _lighter(named, int(tint, 16) / 255)
        elif named and shade:
            named = _darker(named, int(shade, 16) / 255)
        if not _DIGITS.fullmatch(digits):
            return Shown(named, named) if named else AUTO if digits == "auto" and value == "val" else None
        return Shown(named or digits.upper(), digits.upper())

    def named(self, name: str) -> str:
        return self._colours.get(_THEME.get(name, name), "")

    def drawn(self, fill: etree._Element) -> str:
        """The colour of a DrawingML fill; empty if unknown."""
        for each in fill.iter(f"{A}srgbClr", f"{A}schemeClr"):
            name = each.get("val", "")
            base = name.upper() if each.tag == f"{A}srgbClr" else self.named(name)
            return _modulated(base, each) if base else ""
        return ""


def shading(palette: Palette, element: etree._Element | None) -> Shown | None:
    """The background that a `w:shd` gives; None where it gives none."""
    if element is None:
        return None
    if element.get(f"{W}val") == "solid":
        return palette.of(element, "color", "themeColor")
    return palette.of(element, "fill", "themeFill")


def highlight(element: etree._Element | None) -> Shown | None:
    digits = "" if element is None else _HIGHLIGHTS.get(element.get(f"{W}val", ""), "")
    return Shown(digits, digits) if digits else None


def _modulated(colour: str, element: etree._Element) -> str:
    shares = {etree.QName(each).localname: int(each.get("val", "0")) / 100_000 for each in element}
    hue, light, saturation = _split(colour)
    light = light * shares.get("lumMod", 1) + shares.get("lumOff", 0)
    return _joined(hue, min(1.0, light), saturation)


def _lighter(colour: str, share: float) -> str:
    """`share` is what remains of the colour in white."""
    hue, light, saturation = _split(colour)
    return _joined(hue, light * share + 1 - share, saturation)


def _darker(colour: str, share: float) -> str:
    hue, light, saturation = _split(colour)
    return _joined(hue, light * share, saturation)


def _split(colour: str) -> tuple[float, float, float]:
    red, green, blue = (part / 255 for part in bytes.fromhex(colour))
    return colorsys.rgb_to_hls(red, green, blue)


def _joined(hue: float, light: float, saturation: float) -> str:
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))

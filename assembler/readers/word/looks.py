"""The looks of characters, as far as they can hide them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple

from lxml import etree

from assembler.readers.word.elements import is_on
from assembler.word.body import W

How = Literal["masqué", "blanc", "minuscule", "barré"]
_WHITE = "FFFFFF"
_LIGHT = ("background1", "light1")
_NEAR = 24
"""Of 255, in each of red, green and blue: what no eye tells from its background."""
_LEAST_SIZE = 4
_LEAST_SCALE = 10
_MOST_CLEAR = 90_000
"""Of 100 000, which is all transparent."""
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "green": "00FF00",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
    "white": _WHITE,
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
}
_THEME = {"background1": "lt1", "light1": "lt1", "text1": "dk1", "dark1": "dk1"}
_THEME |= {"background2": "lt2", "light2": "lt2", "text2": "dk2", "dark2": "dk2"}
ThemeColour = Callable[[str], str]
"""Name of a theme's colour (`lt1`, `accent2`) -> its six digits; empty if unknown."""


class Looks(NamedTuple):
    """None: not said here. `size` in half-points, `scale` in percent; colours in six hexadecimal digits.

    `away`: transparent, or off the page.
    """

    vanish: bool | None = None
    strike: bool | None = None
    colour: str | None = None
    fill: str | None = None
    size: int | None = None
    scale: int | None = None
    away: bool | None = None

    def over(self, base: Looks) -> Looks:
        """These looks, and what they leave unsaid as `base` has it."""
        if self is PLAIN:
            return base
        said = {name: value for name, value in self._asdict().items() if value is not None}
        return base._replace(**said)


PLAIN = Looks()


def looks_of(properties: etree._Element | None, theme: ThemeColour) -> Looks:
    """Of a `w:rPr`."""
    found: dict[str, bool | str | int | None] = {}
    for child in () if properties is None else properties:
        reader = _READERS.get(str(child.tag))
        if reader is not None:
            reader(child, found, theme)
    return Looks(**found) if found else PLAIN  # type: ignore[arg-type]


def fill_of(shading: etree._Element | None) -> str | None:
    """The background that a `w:shd` gives; None where it gives none."""
    if shading is None:
        return None
    fill = shading.get(f"{W}fill", "")
    if shading.get(f"{W}themeFill") in _LIGHT and not shading.get(f"{W}themeFillShade"):
        fill = _WHITE
    if shading.get(f"{W}val") == "solid":
        fill = shading.get(f"{W}color", "")
    return fill.upper() if _is_colour(fill) else None


def combined(paragraph: Looks, character: Looks, own: Looks) -> Looks:
    """Looks of a run: those of its paragraph's style, of its own style, and its own. Toggles of two styles cancel."""
    styled = character.over(paragraph)
    toggled = Looks(
        bool(paragraph.vanish) != bool(character.vanish),
        bool(paragraph.strike) != bool(character.strike),
        styled.colour,
        styled.fill,
        styled.size,
        styled.scale,
        styled.away,
    )
    return own.over(toggled)


@lru_cache(maxsize=4_096)
def hidden_by(looks: Looks, background: str) -> tuple[How, ...]:
    """The ways in which text of these looks is hidden, on a background of that colour."""
    ways: list[How] = []
    if looks.vanish or looks.away:
        ways.append("masqué")
    if looks.colour is not None and _alike(looks.colour, looks.fill or background or _WHITE):
        ways.append("blanc")
    if (looks.size is not None and looks.size <= _LEAST_SIZE) or (
        looks.scale is not None and looks.scale <= _LEAST_SCALE
    ):
        ways.append("minuscule")
    if looks.strike:
        ways.append("barré")
    return tuple(ways)


def _alike(one: str, other: str) -> bool:
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return all(abs(left - right) <= _NEAR for left, right in pairs)


def _is_colour(text: str) -> bool:
    return len(text) == 6 and all(character in "0123456789abcdefABCDEF" for character in text)


_Found = dict[str, "bool | str | int | None"]


def _colour(element: etree._Element, found: _Found, theme: ThemeColour) -> None:
    value, themed = element.get(f"{W}val", ""), element.get(f"{W}themeColor")
    if themed and not element.get(f"{W}themeTint") and not element.get(f"{W}themeShade"):
        value = theme(_THEME.get(themed, themed)) or value
    found["colour"] = value.upper() if _is_colour(value) else None


def _number(key: str) -> Callable[[etree._Element, _Found, ThemeColour], None]:
    def read(element: etree._Element, found: _Found, _theme: ThemeColour) -> None:
        value = element.get(f"{W}val", "").removesuffix("%")
        if value.isascii() and value.isdigit() and len(value) < 6:
            found[key] = int(value)

    return read


def _toggle(key: str) -> Callable[[etree._Element, _Found, ThemeColour], None]:
    def read(element: etree._Element, found: _Found, _theme: ThemeColour) -> None:
        found[key] = is_on(element) or bool(found.get(key))

    return read


def _shade(element: etree._Element, found: _Found, _theme: ThemeColour) -> None:
    found.setdefault("fill", fill_of(element))


def _highlight(element: etree._Element, found: _Found, _theme: ThemeColour) -> None:
    found["fill"] = _HIGHLIGHTS.get(element.get(f"{W}val", "")) or found.get("fill")


def _text_fill(element: etree._Element, found: _Found, _theme: ThemeColour) -> None:
    """It counts more than `w:color`."""
    shown = [int(each.get(f"{_W14}val", "0")[:6] or 0) for each in element.iter(f"{_W14}alpha") if _is_share(each)]
    if element.find(f"{_W14}noFill") is not None or any(share >= _MOST_CLEAR for share in shown):
        found["away"] = True
    colours = [each.get(f"{_W14}val", "") for each in element.iter(f"{_W14}srgbClr")]
    if colours and all(map(_is_colour, colours)):
        found["colour"] = colours[0].upper()


def _is_share(element: etree._Element) -> bool:
    share = element.get(f"{_W14}val", "")
    return share.isascii() and share.isdigit()


_READERS = {
    f"{W}vanish": _toggle("vanish"),
    f"{W}strike": _toggle("strike"),
    f"{W}dstrike": _toggle("strike"),
    f"{W}color": _colour,
    f"{W}shd": _shade,
    f"{W}highlight": _highlight,
    f"{W}sz": _number("size"),
    f"{W}w": _number("scale"),
    f"{_W14}textFill": _text_fill,
}

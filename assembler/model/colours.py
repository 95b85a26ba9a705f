"""Contrast of two colours, as the Web Content Accessibility Guidelines measure it."""

from __future__ import annotations

_WEIGHTS = (0.2126, 0.7152, 0.0722)


def contrast(one: str, other: str) -> float:
    """From 1 (equal) to 21 (black on white); colours as « 1F3A6D ». WCAG 2.1, definition of « contrast ratio »."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """From 0 (black) to 1 (white). WCAG 2.1, definition of « relative luminance », its threshold as sRGB has it."""
    return sum(weight * _linear(part / 255) for weight, part in zip(_WEIGHTS, bytes.fromhex(colour), strict=True))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

"""Figures as French typography prints them, and as a figures file may hold them."""

from __future__ import annotations

from decimal import Decimal

from assembler.model.catalogue import Unit
from assembler.model.figures import Special, Value

NBSP = "\u00a0"
_SUFFIX: dict[Unit, str] = {"pourcent": f"{NBSP}%", "taux": f"{NBSP}%", "euros": f"{NBSP}€"}


def format_value(value: Value, unit: Unit) -> str:
    """Empty for None; variations and evolutions always carry their sign."""
    if value is None:
        return ""
    if value is Special.NEANT:
        return f"-{NBSP}€"
    if isinstance(value, Special):
        return str(value.value)
    sign = "-" if value.is_signed() else "+" if unit in ("evolution", "taux") else ""
    return f"{sign}{_digits(abs(value))}{_SUFFIX.get(unit, '')}"


def _digits(value: Decimal) -> str:
    return f"{value:,f}".replace(",", NBSP).replace(".", ",")


def group_thousands(n: int) -> str:
    """Digits by threes, with non-breaking spaces: 12 247."""
    return f"{n:,}".replace(",", NBSP)

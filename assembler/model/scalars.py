"""Scalar types of the inputs. Every scalar arrives as text; these say what it means.

The JSON Schema of each type also accepts what an editor's YAML parser makes of the
unquoted text (`01004` a number, `NON` a boolean), since the reader does not.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FRENCH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_WORDS = re.compile(r"(\d{1,2})(?:er)? (\w+) (\d{4})")

ANY_SCALAR = {"type": ["string", "number", "boolean"]}


class LongTextMark:
    """Marks a type whose text holds paragraphs and lists."""


class FileMark:
    """Marks a path: typed relative to the file that names it, held relative to the workspace."""


def one_line(value: Any) -> Any:
    """A text of one line; line breaks inside a quoted text become spaces."""
    if not isinstance(value, str):
        raise PydanticCustomError("expected_text", "un texte est attendu ici")
    return " ".join(value.split("\n")) if "\n" in value else value


def long_text(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("expected_text", "un texte est attendu ici")
    return value


def whole_number(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value):
        return int(value)
    raise PydanticCustomError("expected_integer", "un nombre entier est attendu ici")


def calendar_date(value: Any) -> Any:
    """`2023-01-01`, `01/01/2023` or `1er janvier 2023`."""
    parts = _date_parts(value) if isinstance(value, str) else None
    if parts is None:
        raise PydanticCustomError("expected_date", "une date est attendue ici")
    try:
        return date(*parts)
    except ValueError:
        raise PydanticCustomError("impossible_date", "cette date n’existe pas au calendrier") from None


def _date_parts(text: str) -> tuple[int, int, int] | None:
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
        return int(year), int(month), int(day)
    if match := _FRENCH.fullmatch(text):
        day, month, year = match.groups()
        return int(year), int(month), int(day)
    if (match := _WORDS.fullmatch(text)) and match[2].lower() in MONTHS:
        return int(match[3]), MONTHS.index(match[2].lower()) + 1, int(match[1])
    return None


def identifier(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", value):
        return value
    raise PydanticCustomError("expected_identifier", "un identifiant est attendu ici")


Ligne = Annotated[str, BeforeValidator(one_line), WithJsonSchema(ANY_SCALAR)]
TexteLong = Annotated[str, BeforeValidator(long_text), WithJsonSchema(ANY_SCALAR), LongTextMark()]
Entier = Annotated[int, BeforeValidator(whole_number), WithJsonSchema({"type": ["integer", "string"]})]
DateIso = Annotated[date, BeforeValidator(calendar_date), WithJsonSchema({"type": "string"})]
Identifiant = Annotated[str, BeforeValidator(identifier), WithJsonSchema(ANY_SCALAR)]
Fichier = Annotated[str, BeforeValidator(one_line), WithJsonSchema(ANY_SCALAR), FileMark()]

"""From a path to text that is safe to parse: existence, size, encoding, invisible characters."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from assembler.model.place import Place, Problem, Problems

MAX_BYTES = 5_000_000
_MOST_REPORTED = 20

LINE_BREAK = re.compile(r"\r\n|\r|\n")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""What no document can hold: control characters, separators that no editor shows, halves of characters."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"


def read_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """The file's bytes, `most` at most: its size is checked before anything is read."""
    place = Place(path)
    try:
        if path.is_dir():
            raise Problems.one("C’est un dossier, pas un fichier.", "Indiquez un fichier de ce dossier.", place)
        if not path.exists():
            raise Problems.one("Fichier introuvable.", "Vérifiez le nom du fichier et son dossier.", place)
        if not path.is_file():
            raise Problems.one("Ce n’est pas un fichier ordinaire.", place=place)
        if (size := path.stat().st_size) > most:
            raise Problems.one(_too_big(size, most), "Répartissez son contenu entre plusieurs fichiers.", place)
        data = path.read_bytes()
        _note(path, data)
        return data
    except PermissionError:
        raise Problems.one("La lecture de ce fichier est refusée.", "Vérifiez vos droits d’accès.", place) from None
    except (OSError, ValueError):
        raise Problems.one("Ce fichier ne peut pas être lu.", "Vérifiez son nom et son emplacement.", place) from None


_seen: ContextVar[dict[Path, str] | None] = ContextVar("seen", default=None)


@contextmanager
def witnessed() -> Iterator[Mapping[Path, str]]:
    """The SHA-256, in hexadecimal, of every file read inside; empty for one that two reads found different.

    So a build knows what it was made of, whatever is saved while it goes on.
    """
    found: dict[Path, str] = {}
    token = _seen.set(found)
    try:
        yield found
    finally:
        _seen.reset(token)


def _note(path: Path, data: bytes) -> None:
    seen = _seen.get()
    if seen is not None:
        found = hashlib.sha256(data).hexdigest()
        seen[path] = found if seen.get(path, found) == found else ""


def decode_utf8(data: bytes, path: Path) -> str:
    """UTF-8 with or without its mark; anything else is refused where it first shows."""
    refuse_utf16(data, path)
    body = data.removeprefix(_UTF8_MARK)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8")
        raise Problems.one(
            f"Le fichier n’est pas enregistré en UTF-8 (octet 0x{body[error.start]:02X}).",
            "Ouvrez le fichier dans un éditeur de texte et enregistrez-le avec l’encodage « UTF-8 ».",
            place_at(path, before, len(before)),
        ) from None


def encode_like(before: bytes, text: str) -> bytes:
    """The text in UTF-8, with its mark if the file had one `before`."""
    return (_UTF8_MARK if before.startswith(_UTF8_MARK) else b"") + text.encode("utf-8")


def refuse_utf16(data: bytes, path: Path) -> None:
    if data.startswith(_UTF16_MARKS):
        raise Problems.one(
            "Le fichier est enregistré en UTF-16 (« Unicode »).",
            "Enregistrez-le à nouveau avec l’encodage « UTF-8 » (dans un tableur : « CSV UTF-8 »).",
            Place(path, 1, 1),
        )


def refuse_forbidden(text: str, path: Path) -> None:
    """Refuse every invisible character that stands as such in the text."""
    if problems := list(_forbidden(text, path)):
        raise Problems(problems)


def forbidden_message(character: str) -> str:
    return f"Caractère invisible interdit (U+{ord(character):04X})."


def place_at(path: Path, text: str, index: int) -> Place:
    """The line and column of a position in a text."""
    line, start = 1, 0
    for found in LINE_BREAK.finditer(text, 0, index):
        line, start = line + 1, found.end()
    return Place(path, line, index - start + 1)


def _forbidden(text: str, path: Path) -> Iterator[Problem]:
    for count, found in enumerate(FORBIDDEN.finditer(text)):
        if count == _MOST_REPORTED:
            return
        yield Problem(
            forbidden_message(found[0]),
            "Effacez-le, ou tapez à nouveau ce passage ; il vient souvent d’un copier-coller.",
            place_at(path, text, found.start()),
        )


def _too_big(size: int, most: int) -> str:
    megabytes = f"{size / 1_000_000:.1f}".replace(".", ",")
    return f"Le fichier est trop gros : {megabytes} Mo, pour {most // 1_000_000} Mo au plus."

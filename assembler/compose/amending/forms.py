"""How a sentence announces the text that it gives: « l’alinéa suivant », « deux alinéas ainsi rédigés »."""

from __future__ import annotations

from collections.abc import Sequence

from assembler.compose.amending.places import is_feminine, numbers
from assembler.compose.amending.quoted import Piece
from assembler.compose.french import number_words
from assembler.model.amendment import PartRef
from assembler.model.document import Chart, Table
from assembler.model.lines import Line
from assembler.model.numbers import NBSP

_PARTS = {"article": ("un article", "les articles"), "annexe": ("une annexe", "les annexes")}
_FICHES = ("une fiche action n°", "les fiches actions n°")


def _kind(given: Sequence[Piece]) -> str:
    """Of all pieces; empty where they differ."""
    kinds = {"alinéa" if isinstance(each, Line) else _figure(each) for each in given}
    return kinds.pop() if len(kinds) == 1 and (kinds == {"alinéa"} or len(given) == 1) else ""


def _figure(piece: Piece) -> str:
    return "tableau" if isinstance(piece, Table) else "graphique" if isinstance(piece, Chart) else ""


def following(given: Sequence[Piece]) -> str:
    """« l’alinéa suivant », « deux alinéas ainsi rédigés », « le tableau suivant »."""
    kind = _kind(given)
    if kind and len(given) == 1:
        return "l’alinéa suivant" if kind == "alinéa" else f"le {kind} suivant"
    return new_text(given)


def new_text(given: Sequence[Piece]) -> str:
    """« un alinéa ainsi rédigé », « deux alinéas ainsi rédigés », « les dispositions suivantes »."""
    kind = _kind(given)
    if not kind:
        return "les dispositions suivantes"
    if len(given) > 1:
        return f"{number_words(len(given))} {kind}s ainsi rédigés"
    return f"un {kind} ainsi {'rédigé' if kind == 'alinéa' else 'présenté'}"


def put_in(given: Sequence[Piece]) -> str:
    """« il est inséré un alinéa ainsi rédigé », « sont insérés deux alinéas ainsi rédigés »."""
    if not _kind(given):
        return f"sont insérées {new_text(given)}"
    return f"il est inséré {new_text(given)}" if len(given) == 1 else f"sont insérés {new_text(given)}"


def new_parts(refs: Sequence[PartRef]) -> tuple[str, bool]:
    """« une fiche action n° 5 ainsi rédigée », « les articles 7 et 8 ainsi rédigés »; is it feminine?"""
    kinds = {ref.kind for ref in refs}
    one, many = _PARTS.get(refs[0].kind, _FICHES)
    if len(kinds) > 1 or refs[0].kind not in (*_PARTS, "fiche") or not all(ref.number for ref in refs):
        return ("la partie suivante" if len(refs) == 1 else "les parties suivantes"), True
    feminine = is_feminine(refs[0])
    found = numbers([ref.number for ref in refs])
    agreed = f"ainsi rédigé{'e' if feminine else ''}"
    return f"{one}{NBSP}{found} {agreed}" if len(refs) == 1 else f"{many}{NBSP}{found} {agreed}s", feminine

"""The French words of a comparison, shared by its page and by the terminal."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from assembler.model.comparison import Comparison, Unit, UnitKind, Verdict
from assembler.model.difference import Segment, Step, differs
from assembler.model.document import DEROGATION
from assembler.model.lines import Line
from assembler.report.counting import counted

VERDICTS: tuple[Verdict, ...] = ("modifié", "remplacé", "complété", "ajouté", "supprimé", "déplacé", "identique")
"""In the order in which they are told."""

SIDES = {
    "clauses": ("Ancienne version", "Nouvelle version"),
    "fichiers": ("Premier fichier", "Second fichier"),
    "retour": ("Envoyé", "Reçu"),
}
_KINDS: dict[UnitKind, tuple[str, str]] = {
    "couverture": ("Couverture", "e"),
    "preambule": ("Préambule", ""),
    "article": ("Article", ""),
    "signature": ("Signature", "e"),
    "annexe": ("Annexe", "e"),
    "fiche": ("Fiche", "e"),
    "clause": ("Clause", "e"),
    "autre": ("Partie", "e"),
}
_SAME = {
    "clauses": "Aucune différence : les deux textes sont identiques.",
    "fichiers": "Aucune différence : les deux conventions ont le même texte.",
    "retour": "Aucune différence : le fichier reçu a le texte qui a été envoyé.",
}
_LONGEST_TITLE = 70


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def shortened(text: str, length: int = _LONGEST_TITLE) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else f"{flat[: length - 1].rstrip()}…"


def heading_of(unit: Unit) -> str:
    """The title; that of an article, annexe or fiche after this word, if it does not begin with it."""
    kind = _KINDS[unit.kind][0]
    if not unit.title.strip():
        return f"{kind} sans titre"
    named = unit.kind not in ("article", "annexe", "fiche") or _plain(unit.title).startswith(_plain(kind))
    return unit.title if named else f"{kind} : {unit.title}"


def verdict_of(unit: Unit) -> str:
    """« modifiée » for an annexe, « modifié » for an article."""
    if unit.verdict == "identique":
        return "identique, à la typographie près" if differs(unit.steps) else "identique"
    return unit.verdict + _KINDS[unit.kind][1]


def version_names(unit: Unit) -> tuple[str, str]:
    """The old and the new version; empty where unknown."""
    old, new = ("propre à la commune" if each == DEROGATION else each for each in (unit.old_version, unit.new_version))
    return old, new


def version_words(unit: Unit) -> str:
    """« Version 2022-01, remplacée par 2023-01 »; empty where no version is known."""
    old, new = version_names(unit)
    if old and new and old != new:
        return f"Version {old}, remplacée par {new}"
    return f"Version {new or old}" if new or old else ""


def origin_words(unit: Unit) -> str:
    """Whose text it is; empty where that is not known."""
    if unit.own is None:
        return ""
    return "partie propre à la commune" if unit.own else "texte de la bibliothèque"


def typographic_only(comparison: Comparison) -> tuple[Unit, ...]:
    """Units that count as identical, though quotes, spaces or dashes differ."""
    return tuple(unit for unit in comparison.units if unit.verdict == "identique" and differs(unit.steps))


def tally(comparison: Comparison) -> str:
    """One sentence: what became of the parts; then what else there is to look at."""
    sentences = [_tally_of_parts(comparison)]
    if number := len(comparison.beside):
        sentences.append(f"{counted(number, 'autre point est', 'autres points sont')} à regarder.")
    return " ".join(sentences)


def _tally_of_parts(comparison: Comparison) -> str:
    noun = "clause" if comparison.kind == "clauses" else "partie"
    total = len(comparison.units)
    counts = Counter(unit.verdict for unit in comparison.units)
    if comparison.is_same:
        return _same(comparison)
    if not comparison.changed:
        return f"Aucune {noun} n’a changé." if total else f"Il n’y a aucune {noun} à comparer."
    found = [verdict for verdict in VERDICTS if counts[verdict]]
    if total == 1:
        return f"La {noun} est {_told(found[0], 1)}."
    if len(found) == 1:
        return f"Les {total} {noun}s comparées sont toutes {_told(found[0], total)}."
    parts = [f"{counts[verdict]} {_are(counts[verdict])} {_told(verdict, counts[verdict])}" for verdict in found]
    return f"Sur {total} {noun}s comparées, {', '.join(parts[:-1])} et {parts[-1]}{_nearly(comparison)}."


def _nearly(comparison: Comparison) -> str:
    near = len(typographic_only(comparison))
    return f" (dont {near} à la typographie près)" if near else ""


def _same(comparison: Comparison) -> str:
    if not comparison.units:
        return "Aucune différence : il n’y a rien à comparer."
    near = typographic_only(comparison)
    if not near:
        return _SAME[comparison.kind]
    return f"{_SAME[comparison.kind][:-1]}, à la typographie près."


def _are(number: int) -> str:
    return "est" if number < 2 else "sont"


def _told(verdict: Verdict, number: int) -> str:
    plural = "" if number < 2 else "s"
    if verdict == "identique":
        return f"identique{plural}"
    return f"{verdict}e{plural}" + " par une autre version de la bibliothèque" * (verdict == "remplacé")


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c)).strip()


# --- signs -----------------------------------------------------------------------------

_SIGNS = {
    " ": "espace",
    "\u00a0": "espace insécable",
    "\u202f": "espace fine insécable",
    "\n": "saut de ligne",
    "\t": "tabulation",
    "'": "apostrophe droite",
    "’": "apostrophe courbe",
    '"': "guillemet droit",
    "-": "trait d’union",
    "\u2011": "trait d’union insécable",
    "–": "tiret moyen",
    "—": "tiret long",
    "\u00ad": "trait d’union conditionnel",
    "\u200b": "espace sans largeur",
    "...": "trois points",
    "…": "points de suspension",
    "": "rien",
}


def typographic_words(segments: Iterable[Segment]) -> str:
    """« apostrophe droite → apostrophe courbe, espace → espace insécable »: each change once."""
    pairs = (_pair(segment) for segment in segments if segment.nature == "typographie")
    return ", ".join(dict.fromkeys(f"{_sign(old)} → {_sign(new)}" for old, new in pairs))


_FORMS = {
    "titre": "intertitre",
    "texte": "paragraphe",
    "puce": "élément de liste",
    "numero": "élément de liste numérotée",
    "sommaire": "ligne du sommaire",
}


def form_words(step: Step) -> str:
    """« paragraphe → intertitre »: what became of the form of a line; empty if it is the same."""
    old, new = step.old, step.new
    if not isinstance(old, Line) or not isinstance(new, Line) or (old.kind, old.level) == (new.kind, new.level):
        return ""
    if old.kind != new.kind:
        return f"{_FORMS[old.kind]} → {_FORMS[new.kind]}"
    return f"{_FORMS[old.kind]} : niveau {old.level + (old.kind != 'titre')} → {new.level + (new.kind != 'titre')}"


def small_words(steps: Iterable[Step]) -> str:
    """Every change of typography and of form in the lines, each once; empty if there is none."""
    found = [words for step in steps for words in _small(step)]
    return ", ".join(dict.fromkeys(words for words in found if words))


def _small(step: Step) -> Iterator[str]:
    for segment in step.segments:
        yield typographic_words([segment])
    yield form_words(step)
    for cell in step.cells:
        yield small_words(cell)


def _pair(segment: Segment) -> tuple[str, str]:
    """What differs, without the letters around that both share."""
    old, new = segment.old, segment.new
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


def _sign(text: str) -> str:
    return _SIGNS.get(text) or f"« {visible(text)} »"


# --- characters that hide or turn the text around -----------------------------------------


TREACHEROUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Characters that steer the reading direction, break the line unseen, or control the screen."""


def code_of(char: str) -> str:
    return f"U+{ord(char):04X}"


def visible(text: str) -> str:
    """The text with each treacherous character replaced by its code: ⟨U+202E⟩."""
    return TREACHEROUS.sub(lambda match: f"⟨{code_of(match[0])}⟩", text)

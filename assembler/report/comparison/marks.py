"""Paragraphs of a comparison as HTML: the words that came and went are marked, everything is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Literal

from markupsafe import Markup, escape

from assembler.model.difference import Segment, Step
from assembler.model.lines import Line
from assembler.report.comparison.words import TREACHEROUS, code_of, typographic_words

Side = Literal["old", "new"]
EMPTY = Markup('<span class="vide">(ligne vide)</span>')
_NATURES = {"typographie": "typo", "complete": "rempli", "modifie": ""}
_UNSEEN = str.maketrans({char: f"⟨{code_of(char)}⟩" for char in "\u00ad\u200b\u2060"})
_BLANK = str.maketrans({"\n": "↵\n", "\t": "⇥\t"})


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def shown(text: str) -> Markup:
    """Escaped; a character that hides or turns the text around shows its code."""
    if not TREACHEROUS.search(text):
        return escape(text)
    plain = map(escape, TREACHEROUS.split(text))
    coded = [_coded(char) for char in TREACHEROUS.findall(text)]
    return joined(part for pair in zip_longest(plain, coded, fillvalue=Markup("")) for part in pair)


def _coded(char: str) -> Markup:
    return Markup('<span class="cache" title="caractère invisible">{}</span>').format(code_of(char))


def hidden(words: str) -> Markup:
    """Words for those who listen to the page."""
    return Markup('<span class="hors"> {} </span>').format(words)


def added(text: str, css: str = "", spoken: str = "ajouté\u00a0:") -> Markup:
    return _marked("ins", text, css, spoken)


def removed(text: str, css: str = "", spoken: str = "supprimé\u00a0:") -> Markup:
    return _marked("del", text, css, spoken)


def _marked(tag: str, text: str, css: str, spoken: str) -> Markup:
    name = Markup(' class="{}"').format(css) if css else Markup("")
    word = hidden(spoken) if spoken else Markup("")
    return Markup("<{0}{1}>{2}{3}</{0}>").format(Markup(tag), name, word, _seen(text))


def _seen(text: str) -> Markup:
    """What changed, so that no sign of it stays unseen."""
    signs = text.translate(_UNSEEN)
    return shown(signs if signs.strip() else signs.translate(_BLANK))


def merged(segments: Iterable[Segment]) -> Markup:
    """Old and new words in one text."""
    return joined(_merged(segment) for segment in segments)


def of_side(segments: Iterable[Segment], side: Side) -> Markup:
    """The old or the new words alone."""
    return joined(_of_side(segment, side) for segment in segments)


def _merged(segment: Segment) -> Markup:
    if segment.nature == "identique":
        return shown(segment.new)
    if segment.nature == "typographie":
        return _typographic(segment, segment.new)
    old = removed(segment.old, _NATURES[segment.nature]) if segment.old else Markup("")
    return old + (_new(segment) if segment.new else Markup(""))


def _of_side(segment: Segment, side: Side) -> Markup:
    text = segment.old if side == "old" else segment.new
    if segment.nature == "identique" or not text:
        return shown(text)
    if segment.nature == "typographie":
        return _typographic(segment, text)
    return removed(text, _NATURES[segment.nature]) if side == "old" else _new(segment)


def _new(segment: Segment) -> Markup:
    if segment.nature == "complete":
        return added(segment.new, "rempli", "complété\u00a0:")
    return added(segment.new)


def _typographic(segment: Segment, text: str) -> Markup:
    told = f"typographie\u00a0: {typographic_words([segment])}"
    inner = _seen(text) or Markup("<del>␣</del>")
    return Markup('<span class="typo" title="{}">{}</span>').format(told, inner)


def line_merged(step: Step, spoken: bool = False) -> Markup:
    """The words of one line, old and new together. `spoken`: say of a whole line whether it came or went."""
    if step.segments:
        return merged(step.segments)
    old, new = _text(step, "old"), _text(step, "new")
    if step.change in ("identique", "typographie") and new is not None:
        return shown(new) or EMPTY
    parts = []
    if old is not None and step.new is None:
        parts.append(_whole(step, old, "old", spoken))
    elif old is not None and old != new:
        parts.append(removed(old))
    if new is not None:
        parts.append(_whole(step, new, "new", spoken or bool(parts)))
    return joined(parts)


def line_side(step: Step, side: Side) -> Markup:
    """The words of one line on one side; nothing where it is not there."""
    text = _text(step, side)
    if text is None:
        return Markup("")
    if step.segments:
        return of_side(step.segments, side)
    if step.change in ("identique", "typographie"):
        return shown(text) or EMPTY
    return _whole(step, text, side, False)


def _whole(step: Step, text: str, side: Side, spoken: bool) -> Markup:
    if not text:
        return EMPTY
    if step.change == "deplace":
        return Markup('<span class="{}">{}</span>').format("parti" if side == "old" else "venu", shown(text))
    css = "rempli" if step.change == "complete" else ""
    if side == "old":
        return removed(text, css, "supprimé\u00a0:" if spoken else "")
    return added(text, css, ("complété\u00a0:" if css else "ajouté\u00a0:") if spoken else "")


def _text(step: Step, side: Side) -> str | None:
    item = step.old if side == "old" else step.new
    return item.text if isinstance(item, Line) else None


def marks_of(steps: Iterable[Step]) -> Iterator[str]:
    """Which marks the lines bear: supprime, ajoute, complete, typographie, parti, venu."""
    for step in steps:
        if step.cells:
            for cell in step.cells:
                yield from marks_of(cell)
        elif step.change == "deplace" and not step.segments:
            yield "parti" if step.new is None else "venu"
        elif step.change in ("supprime", "ajoute") or (step.change == "complete" and not step.segments):
            yield step.change
        yield from (mark for segment in step.segments for mark in _marks_of(segment))


def _marks_of(segment: Segment) -> Iterator[str]:
    if segment.nature == "typographie":
        yield "typographie"
    elif segment.nature != "identique":
        if segment.old:
            yield "supprime"
        if segment.new:
            yield "complete" if segment.nature == "complete" else "ajoute"

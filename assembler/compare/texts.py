"""Two Word texts compared part by part, with all that stands beside the text."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assembler.compare.align import align, key_of
from assembler.compare.beside import beside
from assembler.compare.matching import Matched, match, moved
from assembler.compare.outline import Section, sections_of
from assembler.compare.words import is_blank
from assembler.model.comparison import Beside, Unit, Verdict
from assembler.model.difference import Step, Steps, changed_segments, differs, line_texts
from assembler.model.lines import Item
from assembler.model.messages import excerpt
from assembler.model.wordtext import WordText

Versions = Callable[[str], Mapping[str, Sequence[Item]]]
"""Name of a part -> the lines, heading first, that it has under each other version of its clause."""

_TELLING = 25
"""Characters from which a line that went from one part to another is told."""
_LONG_FILLING = 80


def no_versions(_name: str) -> Mapping[str, Sequence[Item]]:
    return {}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the text that was sent beside its words.

    `own`: names of the parts whose text is the commune's own; None: not known. `wrote`: did the commune write this
    line? None: not known. `names`: bookmark -> name of its part.
    `trusted`: the new text is ours too, so that the versions it claims are those it has.
    """

    versions: Versions = no_versions
    own: frozenset[str] | None = None
    wrote: Callable[[str], bool] | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    trusted: bool = False


def compare_texts(
    old: WordText, new: WordText, known: Known | None = None
) -> tuple[tuple[Unit, ...], tuple[Beside, ...]]:
    """The parts in the order of `old`, each with its verdict, and what a reviewer must see beside them."""
    known = known or Known()
    sent = sections_of(old.items, known.names)
    returned = sections_of(new.items, known.names, old.items, sent)
    pairs = match(sent, returned)
    order = sorted((pair.new for pair in pairs if pair.new), key=_first_rank)
    judge = _Judge(known, order, moved(pairs, order))
    units = _told_across([judge.unit(pair) for pair in pairs])
    return tuple(units), tuple(beside(old, new, sent, order, units))


def _first_rank(section: Section) -> int:
    return section.items[0].rank


@dataclass(frozen=True, slots=True)
class _Judge:
    """Gives each pair its verdict. `order`: the returned sections as they stand; `away`: names of those that moved."""

    known: Known
    order: Sequence[Section]
    away: Container[str]

    def unit(self, pair: Matched) -> Unit:
        section = pair.old or pair.new
        assert section is not None
        name = pair.old.name if pair.old else ""
        own = None if self.known.own is None or not pair.old else name in self.known.own
        unit = Unit(
            name=name,
            kind=section.kind,
            title=section.title,
            verdict="identique",
            steps=align(pair.old.items if pair.old else (), pair.new.items if pair.new else (), fills=bool(own)),
            old_version=pair.old.version if pair.old else "",
            new_version=pair.new.version if pair.new and self.known.trusted else "",
            own=own,
        )
        if pair.new is None:
            return replace(unit, verdict="supprimé")
        if pair.old is None:
            return replace(unit, verdict="ajouté", remarks=(f"Ajouté : {self._place(pair.new)}",))
        return self._held(unit, pair.old, pair.new)

    def _held(self, unit: Unit, old: Section, new: Section) -> Unit:
        went = (f"Déplacé : {self._place(new)}",) if (old.name or old.title) in self.away else ()
        standard = _standard_lines(unit.steps, self.known.wrote) if unit.own and self.known.wrote else ()
        remarks = (*went, *_long_fillings(unit.steps), *standard)
        unit = replace(unit, verdict=_verdict(unit.steps), remarks=remarks)
        if unit.verdict == "modifié":
            return _held_against_versions(unit, old, new, self.known.versions)
        return replace(unit, verdict="déplacé") if went and unit.verdict == "identique" else unit

    def _place(self, section: Section) -> str:
        rank = next(rank for rank, each in enumerate(self.order) if each is section)
        return f"se trouve après « {self.order[rank - 1].title} »." if rank else "se trouve en tête."


def _long_fillings(steps: Steps) -> Iterator[str]:
    """Whoever fills a place may write a clause into it."""
    for segment in changed_segments(steps):
        if segment.nature == "complete" and len(segment.new) > _LONG_FILLING:
            yield f"Une place à compléter a reçu un texte long, à relire : « {excerpt(segment.new)} »"


def _verdict(steps: Steps) -> Verdict:
    if not differs(steps, typography=False):
        return "identique"
    kinds = {step.change for step in steps}
    return "complété" if kinds <= {"identique", "typographie", "complete"} else "modifié"


def _standard_lines(steps: Steps, wrote: Callable[[str], bool]) -> Iterator[str]:
    """In a part of the commune's own, the altered lines that it did not write: the library's, or the tool's."""
    for step in steps:
        if step.cells:
            for cell in step.cells:
                yield from _standard_lines(cell, wrote)
        elif step.old and step.change in ("modifie", "supprime"):
            lines = [text for text in line_texts(step.old) if text.strip() and not is_blank(text)]
            yield from (
                f"Ce passage changé n’est pas un texte de la commune : « {excerpt(text)} »"
                for text in lines
                if not wrote(text)
            )


def _held_against_versions(unit: Unit, sent: Section, returned: Section, versions: Versions) -> Unit:
    """« remplacé » if the text is that of another version; a remark if it is nearer to one than to its own."""
    keys = [key_of(item) for item in returned.items]
    weights = {}
    for version, items in versions(unit.name).items():
        others = [key for key in map(key_of, items) if key]
        if others == keys:
            return replace(unit, verdict="remplacé", new_version=version)
        if others != [key_of(item) for item in sent.items]:
            weights[version] = _weight(align(items, returned.items))
    nearest = min(weights, key=lambda version: weights[version], default="")
    if nearest and weights[nearest] < _weight(unit.steps):
        remark = f"Le texte est plus proche de la version {nearest} de la bibliothèque, elle-même modifiée."
        return replace(unit, remarks=(*unit.remarks, remark))
    return unit


def _weight(steps: Steps) -> int:
    """How much changed, in characters."""
    total = 0
    for step in steps:
        if step.cells:
            total += sum(map(_weight, step.cells))
        elif step.segments:
            total += sum(len(each.old) + len(each.new) for each in step.segments if each.nature == "modifie")
        elif step.change != "identique":
            total += len(step.old.text if step.old else "") + len(step.new.text if step.new else "")
    return total


def _told_across(units: Sequence[Unit]) -> list[Unit]:
    """Remarks on lines that went from one part to another."""
    gone = {key_of(step.old): unit for unit in units for step in unit.steps if step.old and _telling(step, "supprime")}
    found: dict[int, list[str]] = {}
    for rank, unit in enumerate(units):
        for step in unit.steps:
            if step.new is None or not _telling(step, "ajoute"):
                continue
            origin = gone.get(key_of(step.new))
            if origin is None or origin is unit:
                continue
            short = excerpt(step.new.text)
            found.setdefault(rank, []).append(f"« {short} » vient de « {origin.title} ».")
            left = next(place for place, each in enumerate(units) if each is origin)
            found.setdefault(left, []).append(f"« {short} » est passé dans « {unit.title} ».")
    return [replace(unit, remarks=(*unit.remarks, *found.get(rank, ()))) for rank, unit in enumerate(units)]


def _telling(step: Step, change: str) -> bool:
    item = step.old or step.new
    return step.change == change and item is not None and len(item.text) >= _TELLING

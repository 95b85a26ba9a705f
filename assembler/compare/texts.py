"""Two Word texts compared part by part, with all that stands beside the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assembler.compare.align import align, key_of
from assembler.compare.beside import beside
from assembler.compare.matching import Matched, match, moved
from assembler.compare.outline import Section, sections_of
from assembler.model.comparison import Beside, Unit, Verdict
from assembler.model.difference import Step, Steps, differs
from assembler.model.lines import Item
from assembler.model.wordtext import WordText

Versions = Callable[[str], Mapping[str, Sequence[Item]]]
"""Name of a part -> the lines it has under each other version of its clause."""

_TELLING = 25
"""Characters from which a line that went from one part to another is told."""


def no_versions(_name: str) -> Mapping[str, Sequence[Item]]:
    return {}


def compare_texts(
    old: WordText, new: WordText, versions: Versions = no_versions, own: frozenset[str] = frozenset()
) -> tuple[tuple[Unit, ...], tuple[Beside, ...]]:
    """The parts in the order of `old`, each with its verdict, and what a reviewer must see beside them.

    `own`: names of the parts whose text is the commune's own.
    """
    sent = sections_of(old.items)
    returned = sections_of(new.items, old.items, sent)
    pairs = match(sent, returned)
    order = sorted((pair.new for pair in pairs if pair.new), key=_first_rank)
    away = moved(pairs, order)
    units = [_unit(pair, away, order, versions, own) for pair in pairs]
    units = _told_across(units)
    return tuple(units), tuple(beside(old, new, sent, order, units))


def _first_rank(section: Section) -> int:
    return section.items[0].rank


def _unit(pair: Matched, away: set[str], order: Sequence[Section], versions: Versions, own: frozenset[str]) -> Unit:
    section = pair.old or pair.new
    assert section is not None
    name = pair.old.name if pair.old else ""
    unit = Unit(
        name=name,
        kind=section.kind,
        title=section.title,
        verdict="identique",
        steps=align(pair.old.items if pair.old else (), pair.new.items if pair.new else ()),
        old_version=pair.old.version if pair.old else "",
        new_version=pair.new.version if pair.new else "",
        own=name in own,
    )
    if pair.new is None:
        return replace(unit, verdict="supprimé")
    if pair.old is None:
        return replace(unit, verdict="ajouté", remarks=(_place(pair.new, order),))
    remarks = (f"Déplacé : {_place(pair.new, order)}",) if (pair.old.name or pair.old.title) in away else ()
    unit = replace(unit, verdict=_verdict(unit.steps), remarks=remarks)
    if unit.verdict == "modifié":
        return _held_against_versions(unit, pair.new, versions)
    return replace(unit, verdict="déplacé") if remarks and unit.verdict == "identique" else unit


def _place(section: Section, order: Sequence[Section]) -> str:
    rank = next(rank for rank, each in enumerate(order) if each is section)
    return f"vient maintenant après « {order[rank - 1].title} »." if rank else "vient maintenant en tête."


def _verdict(steps: Steps) -> Verdict:
    if not differs(steps, typography=False):
        return "identique"
    kinds = {step.change for step in steps}
    return "complété" if kinds <= {"identique", "typographie", "complete"} else "modifié"


def _held_against_versions(unit: Unit, returned: Section, versions: Versions) -> Unit:
    """« remplacé » if the text is that of another version; a remark if it is nearer to one than to its own."""
    keys = [key_of(item) for item in returned.items[1:]]
    weights = {}
    for version, items in versions(unit.name).items():
        if [key for key in map(key_of, items) if key] == keys:
            return replace(unit, verdict="remplacé", new_version=version)
        weights[version] = _weight(align(tuple(items), returned.items[1:]))
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
            text = " ".join(step.new.text.split())
            short = text if len(text) <= 60 else f"{text[:60]}…"
            found.setdefault(rank, []).append(f"« {short} » vient de « {origin.title} ».")
            left = next(place for place, each in enumerate(units) if each is origin)
            found.setdefault(left, []).append(f"« {short} » est passé dans « {unit.title} ».")
    return [replace(unit, remarks=(*unit.remarks, *found.get(rank, ()))) for rank, unit in enumerate(units)]


def _telling(step: Step, change: str) -> bool:
    item = step.old or step.new
    return step.change == change and item is not None and len(item.text) >= _TELLING

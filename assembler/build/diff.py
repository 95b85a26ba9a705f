"""Versions of clauses compared: one clause, or the whole library at two of its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assembler.build.convention import Tools, compose_input
from assembler.build.library import part_names
from assembler.compare.align import align
from assembler.compose.french import capitalize_first
from assembler.compose.names_kept import blocks_with_names
from assembler.model.clause import ClauseVersion
from assembler.model.comparison import Comparison, Unit, Verdict
from assembler.model.difference import Steps, differs
from assembler.model.document import ClauseUse, Heading, Part, plain
from assembler.model.lines import Item, Line, lines_of
from assembler.model.messages import suggestion
from assembler.model.place import Problem, Problems
from assembler.readers.library import wording_of

VERSION = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison of clauses: its label, the parts to show, in order, and the version behind each."""

    label: str
    parts: tuple[Part, ...]
    versions: tuple[ClauseVersion, ...]


@dataclass(frozen=True, slots=True)
class ClausesCompared:
    """`old` and `new` are what a redline is made of."""

    comparison: Comparison
    old: Side
    new: Side


def diff_clause(tools: Tools, clause: str, old: str, new: str, source: Path | None) -> ClausesCompared:
    """Two versions of one clause, with parameters as names, or filled for the convention `source`. Raises Problems."""
    versions = _versions(tools, clause)
    problems = [_unknown(clause, version, versions) for version in (old, new) if version not in versions]
    if problems:
        raise Problems(problems)
    title = f"Clause « {clause} » : de la version {old} à la version {new}"
    before = _side(tools, old, [versions[old]], source)
    return _compared(tools, title, before, _side(tools, new, [versions[new]], source))


def diff_library(tools: Tools, old: str, new: str, source: Path | None) -> ClausesCompared:
    """The whole library as it was at two of its dates. Raises Problems."""
    known = sorted({version.version for versions in tools.library.values() for version in versions})
    problems = [
        Problem(f"Aucune clause n’a de version « {label} ».", suggestion(label, known, "Versions de la bibliothèque"))
        for label in (old, new)
        if label not in known
    ]
    if problems:
        raise Problems(problems)
    before, after = (_side(tools, label, _library_at(tools, label), source) for label in (old, new))
    return _compared(tools, f"Bibliothèque de clauses : de {old} à {new}", before, after)


def _library_at(tools: Tools, label: str) -> list[ClauseVersion]:
    """The newest version of each clause that is no newer than `label`, in the order of the plan."""
    order = [name for step in tools.plan.corps for name in (step.preambule, *step.article, step.signature) if name]
    order += [annexe.clause for annexe in tools.plan.annexes]
    names = [name for name in order if name in tools.library] + [name for name in tools.library if name not in order]
    chosen = ([v for v in tools.library[name] if v.version <= label] for name in names)
    return [versions[-1] for versions in chosen if versions]


def _versions(tools: Tools, clause: str) -> dict[str, ClauseVersion]:
    if clause not in tools.library:
        hint = suggestion(clause, sorted(tools.library), "Clauses connues")
        raise Problems.one(f"La clause « {clause} » n’existe pas dans la bibliothèque.", hint)
    return {version.version: version for version in tools.library[clause]}


def _unknown(clause: str, version: str, known: dict[str, ClauseVersion]) -> Problem:
    return Problem(
        f"La clause « {clause} » n’a pas de version « {version} ».", f"Versions connues : {', '.join(known)}."
    )


# --- the two sides ---------------------------------------------------------------------


def _side(tools: Tools, label: str, versions: Sequence[ClauseVersion], source: Path | None) -> Side:
    if source is None:
        return Side(label, tuple(_named(version) for version in versions), tuple(versions))
    composed = compose_input(tools, source, {version.id: version.version for version in versions})
    by_clause = {part.clause.id: part for part in composed.document.parts}
    kept = [version for version in versions if version.id in by_clause]
    if not kept:
        raise Problems.one(
            f"La convention « {source.name} » n’emploie pas la clause « {versions[0].id} ».",
            "Retirez --pour : les paramètres gardent alors leur nom.",
        )
    return Side(label, tuple(by_clause[version.id] for version in kept), tuple(kept))


def _named(version: ClauseVersion) -> Part:
    """The wording as a part, its parameters kept as names."""
    title, blocks = blocks_with_names(wording_of(version))
    heading = Heading(1, title, f"article:{version.id}")
    return Part(f"article:{version.id}", "article", "", heading, blocks, ClauseUse(version.id, version.version))


def _compared(tools: Tools, title: str, old: Side, new: Side) -> ClausesCompared:
    before = {version.id: (part, version) for part, version in zip(old.parts, old.versions, strict=True)}
    after = {version.id: (part, version) for part, version in zip(new.parts, new.versions, strict=True)}
    names = [*after, *(name for name in before if name not in after)]
    units = tuple(_unit(tools, name, before.get(name), after.get(name)) for name in names)
    return ClausesCompared(Comparison("clauses", title, old.label, new.label, units), old, new)


_Written = tuple[Part, ClauseVersion]


def _unit(tools: Tools, name: str, old: _Written | None, new: _Written | None) -> Unit:
    shown = new or old
    assert shown is not None
    steps = align(_items(old), _items(new))
    remarks = tuple(_form_remarks(steps, old, new))
    same: Verdict = "modifié" if differs(steps) or remarks else "identique"
    return Unit(
        name=name,
        kind="clause",
        title=_title(tools, name, shown[0]),
        verdict="ajouté" if old is None else "supprimé" if new is None else same,
        steps=steps,
        old_version=old[1].version if old else "",
        new_version=new[1].version if new else "",
        reason=" ".join(_reasons(tools, name, old, new)),
        remarks=remarks,
    )


def _form_remarks(steps: Steps, old: _Written | None, new: _Written | None) -> Iterator[str]:
    """What changes in the form of words that stay."""
    pairs = [(step.old, step.new) for step in steps if isinstance(step.old, Line) and isinstance(step.new, Line)]
    count = sum((a.kind, a.level) != (b.kind, b.level) for a, b in pairs if a and b)
    if count:
        lines = "1 passage change" if count == 1 else f"{count} passages changent"
        yield f"{lines} de forme : paragraphe, élément de liste ou titre."
    elif old and new and not differs(steps) and old[0].blocks != new[0].blocks:
        yield "Seule la mise en valeur change : gras, italique."


def _title(tools: Tools, clause: str, part: Part) -> str:
    """« Article 12 – La fin de la convention », also where the wording has no number of its own."""
    title = plain(part.heading.inlines)
    name = "" if part.number else part_names(tools.plan).get(clause, "")
    return f"{capitalize_first(name)} – {title}" if name.startswith(("article", "annexe")) else title


def _items(written: _Written | None) -> tuple[Item, ...]:
    if written is None:
        return ()
    heading = written[0].heading
    return (Line(plain(heading.inlines), "titre", 1), *lines_of(written[0].blocks))


def _reasons(tools: Tools, name: str, old: _Written | None, new: _Written | None) -> Iterator[str]:
    """Why each version after the old one, up to the new one, was written."""
    if new is None:
        return
    first = old[1].version if old else ""
    for version in tools.library[name]:
        if first < version.version <= new[1].version:
            yield version.head.motif


def reason_date(version: ClauseVersion) -> date:
    """The day of a change: that of the approval, else the first one in force, else that of the version's name."""
    if version.head.approbation:
        return version.head.approbation.le
    year, month = version.version.split("-")
    return version.head.en_vigueur.du or date(int(year), int(month), 1)

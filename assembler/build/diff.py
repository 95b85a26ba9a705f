"""Versions of clauses compared: one clause, or the whole library at two of its dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assembler.build.convention import Composed, Tools, compose_input, recomposed
from assembler.build.library import part_names, planned
from assembler.compare.align import align
from assembler.compose.french import capitalize_first
from assembler.compose.names_kept import blocks_with_names
from assembler.compose.numbering import annexes_of
from assembler.compose.select import Library, unknown_clause, unknown_version
from assembler.model.clause import ClauseVersion
from assembler.model.comparison import Comparison, Unit, Verdict
from assembler.model.convention import AnnexeKind
from assembler.model.difference import Steps, differs
from assembler.model.document import ClauseUse, Heading, Part, Text, plain
from assembler.model.lines import Item, Line, lines_of
from assembler.model.messages import suggestion
from assembler.model.place import Problem, Problems
from assembler.readers.library import wording_of


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
    problems = [unknown_version(clause, label, versions) for label in (old, new) if label not in versions]
    if problems:
        raise Problems(problems)
    title = f"Clause « {clause} » : de la version {old} à la version {new}"
    composed = compose_input(tools, source) if source else None
    before, after = (_side(tools, label, [versions[label]], composed) for label in (old, new))
    return _compared(tools, title, before, after)


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
    composed = compose_input(tools, source) if source else None
    before, after = (_side(tools, label, _library_at(tools, label), composed) for label in (old, new))
    return _compared(tools, f"Bibliothèque de clauses : de {old} à {new}", before, after)


def _library_at(tools: Tools, label: str) -> list[ClauseVersion]:
    """The newest version of each clause that is no newer than `label`, in the order of the plan."""
    names = dict.fromkeys([*(name for name, _ in planned(tools.plan)), *tools.library])
    chosen = ([v for v in tools.library.get(name, ()) if v.version <= label] for name in names)
    return [versions[-1] for versions in chosen if versions]


def _versions(tools: Tools, clause: str) -> dict[str, ClauseVersion]:
    if clause not in tools.library:
        raise Problems([unknown_clause(clause, tools.library)])
    return {version.version: version for version in tools.library[clause]}


# --- the two sides ---------------------------------------------------------------------


def _side(tools: Tools, label: str, versions: Sequence[ClauseVersion], composed: Composed | None) -> Side:
    """`composed`: the convention that fills the parameters; None keeps their names."""
    if composed is None:
        names = part_names(tools.plan)
        return Side(label, tuple(_named(version, names.get(version.id, "")) for version in versions), tuple(versions))
    document = recomposed(
        composed.content, {version.id: version.version for version in versions}, _all_annexes(composed)
    )
    by_clause = {part.clause.id: part for part in document.parts}
    kept = [version for version in versions if version.id in by_clause]
    if not kept:
        raise Problems.one(
            f"La convention « {composed.source.files[0].name} » n’emploie pas la clause « {versions[0].id} ».",
            "Retirez --pour : les paramètres gardent alors leur nom.",
        )
    return Side(label, tuple(by_clause[version.id] for version in kept), tuple(kept))


def _all_annexes(composed: Composed) -> tuple[AnnexeKind, ...]:
    """The convention's annexes, then the others of the plan: a version may name one that the convention lacks."""
    content = composed.content
    own = [annexe.genre for annexe in annexes_of(content.plan, content.convention)]
    return (*own, *(annexe.genre for annexe in content.plan.annexes if annexe.genre not in own))


def _named(version: ClauseVersion, name: str) -> Part:
    """The wording as a part, its parameters kept as names. `name`: « article 12 », shown before its title."""
    title, blocks = blocks_with_names(wording_of(version))
    lead = (Text(f"{capitalize_first(name)} – "),) if name.startswith(("article", "annexe")) else ()
    heading = Heading(1, (*lead, *title), f"article:{version.id}")
    return Part(f"article:{version.id}", "article", "", heading, blocks, ClauseUse(version.id, version.version))


def _compared(tools: Tools, title: str, old: Side, new: Side) -> ClausesCompared:
    before = {version.id: (part, version) for part, version in zip(old.parts, old.versions, strict=True)}
    after = {version.id: (part, version) for part, version in zip(new.parts, new.versions, strict=True)}
    names = [*after, *(name for name in before if name not in after)]
    units = tuple(_unit(tools.library, name, before.get(name), after.get(name)) for name in names)
    return ClausesCompared(Comparison("clauses", title, old.label, new.label, units), old, new)


_Written = tuple[Part, ClauseVersion]


def _unit(library: Library, name: str, old: _Written | None, new: _Written | None) -> Unit:
    shown = new or old
    assert shown is not None
    steps = align(_items(old), _items(new))
    remarks = tuple(_form_remarks(steps, old, new))
    same: Verdict = "modifié" if differs(steps) or remarks else "identique"
    return Unit(
        name=name,
        kind="clause",
        title=plain(shown[0].heading.inlines),
        verdict="ajouté" if old is None else "supprimé" if new is None else same,
        steps=steps,
        old_version=old[1].version if old else "",
        new_version=new[1].version if new else "",
        reason=" ".join(_reasons(library[name], old, new)),
        remarks=remarks,
        own=False,
    )


def _reasons(versions: Sequence[ClauseVersion], old: _Written | None, new: _Written | None) -> Iterator[str]:
    """Why each version after the old one, up to the new one, was written."""
    if new is None:
        return
    first = old[1].version if old else ""
    for version in versions:
        if first < version.version <= new[1].version:
            yield version.head.motif


def _form_remarks(steps: Steps, old: _Written | None, new: _Written | None) -> Iterator[str]:
    """What changes in the form of words that stay."""
    pairs = [(step.old, step.new) for step in steps if isinstance(step.old, Line) and isinstance(step.new, Line)]
    count = sum((a.kind, a.level) != (b.kind, b.level) for a, b in pairs if a and b)
    if count:
        lines = "1 passage change" if count == 1 else f"{count} passages changent"
        yield f"{lines} de forme : paragraphe, élément de liste ou titre."
    elif old and new and not differs(steps) and old[0].blocks != new[0].blocks:
        yield "Seule la mise en valeur change : gras, italique."
    elif differs(steps) and not differs(steps, typography=False):
        yield "Seule la typographie change : guillemets, espaces, tirets."


def _items(written: _Written | None) -> tuple[Item, ...]:
    if written is None:
        return ()
    heading = written[0].heading
    return (Line(plain(heading.inlines), "titre", 1), *lines_of(written[0].blocks))


def reason_date(version: ClauseVersion) -> date:
    """The day of a change: that of the approval, else the first one in force, else that of the version's name."""
    if version.head.approbation:
        return version.head.approbation.le
    year, month = version.version.split("-")
    return version.head.en_vigueur.du or date(int(year), int(month), 1)

"""What would change in the words of a convention: its text of today against the one that its lock stands for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from assembler.build.convention import Composed, Tools, recomposed
from assembler.build.digests import digest_of
from assembler.build.reference import names_by_bookmark, own_parts
from assembler.build.stamp import COVER, part_digests
from assembler.build.writing import written
from assembler.compare.align import align
from assembler.compare.texts import Known, compare_texts
from assembler.compose.compose import choose_clauses
from assembler.compose.content import Content
from assembler.compose.select import Library
from assembler.model.clause import ClauseVersion
from assembler.model.comparison import Unit, UnitKind, Verdict
from assembler.model.difference import differs
from assembler.model.document import DEROGATION, ClauseUse, Document, Part, plain
from assembler.model.lines import Item, Line, lines_of
from assembler.model.lock import Lock
from assembler.model.place import Problems
from assembler.model.walk import without_remarks
from assembler.model.wordtext import WordText
from assembler.readers.word import read_word, read_word_bytes

_KINDS: dict[str, UnitKind] = {
    "preambule": "preambule",
    "article": "article",
    "signature": "signature",
    "annexe": "annexe",
    "fiche": "fiche",
}
_LOST = "L’ancien texte n’est plus là pour être comparé."


@dataclass(frozen=True, slots=True)
class TextChange:
    """The parts that change, and what changes beside the text."""

    units: tuple[Unit, ...] = ()
    remarks: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.units or self.remarks)


def since_lock(tools: Tools, composed: Composed, lock: Lock, last: bytes | None = None) -> TextChange:
    """From the text of the lock to `composed`. `last`: its Word file; None takes that of out/. Raises Problems."""
    found = proven_change(composed, lock)
    return _since_file(tools, composed, lock, last) if found is None else found


def proven_change(composed: Composed, lock: Lock, but: Collection[UnitKind] = ()) -> TextChange | None:
    """The same from the versions that the lock names; None where they do not give the text that the lock stands for.

    `but`: kinds of parts that do not count.
    """
    new = without_remarks(composed.document)
    changed = [name for name in changed_parts(new, lock) if kind_of(name) not in but]
    if not changed:
        return TextChange()
    old = _as_locked(composed, lock)
    if old is None:
        return None
    digests = part_digests(old)
    if any(name not in lock.parts or lock.parts[name] != digests.get(name) for name in changed):
        return None
    return TextChange(tuple(units_between(old, new, changed, composed.content.library)))


def changed_parts(document: Document, lock: Lock) -> tuple[str, ...]:
    """Names of the parts whose text is not that of the lock, those that are gone last."""
    now = part_digests(document)
    return tuple(name for name in {**now, **lock.parts} if now.get(name) != lock.parts.get(name))


def _as_locked(composed: Composed, lock: Lock) -> Document | None:
    chosen = choose_clauses(composed.content)
    pins = {
        name: mark.version
        for name, mark in lock.clauses.items()
        if mark.how != "derogation" and name in chosen and chosen[name].version != mark.version
    }
    try:
        return without_remarks(recomposed(composed.content, pins))
    except Problems:
        return None


def unshown(error: Problems) -> TextChange:
    """Where today's text can't be composed, and so not compared: no part, and a remark that says why."""
    first = error.problems[0]
    return TextChange(remarks=(f"Ce qui changerait ne peut pas être montré : {first.message}",))


# --- two Word files --------------------------------------------------------------------


def _since_file(tools: Tools, composed: Composed, lock: Lock, last: bytes | None) -> TextChange:
    main = composed.source.files[0]
    old = read_word_bytes(last, main) if last else _as_written(tools, lock)
    new = without_remarks(composed.document)
    if old is None:
        return TextChange(tuple(_untold(name, new) for name in changed_parts(new, lock)))
    known = Known(own=own_parts(composed), names=names_by_bookmark(composed), trusted=True)
    return word_change(old, read_word_bytes(written(tools, composed, new), main), known)


def _as_written(tools: Tools, lock: Lock) -> WordText | None:
    """The words of the last Word file; None where it is gone, or no longer what was written."""
    for name, output in lock.outputs.items():
        path = tools.workspace.root / name
        if path.name == "convention.docx" and digest_of(path) == output.file:
            return read_word(path)
    return None


def word_change(old: WordText, new: WordText, known: Known, but: Collection[UnitKind] = ()) -> TextChange:
    """From the words of one Word file to those of another. `but`: kinds of parts that do not count."""
    units, beside = compare_texts(old, new, known)
    remarks = (f"{each.where} : {each.message}" for each in beside if each.where in ("graphique", "image", "objet"))
    told = (unit for unit in units if unit.verdict != "identique" and unit.kind not in but)
    return TextChange(tuple(told), tuple(remarks))


def _untold(name: str, document: Document) -> Unit:
    """A part of which only the digest is known."""
    part = next((part for part in document.parts if part.name == name), None)
    title = plain(part.heading.inlines) if part else "Couverture" if name == COVER else name.partition(":")[2]
    verdict: Verdict = "modifié" if part or name == COVER else "supprimé"
    return Unit(name, kind_of(name), title, verdict, (), remarks=(_LOST,))


# --- two composed documents ------------------------------------------------------------


def kind_of(name: str) -> UnitKind:
    """By the name of a part: `article:fin`, « couverture »."""
    return "couverture" if name == COVER else _KINDS.get(name.partition(":")[0], "autre")


def units_between(old: Document, new: Document, names: Iterable[str], library: Library) -> Iterator[Unit]:
    """The parts of those names, each of which differs."""
    for name in names:
        if name == COVER:
            steps = align(_cover(old), _cover(new))
            yield Unit(COVER, "couverture", "Couverture", "modifié", steps)
        else:
            before, after = (_part(document, name) for document in (old, new))
            yield part_unit(before, after, library)


def part_unit(old: Part | None, new: Part | None, library: Library) -> Unit:
    """One part, which is there before or after."""
    shown = new or old
    assert shown is not None
    steps = align(_items(old), _items(new))
    is_same = old is not None and new is not None and not differs(steps)
    return Unit(
        name=shown.name,
        kind=kind_of(shown.name),
        title=plain(shown.heading.inlines),
        verdict="ajouté" if old is None else "supprimé" if new is None else "modifié",
        steps=steps,
        old_version=old.clause.version if old else "",
        new_version=new.clause.version if new else "",
        reason=" ".join(_motifs(library, old, new)),
        remarks=("Les mots sont les mêmes : un graphique change, ou la mise en forme.",) if is_same else (),
    )


def _motifs(library: Library, old: Part | None, new: Part | None) -> Iterator[str]:
    """Why each version after the old one, up to the new one, was written."""
    if old and new and DEROGATION not in (old.clause.version, new.clause.version):
        versions = library.get(new.clause.id, ())
        yield from (each.head.motif for each in versions if old.clause.version < each.version <= new.clause.version)


def _part(document: Document, name: str) -> Part | None:
    return next((part for part in document.parts if part.name == name), None)


def _items(part: Part | None) -> tuple[Item, ...]:
    return (Line(plain(part.heading.inlines), "titre", 1), *lines_of(part.blocks)) if part else ()


def _cover(document: Document) -> tuple[Item, ...]:
    cover = document.cover
    texts = (cover.title, cover.subtitle, cover.territory, plain(cover.period), cover.caf, cover.mention)
    return tuple(Line(text) for text in (*texts, document.running_title) if text)


# --- one clause under two wordings -----------------------------------------------------


def wording_change(composed: Composed, old: ClauseVersion, new: ClauseVersion) -> TextChange:
    """The part of one clause under two of its wordings, filled for the convention. Raises Problems."""
    before = _under(composed.content, old)
    after = _part_of(without_remarks(composed.document), new) or _under(composed.content, new)
    if before is None and after is None:
        return TextChange()
    unit = part_unit(before, after, composed.content.library)
    return TextChange((unit,) if differs(unit.steps) else ())


def _under(content: Content, version: ClauseVersion) -> Part | None:
    with_it = replace(content, library={**content.library, version.id: (version,)})
    return _part_of(without_remarks(recomposed(with_it, {version.id: version.version})), version)


def _part_of(document: Document, version: ClauseVersion) -> Part | None:
    """The part that took the version."""
    use = ClauseUse(version.id, version.version)
    return next((part for part in document.parts if part.clause == use), None)

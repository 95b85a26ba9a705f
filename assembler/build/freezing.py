"""A text that was voted, made again from the files that were kept of it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from assembler.build.convention import Change, Composed, Tools, compose_input, load_tools
from assembler.build.digests import digest_of
from assembler.build.freshness import Judge
from assembler.build.made_of import files_of
from assembler.build.printing import Printer
from assembler.build.stamp import COVER
from assembler.build.voted import kept_workspace, lay_over, voted_document, voted_parts
from assembler.build.workspace import KEPT, Workspace
from assembler.build.writing import Built, Wanted, write
from assembler.compare.align import align
from assembler.model.convention import Convention
from assembler.model.difference import Segment, changed_segments
from assembler.model.document import plain
from assembler.model.lines import lines_of
from assembler.model.lock import Frozen, Lock
from assembler.model.messages import excerpt
from assembler.model.place import Place, Problem, Problems
from assembler.readers.convention import Source
from assembler.writers.package import zip_parts

_SHOWN = 60
_BACK = "Rétablissez ce qui a été voté ; ou, pour reprendre le texte avant un nouveau vote, revenez à « etape: copil »."


@contextmanager
def frozen_text(workspace: Workspace, source: Source, lock: Lock | None) -> Iterator[tuple[Tools, Composed]]:
    """The convention composed of what was kept and of its own files of today, and the tools that made it.

    Both hold only inside. Raises Problems.
    """
    main = source.files[0]
    kept = workspace.archive(main) / KEPT
    _refuse_spoiled(kept, lock)
    with kept_workspace(kept, workspace) as frozen:
        lay_over(frozen, workspace, files_of(workspace, source))
        tools = load_tools(frozen)
        yield tools, compose_input(tools, frozen.root / workspace.name_of(main), change=_on_the_day(lock))


def told_of(workspace: Workspace, source: Source, tools: Tools, composed: Composed) -> Composed:
    """A frozen text whose values and findings have their places in the workspace of today."""
    today = replace(source, convention=composed.source.convention)
    return replace(composed, source=today, moved=(tools.workspace.root, workspace.root))


def frozen_build(
    workspace: Workspace, source: Source, lock: Lock | None, wanted: Wanted, printer: Printer | None
) -> Built:
    """The files of a convention whose text is frozen; `printer` as for `write`. Raises Problems."""
    with frozen_text(workspace, source, lock) as (tools, composed):
        built = write(tools, composed, wanted, printer)
        root = tools.workspace.root
        files = {workspace.root / path.relative_to(root): data for path, data in built.files.items()}
        return replace(built, composed=told_of(workspace, source, tools, composed), files=files)


def kept_today(workspace: Workspace, source: Source) -> bytes:
    """The archive of a frozen text, with the convention's own files as they are today. Raises Problems."""
    with kept_workspace(workspace.archive(source.files[0]) / KEPT) as frozen:
        lay_over(frozen, workspace, files_of(workspace, source))
        files = sorted(path for path in frozen.root.rglob("*") if path.is_file())
        return zip_parts({frozen.name_of(path): path.read_bytes() for path in files})


def frozen_of(workspace: Workspace, source: Source) -> Frozen:
    """What the archive of a voted text says of it, where no lock does. Raises Problems."""
    kept = workspace.archive(source.files[0]) / KEPT
    return Frozen(digest_of(kept), _parts_in(workspace, source, kept))


def refuse_other_text(workspace: Workspace, source: Source, kept: Path, data: bytes, parts: Mapping[str, str]) -> None:
    """Raises Problems where the archive's bytes `data` would make another text: a file was saved meanwhile."""
    if _parts_in(workspace, source, kept, data) != parts:
        raise Problems.one(
            "Des fichiers ont changé pendant que le texte se figeait.",
            "Relancez la commande, une fois qu’ils sont enregistrés.",
            source.places.at("etape"),
        )


def _parts_in(workspace: Workspace, source: Source, kept: Path, data: bytes | None = None) -> dict[str, str]:
    """The text that an archive makes by itself."""
    with kept_workspace(kept, data=data) as frozen:
        return voted_parts(compose_input(load_tools(frozen), frozen.root / workspace.name_of(source.files[0])))


def refuse_change(workspace: Workspace, composed: Composed, frozen: Frozen, lock: Lock | None, judge: Judge) -> None:
    """Raises Problems where the text is another one than that of the vote: each part, and what changes in it."""
    parts = voted_parts(composed)
    changed = {name for name in (*frozen.parts, *parts) if frozen.parts.get(name) != parts.get(name)}
    if not changed:
        return
    place, hint = composed.source.places.at("etape"), _BACK
    if lock and lock.engine != judge.shared.engine and _is_same_input(judge, lock):
        hint = (
            "La saisie n’a pas changé : c’est cette version du programme qui l’écrit autrement. Reprenez la précédente."
        )
    told = list(_told_changes(workspace, composed, changed)) or [""]
    message = "Le texte, figé depuis la délibération, ne serait plus celui qui a été voté"
    raise Problems([Problem(f"{message}{each}", hint, place) for each in told])


def _told_changes(workspace: Workspace, composed: Composed, changed: Container[str]) -> Iterator[str]:
    """« : « Article 10 – Durée », « 2026 » devient « 2027 ». » for each part of today's text or of the vote's."""
    new = {part.name: part for part in voted_document(composed).parts}
    with kept_workspace(workspace.archive(composed.source.files[0]) / KEPT) as frozen:
        main = frozen.root / workspace.name_of(composed.source.files[0])
        old = {part.name: part for part in voted_document(compose_input(load_tools(frozen), main)).parts}
    for name in {**old, **new}:
        if name in changed:
            before, after = (lines_of(each[name].blocks) if name in each else () for each in (old, new))
            part = new.get(name) or old[name]
            words = next(changed_segments(align(before, after)), None)
            yield f" : « {plain(part.heading.inlines)} »{_words(words)}"
    if COVER in changed:
        yield " : la couverture."


def _words(words: Segment | None) -> str:
    if words is None:
        return "."
    old, new = (excerpt(text.strip(), _SHOWN) for text in (words.old, words.new))
    if not old or not new:
        return f", où « {old or new} » {'est ajouté' if new else 'est supprimé'}."
    return f", où « {old} » devient « {new} »."


def _is_same_input(judge: Judge, lock: Lock) -> bool:
    return all(digest_of(judge.tools.workspace.root / name) == known for name, known in lock.files.items())


def _refuse_spoiled(kept: Path, lock: Lock | None) -> None:
    expected = lock.frozen.kept if lock and lock.frozen else ""
    if expected and digest_of(kept) != expected:
        raise Problems.one(
            "L’archive du texte voté manque, ou n’est plus celle que dit le verrou.",
            "Remettez archives/ telle qu’elle était, d’après une sauvegarde ; ou, si le vote ne compte plus, revenez à "
            "« etape: copil » et relancez.",
            Place(kept),
        )


def _on_the_day(lock: Lock | None) -> Change:
    """The clauses are those of the day that chose them before the vote."""

    def change(convention: Convention) -> Convention:
        return convention.model_copy(update={"date_reference": lock.reference if lock else convention.date_reference})

    return change

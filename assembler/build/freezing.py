"""A text that was voted, made again from the files that were kept of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assembler.build.convention import Built, Change, Composed, Wanted, compose_input, load_tools, write
from assembler.build.freshness import Judge
from assembler.build.made_of import digest_of, files_of
from assembler.build.voted import KEPT, kept_workspace, lay_over, voted_parts
from assembler.build.workspace import Workspace
from assembler.model.convention import Convention
from assembler.model.document import plain
from assembler.model.lock import Frozen, Lock
from assembler.model.messages import listed
from assembler.model.place import Place, Problem, Problems
from assembler.readers.convention import Source
from assembler.writers.package import zip_parts

_BACK = "Rétablissez ce qui a été voté ; ou, pour reprendre le texte avant un nouveau vote, revenez à « etape: copil »."


def frozen_build(workspace: Workspace, source: Source, lock: Lock | None, wanted: Wanted) -> Built:
    """The files of a convention, its text made of what was kept and of its own files of today. Raises Problems."""
    main = source.files[0]
    kept = workspace.archive(main) / KEPT
    _refuse_spoiled(kept, lock)
    with kept_workspace(kept, workspace) as frozen:
        lay_over(frozen, workspace, files_of(workspace, source))
        tools = load_tools(frozen)
        composed = compose_input(tools, frozen.root / _name(main, workspace), change=_on_the_day(lock))
        built = write(tools, composed, wanted)
        files = {workspace.root / path.relative_to(frozen.root): data for path, data in built.files.items()}
        today = replace(source, convention=composed.source.convention)
        composed = replace(composed, source=today, moved=(frozen.root, workspace.root))
    return Built(composed, files)


def kept_today(workspace: Workspace, source: Source) -> bytes:
    """The archive of a frozen text, with the convention's own files as they are today. Raises Problems."""
    with kept_workspace(workspace.archive(source.files[0]) / KEPT) as frozen:
        lay_over(frozen, workspace, files_of(workspace, source))
        files = sorted(path for path in frozen.root.rglob("*") if path.is_file())
        return zip_parts({path.relative_to(frozen.root).as_posix(): path.read_bytes() for path in files})


def frozen_of(workspace: Workspace, source: Source) -> Frozen:
    """What a lock that was lost said of the frozen text. Raises Problems."""
    main = source.files[0]
    kept = workspace.archive(main) / KEPT
    with kept_workspace(kept) as frozen:
        composed = compose_input(load_tools(frozen), frozen.root / _name(main, workspace))
        return Frozen(digest_of(kept), voted_parts(composed))


def refuse_change(composed: Composed, frozen: Frozen, lock: Lock | None, judge: Judge) -> None:
    """Raises Problems where the text is another one than that of the vote."""
    parts = voted_parts(composed)
    changed = [name for name in (*frozen.parts, *parts) if frozen.parts.get(name) != parts.get(name)]
    if not changed:
        return
    place = composed.source.places.at("etape")
    titles = {part.name: plain(part.heading.inlines) for part in composed.document.parts}
    named = [titles.get(name, name) for name in dict.fromkeys(changed)]
    message = f"Le texte, figé depuis la délibération, ne serait plus celui qui a été voté : {listed(named, 'et')}."
    if lock and lock.engine != judge.shared.engine and _is_same_input(judge, lock):
        hint = (
            "La saisie n’a pas changé : c’est cette version du programme qui l’écrit autrement. Reprenez la précédente."
        )
        raise Problems([Problem(message, hint, place)])
    raise Problems([Problem(message, _BACK, place)])


def _is_same_input(judge: Judge, lock: Lock) -> bool:
    return all(digest_of(judge.tools.workspace.root / name) == digest for name, digest in lock.files.items())


def _refuse_spoiled(kept: Path, lock: Lock | None) -> None:
    expected = lock.frozen.kept if lock and lock.frozen else ""
    if expected and digest_of(kept) != expected:
        raise Problems.one(
            "L’archive du texte voté manque, ou n’est plus celle que dit le verrou.",
            "Remettez archives/ telle qu’elle était, d’après une sauvegarde.",
            Place(kept),
        )


def _on_the_day(lock: Lock | None) -> Change:
    """The clauses are those of the day that chose them before the vote."""

    def change(convention: Convention) -> Convention:
        return convention.model_copy(update={"date_reference": lock.reference if lock else convention.date_reference})

    return change


def _name(main: Path, workspace: Workspace) -> str:
    return main.resolve().relative_to(workspace.root.resolve()).as_posix()

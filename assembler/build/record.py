"""A convention built and recorded: its Word files, and the lock that says what they were made of."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assembler.build.alone import alone
from assembler.build.convention import Composed, Tools, compose_input
from assembler.build.digests import digest, digest_of
from assembler.build.freezing import (
    frozen_build,
    frozen_of,
    frozen_text,
    refuse_change,
    refuse_other_text,
    told_of,
)
from assembler.build.freshness import Judge, State, read_lock, said_stage
from assembler.build.made_of import Shared, files_of
from assembler.build.printing import Printer
from assembler.build.stamp import part_digests
from assembler.build.voted import kept_archive, voted_parts
from assembler.build.workspace import KEPT, Workspace
from assembler.build.writing import Built, Wanted, save, write
from assembler.compose.compose import library_choice
from assembler.model.finding import reached
from assembler.model.lock import STALE, ClauseMark, Frozen, Lock, Output
from assembler.model.place import Place, Problem, Problems
from assembler.model.walk import without_remarks
from assembler.readers.convention import Source, read_convention
from assembler.readers.source_text import witnessed
from assembler.word.digest import directory_digest

_SIGNED = b"/ByteRange"
"""Stands in the bytes of a PDF that holds a signature (ISO 32000-1, 12.8.1)."""


@dataclass(frozen=True, slots=True)
class Made:
    """A build that is not on disk yet. `reasons`: why it differs from the last one, in French, as `State.reasons`.

    `changed`: names of the parts whose text differs from that of the last build; None for a first build.
    `kept`: the archive of a text that has just been frozen; `withdrawn`: that of a vote that counts no more.
    `judged`: the lock as it was when the build began.
    """

    workspace: Workspace
    path: Path
    built: Built
    lock: Lock
    kept: bytes | None
    withdrawn: bool
    reasons: tuple[str, ...]
    changed: tuple[str, ...] | None
    judged: Lock | None

    def save(self) -> None:
        """Put the Word files and the lock in their place, whole. Raises Problems.

        The archive of a vote comes first and the lock last, so that a run that is cut short is known for one.
        """
        archive = self.workspace.archive(self.path)
        kept = {archive / KEPT: self.kept} if self.kept else {}
        lock = {self.workspace.lock(self.path): self.lock.text().encode()}
        with alone(self.path):
            self._refuse_overtaken()
            self._refuse_signed()
            if self.withdrawn:
                _put_aside(archive / KEPT)
            save(Built(self.built.composed, {**kept, **self.built.files, **lock}))

    @property
    def stale(self) -> tuple[Path, ...]:
        """PDFs of an earlier text, which could not be made again."""
        return tuple(self.workspace.root / name for name, output in self.lock.outputs.items() if output == STALE)

    def _refuse_overtaken(self) -> None:
        """Raises Problems where another run has sealed, frozen or withdrawn the text since this one began."""
        if self.workspace.seal(self.path).is_file():
            raise Problems([sealed_problem(self.workspace, self.path)])
        now = read_lock(self.workspace, self.path)
        is_voted = (self.workspace.archive(self.path) / KEPT).is_file()
        if (now and now.frozen) != (self.judged and self.judged.frozen) or (self.kept and is_voted):
            raise Problems.one(
                "Une autre commande a figé cette convention, ou en a repris le texte, pendant celle-ci.",
                "Relancez la commande.",
                Place(self.path),
            )

    def _refuse_signed(self) -> None:
        """Raises Problems where a PDF of ours was signed in its place: it must not be lost."""
        known = self.judged.outputs if self.judged else {}
        for path in self.built.files:
            if path.suffix == ".pdf" and path.is_file() and _SIGNED in (data := path.read_bytes()):
                name = self.workspace.name_of(path)
                if name not in known or known[name].file != digest(data):
                    raise Problems.one(
                        "Ce PDF a été signé : il n’est pas remplacé.",
                        f"S’il fait foi : « assemble seal {self.path.name} --signature DATE --fichier {name} ». Sinon, "
                        "rangez-le ailleurs, puis relancez.",
                        Place(path),
                    )


def _put_aside(kept: Path) -> None:
    """Keep the archive of a vote that was withdrawn, under a name of its own. Raises Problems."""
    rank = 1
    while (aside := kept.with_name(f"{kept.stem}-retire-{rank}.zip")).exists():
        rank += 1
    try:
        kept.rename(aside)
    except OSError:
        message = "L’archive du texte voté, qui ne vaut plus, ne peut pas être mise de côté."
        raise Problems.one(message, "Vérifiez vos droits sur le dossier archives/.", Place(kept)) from None


def make(  # noqa: PLR0913, PLR0917 - all are needed, the first three always
    tools: Tools,
    judge: Judge,
    path: Path,
    wanted: Wanted | None = None,
    state: State | None = None,
    printer: Printer | None = None,
) -> Made:
    """Build one convention; a frozen text is made from its archive. Nothing is put on disk. Raises Problems.

    What was last written in files of its own is again: annexes and PDFs that are still there, pages of the sommaire.
    `state`: what the judge said of it, if it was asked before. Without a `printer`, there are neither PDF nor pages.
    """
    wanted = wanted or Wanted()
    before = state or judge.state(path, wanted)
    if before.status == "scellee":
        raise Problems([sealed_problem(tools.workspace, path)])
    wanted = _as_before(tools.workspace, path, wanted, before.lock)
    with witnessed() as read:
        frozen, source = _frozen(tools.workspace, path, before.lock)
        if frozen and source:
            built = frozen_build(tools.workspace, source, before.lock, wanted, printer)
            refuse_change(tools.workspace, built.composed, frozen, before.lock, judge)
        else:
            built = write(tools, compose_input(tools, path), wanted, printer)
    return _Record(tools.workspace, judge.shared, path, wanted, read).of(built, before, frozen)


def text_of(tools: Tools, path: Path) -> Composed:
    """The convention as a build of today would compose it: from its archive where it is frozen. Raises Problems."""
    workspace = tools.workspace
    lock = read_lock(workspace, path)
    frozen, source = _frozen(workspace, path, lock)
    if not (frozen and source):
        return compose_input(tools, path)
    with frozen_text(workspace, source, lock) as (own, composed):
        return told_of(workspace, source, own, composed)


def _as_before(workspace: Workspace, path: Path, wanted: Wanted, lock: Lock | None) -> Wanted:
    """`wanted`, and what the last build wrote and nobody has deleted since; a PDF counts without a lock too."""
    if lock is None:
        return replace(wanted, pdf=wanted.pdf or workspace.document(path).with_suffix(".pdf").is_file())
    kept = [file for name in lock.outputs if (file := workspace.root / name).is_file()]
    has_pdf = any(file.suffix == ".pdf" for file in kept)
    return replace(
        wanted,
        separate_annexes=wanted.separate_annexes or any(file.name.startswith("annexe-") for file in kept),
        pages=wanted.pages or (lock.pages and not wanted.without_pages),
        pdf=wanted.pdf or has_pdf,
        fields=wanted.fields or (has_pdf and lock.fields),
    )


def sealed_problem(workspace: Workspace, path: Path) -> Problem:
    """A sealed convention is never made again."""
    archive = workspace.name_of(workspace.archive(path))
    return Problem(
        f"La convention « {path.stem} » est scellée : son texte signé n’est jamais refait ni remplacé.",
        f"Il est dans {archive}/convention.docx. Pour le modifier : « assemble avenant {path.name} ».",
        Place(path),
    )


def _frozen(workspace: Workspace, path: Path, lock: Lock | None) -> tuple[Frozen | None, Source | None]:
    """The frozen text and the input as it is today; None where nothing is frozen, or the input is a draft again.

    An archive of a vote counts whatever the lock says, which may be an older one.
    """
    if not ((lock and lock.frozen) or (workspace.archive(path) / KEPT).is_file()):
        return None, None
    source = read_convention(path, workspace.root)
    if not reached(source.convention.etape, "deliberation"):
        return None, None
    return (lock.frozen if lock and lock.frozen else frozen_of(workspace, source)), source


# --- the record ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Record:
    workspace: Workspace
    shared: Shared
    path: Path
    wanted: Wanted
    read: Mapping[Path, str]
    """The digests of the files that the build read."""

    def of(self, built: Built, before: State, frozen: Frozen | None) -> Made:
        """`frozen`: what was voted, None where nothing was yet. Raises Problems."""
        source, old = built.composed.source, before.lock
        files = files_of(self.workspace, source)
        kept = None
        if frozen is None and reached(source.convention.etape, "deliberation"):
            kept = kept_archive(self.workspace, built.composed, files)
            frozen = Frozen(digest(kept), voted_parts(built.composed))
            refuse_other_text(self.workspace, source, self._kept, kept, frozen.parts)
        outputs, unsealed = (old.outputs, old.unsealed) if old else ({}, ())
        lock = replace(self._lock(built, files, outputs), frozen=frozen, unsealed=unsealed)
        lock = self._with_wishes(lock, built, old)
        stages = (said_stage(old.stage, lock.stage),) if old and old.stage != lock.stage else ()
        changed = tuple(name for name in lock.parts if old.parts.get(name) != lock.parts[name]) if old else None
        return Made(
            workspace=self.workspace,
            path=self.path,
            built=built,
            lock=lock,
            kept=kept,
            withdrawn=frozen is None and self._kept.is_file(),
            reasons=(*stages, *before.reasons),
            changed=changed,
            judged=old,
        )

    @property
    def _kept(self) -> Path:
        return self.workspace.archive(self.path) / KEPT

    def _with_wishes(self, lock: Lock, built: Built, old: Lock | None) -> Lock:
        """What the next build makes again: all that was asked for, but nothing that LibreOffice has never given."""
        wanted = self.wanted
        if not built.lacking:
            return replace(lock, pages=wanted.pages, fields=wanted.fields)
        pages, fields = (wanted.pages and old.pages, wanted.fields and old.fields) if old else (False, False)
        return replace(lock, pages=pages, fields=fields, lacking=pages or fields)

    def _lock(self, built: Built, files: tuple[Path, ...], known: Container[str]) -> Lock:
        """`known`: the files that the last build wrote."""
        composed, name_of = built.composed, self.workspace.name_of
        outputs = {path: _output(path, data) for path, data in built.files.items()}
        pdfs = [path.with_suffix(".pdf") for path in built.files]
        outputs |= {
            path: STALE
            for path in pdfs
            if path not in outputs and (name_of(path) in known or not known) and path.is_file()
        }
        return Lock(
            engine=self.shared.engine,
            stage=composed.source.convention.etape,
            reference=composed.content.convention.date_reference,
            day=composed.content.convention.jour_de_reference,
            clauses=_clauses(composed),
            shared=self.shared.marks,
            files={name_of(path): known for path, known in self._read(files).items()},
            outputs={name_of(path): output for path, output in outputs.items()},
            parts=part_digests(without_remarks(composed.document)),
            remarks=self.wanted.remarks,
        )

    def _read(self, files: tuple[Path, ...]) -> Mapping[Path, str]:
        """The digest of each file as it was read; empty where two reads differed, so that the next run builds again."""
        read = {path.resolve(): known for path, known in self.read.items()}
        real = {path: path.resolve() for path in files}
        return {path: read[real[path]] if real[path] in read else digest_of(path) for path in files}


def _output(path: Path, data: bytes) -> Output:
    whole = digest(data)
    return Output(whole, directory_digest(data) if path.suffix == ".docx" else whole)


def _clauses(composed: Composed) -> dict[str, ClauseMark]:
    choice, pinned = library_choice(composed.content), composed.content.convention.clauses
    return {
        name: ClauseMark(
            version.version,
            version.digest,
            "derogation" if name in choice.replaced else "imposee" if name in pinned else "date",
        )
        for name, version in choice.versions.items()
    }

"""Is a convention's Word file what a build of today would write? Told from its lock, by content, without composing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from zipfile import BadZipFile

from assembler.build.convention import Tools
from assembler.build.digests import digest_of
from assembler.build.made_of import Shared
from assembler.build.workspace import KEPT, SHARED_INPUTS, Workspace
from assembler.build.writing import Wanted
from assembler.compose.select import Pin, choose, choose_of_period
from assembler.model.finding import STAGE_NAMES, Stage, reached
from assembler.model.lock import SHARED, STALE, Lock, lock_from
from assembler.model.place import Place, Problems
from assembler.word.digest import directory_digest

Status = Literal["a_jour", "a_refaire", "scellee"]

_SHARED_NAMES = {
    "plan": "plan des parties modifié",
    "catalogue": "catalogue des indicateurs modifié",
    "modeles": "modèles Word modifiés",
}


_PLAIN = Wanted()


@dataclass(frozen=True, slots=True)
class State:
    """`reasons`: why it must be made again, in French, without capital or full stop. `lock` None: none can be read."""

    status: Status
    reasons: tuple[str, ...]
    lock: Lock | None

    @property
    def stage(self) -> Stage | None:
        """The stage at the last build."""
        return self.lock.stage if self.lock else None


def read_lock(workspace: Workspace, path: Path) -> Lock | None:
    """The lock beside the input `path`; None where there is none, or it can't be read."""
    try:
        return lock_from(workspace.lock(path).read_bytes())
    except OSError:
        return None


@dataclass(frozen=True)
class Judge:
    """Judges the conventions of a workspace; what they share is read and digested once.

    `seen`: the digests of the shared files. Nothing shared may change while it lives.
    """

    tools: Tools
    shared: Shared
    seen: dict[Path, str] = field(default_factory=dict)

    @classmethod
    def of(cls, tools: Tools) -> Judge:
        return cls(tools, Shared(tools))

    def state(self, path: Path, wanted: Wanted = _PLAIN) -> State:
        """`wanted`: what the files should be and show, beside what they were and showed."""
        workspace = self.tools.workspace
        lock = read_lock(workspace, path)
        if workspace.seal(path).is_file() or (lock and lock.seals):
            return State("scellee", (), lock)
        if lock and workspace.name_of(path) not in lock.files:
            return State("a_refaire", ("verrou d’une autre convention",), None)
        if lock is None:
            has_lock = workspace.lock(path).is_file()
            return State("a_refaire", ("verrou illisible" if has_lock else "jamais produite",), None)
        reasons = tuple(self._reasons(path, lock, wanted))
        return State("a_refaire" if reasons else "a_jour", reasons, lock)

    def _reasons(self, path: Path, lock: Lock, wanted: Wanted) -> Iterator[str]:
        if lock.engine != self.shared.engine:
            yield f"moteur {lock.engine} → {self.shared.engine}"
        if not lock.frozen:
            yield from self.changes(lock)
        elif digest_of(self.tools.workspace.archive(path) / KEPT) != lock.frozen.kept:
            yield "l’archive du texte voté manque, ou a changé"
        yield from self._files(path, lock)
        yield from self._outputs(lock)
        if lock.remarks != wanted.remarks:
            yield "remarques affichées" if wanted.remarks else "remarques retirées"
        yield from self._asked(path, lock, wanted)

    def _asked(self, path: Path, lock: Lock, wanted: Wanted) -> Iterator[str]:
        """What is asked for and was not made the last time."""
        pdf = self.tools.workspace.document(path).with_suffix(".pdf")
        if lock.lacking and STALE not in lock.outputs.values():
            yield "numéros de page ou champs de signature pas encore refaits"
        if wanted.pdf and self.tools.workspace.name_of(pdf) not in lock.outputs:
            yield "PDF demandé"
        if wanted.pages and not lock.pages:
            yield "numéros de page demandés"
        if wanted.fields and not lock.fields:
            yield "champs de signature demandés"

    def changes(self, lock: Lock) -> Iterator[str]:
        """What of the library and the templates differs from what the lock's convention was made of."""
        marks = self.shared.marks
        yield from (_SHARED_NAMES[name] for name in SHARED if marks[name] != lock.shared[name])
        yield from self._clauses(lock)

    def _clauses(self, lock: Lock) -> Iterator[str]:
        wordings = self.shared.wordings
        chosen = self._choice(lock)
        for name, mark in lock.clauses.items():
            version = chosen.get(name)
            if version is None:
                yield f"clause {name}@{mark.version} : version retirée"
            elif version != mark.version:
                yield f"clause {name} {mark.version} → {version}"
            elif wordings[name, version] != mark.digest:
                yield f"clause {name}@{version} : texte modifié"

    def _choice(self, lock: Lock) -> dict[str, str]:
        """The versions that the convention would take of today's library; those that fail are left out."""
        found, rule = {}, choose if lock.reference else choose_of_period
        for name, mark in lock.clauses.items():
            pins = {name: Pin(mark.version, _NOWHERE)} if mark.how == "imposee" else {}
            try:
                found[name] = rule(self.tools.library, [name], pins, lock.day, _NOWHERE)[name].version
            except Problems:
                continue
        return found

    def _files(self, path: Path, lock: Lock) -> Iterator[str]:
        """The convention's own files; and, as long as its text is not frozen, those that it shares with others."""
        workspace = self.tools.workspace
        for name, digest in lock.files.items():
            is_shared = name.startswith(SHARED_INPUTS)
            if is_shared and lock.frozen:
                continue
            file = workspace.file(name) or _NOWHERE.file
            now = self._shared_digest(file) if is_shared else digest_of(file)
            if now != digest or not digest:
                what = "données partagées" if is_shared else "saisie" if file == path else "fichier"
                yield f"{what} : {name} {'modifié' if now else 'introuvable'}"

    def _shared_digest(self, file: Path) -> str:
        if file not in self.seen:
            self.seen[file] = digest_of(file)
        return self.seen[file]

    def _outputs(self, lock: Lock) -> Iterator[str]:
        for name, output in lock.outputs.items():
            file = self.tools.workspace.file(name) or _NOWHERE.file
            now = digest_of(file)
            if not now:
                yield f"{name} manque"
            elif output == STALE:
                yield f"{name} est celui d’un texte antérieur"
            elif now != output.file and not _has_parts(file, output.parts):
                yield f"{name} n’est plus tel qu’il a été écrit"


_NOWHERE = Place(Path())


def _has_parts(file: Path, parts: str) -> bool:
    """The same parts may be other bytes, where another machine has written the file."""
    try:
        return directory_digest(file.read_bytes()) == parts
    except (OSError, BadZipFile):
        return False


def said_stage(before: Stage, after: Stage) -> str:
    """A change of stage as a reason, and what it does to the text."""
    said = f"étape {STAGE_NAMES[before]} → {STAGE_NAMES[after]}"
    was, is_frozen = (reached(stage, "deliberation") for stage in (before, after))
    if is_frozen and not was:
        return f"{said} : le texte est figé"
    return f"{said} : le texte n’est plus figé" if was and not is_frozen else said

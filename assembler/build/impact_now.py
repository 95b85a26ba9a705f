"""What a build would do to a convention now, and what of the library one that is frozen or signed lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assembler.build.convention import Composed, Tools, compose_input
from assembler.build.digests import digest_of
from assembler.build.freshness import Judge, State
from assembler.build.impact_archive import Signed
from assembler.build.impact_text import TextChange, since_lock, unshown
from assembler.build.record import make
from assembler.build.workspace import KEPT, SHARED_INPUTS
from assembler.model.impact import Effect, Impact
from assembler.model.lock import Lock
from assembler.model.place import Problems

_UNKNOWN = "L’ancien texte n’est pas connu : le verrou est illisible."


@dataclass(frozen=True)
class Now:
    """`today` chooses the clauses of an avenant."""

    tools: Tools
    judge: Judge
    today: date

    def of(self, path: Path) -> Impact:
        """Raises Problems."""
        state = self.judge.state(path)
        if state.status == "scellee":
            return self._signed(path, state.lock)
        lock = state.lock if state.lock and state.lock.frozen else None
        if lock or (self.tools.workspace.archive(path) / KEPT).is_file():
            return self._voted(path, replace(state, lock=lock))
        if state.status == "a_jour":
            return Impact(path, "a_jour", stage=state.stage)
        return self._draft(path, state, compose_input(self.tools, path))

    def _draft(self, path: Path, state: State, composed: Composed) -> Impact:
        if state.lock:
            change = since_lock(self.tools, composed, state.lock)
        else:
            change = TextChange(remarks=(_UNKNOWN,) if self.tools.workspace.lock(path).is_file() else ())
        return _of(composed, path, "refaite", state.reasons, change)

    # --- voted ---------------------------------------------------------------------

    def _voted(self, path: Path, state: State) -> Impact:
        last, lock, is_written = None, state.lock, state.status == "a_refaire"
        if is_written or lock is None:
            made = make(self.tools, self.judge, path, state=state)
            if made.lock.frozen is None:
                return self._draft(path, replace(state, reasons=made.reasons), made.built.composed)
            (last,), lock = made.built.files.values(), made.lock
        kept = Impact(path, "refaite" if is_written else "a_jour", state.reasons, lock.stage, written=is_written)
        lacks = tuple(self._lacks(lock))
        if not lacks:
            return kept
        try:
            composed = compose_input(self.tools, path)
            change = since_lock(self.tools, composed, lock, last)
        except Problems as error:
            return replace(kept, effect="figee", reasons=(*state.reasons, *lacks), remarks=unshown(error).remarks)
        if not change:
            return kept
        return replace(_of(composed, path, "figee", (*state.reasons, *lacks), change), written=is_written)

    # --- signed --------------------------------------------------------------------

    def _signed(self, path: Path, lock: Lock | None) -> Impact:
        signed = Signed(self.tools, path, lock)
        lacks: tuple[str, ...] = ()
        if signed.locked:
            lacks = tuple(self._lacks(replace(signed.locked, reference=self.today, day=self.today), own=True))
            if not lacks:
                return Impact(path, "a_jour", stage=signed.locked.stage)
        stage, end = lock.stage if lock else signed.convention.etape, signed.end
        if end < self.today:
            return Impact(path, "terminee", (f"période terminée le {end:%d/%m/%Y}",), stage, end)
        change = signed.change(self.today)
        if not change:
            return Impact(path, "a_jour", stage=stage, end=end)
        last = "dernier avenant" if signed.force.avenants else "texte signé"
        reasons = lacks or (f"la saisie ou la bibliothèque diffère du {last}",)
        return Impact(path, "avenant", reasons, stage, end, False, change.units, change.remarks)

    # --- both ----------------------------------------------------------------------

    def _lacks(self, lock: Lock, own: bool = False) -> Iterator[str]:
        """What of the library and the shared data, but the look, is not what the text is made of.

        `own`: the convention's own files count too.
        """
        marks = {**lock.shared, "modeles": self.judge.shared.marks["modeles"]}
        yield from self.judge.changes(replace(lock, shared=marks))
        for name, digest in lock.files.items():
            is_shared = name.startswith(SHARED_INPUTS)
            if (is_shared or own) and self._digest(name, is_shared) != digest:
                yield f"{'données partagées' if is_shared else 'fichier'} : {name} modifié"

    def _digest(self, name: str, is_shared: bool) -> str:
        file = self.tools.workspace.root / name
        if not is_shared:
            return digest_of(file)
        if file not in self.judge.seen:
            self.judge.seen[file] = digest_of(file)
        return self.judge.seen[file]


def _of(composed: Composed, path: Path, effect: Effect, reasons: tuple[str, ...], change: TextChange) -> Impact:
    convention = composed.source.convention
    return Impact(path, effect, reasons, convention.etape, convention.periode.fin, True, change.units, change.remarks)

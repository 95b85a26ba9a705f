"""Which conventions would take a version of a clause, which would not and why, and what it changes in each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assembler.build.archive import is_sealed
from assembler.build.convention import Composed, Tools, compose_input
from assembler.build.freshness import Judge, read_lock
from assembler.build.impact_archive import Signed, Voted
from assembler.build.impact_taken import Taken, newest, taken_of, why_never, why_not_now
from assembler.build.impact_text import TextChange, since_lock, unshown, wording_change
from assembler.build.workspace import KEPT
from assembler.model.clause import ClauseVersion
from assembler.model.finding import reached
from assembler.model.impact import Impact, Target
from assembler.model.lock import ClauseMark, Lock
from assembler.model.place import Problems


@dataclass(frozen=True)
class Forecast:
    """`today`: the day of an avenant."""

    tools: Tools
    judge: Judge
    target: Target
    today: date

    def of(self, path: Path) -> Impact:
        """Raises Problems."""
        workspace, wanted = self.tools.workspace, self.target.version
        lock = read_lock(workspace, path)
        taken = taken_of(self.judge, wanted.id, path, lock)
        if is_sealed(workspace, path):
            return self._fixed(Signed(self.tools, path, lock), taken)
        frozen = lock if lock and lock.frozen else None
        is_kept = frozen is not None or (workspace.archive(path) / KEPT).is_file()
        if is_kept and reached(taken.stage, "deliberation"):
            return self._fixed(Voted(self.tools, path, frozen), taken)
        return self._draft(path, lock, taken)

    # --- a draft -------------------------------------------------------------------

    def _draft(self, path: Path, lock: Lock | None, taken: Taken) -> Impact:
        wanted = self.target.version
        if why := why_not_now(wanted, taken):
            return Impact(path, "ecartee", (why,), taken.stage)
        used = lock.clauses.get(wanted.id) if lock else None
        if used and _is(used, wanted) and used.how != "derogation":
            return Impact(path, "a_jour", (_HAS,), taken.stage)
        composed = compose_input(self.tools, path)
        change = self._draft_change(composed, lock, used) if lock and used else TextChange()
        reason = _step(used, wanted) if used else self._why_new(path, lock)
        end = composed.source.convention.periode.fin
        return Impact(path, "refaite", (reason,), taken.stage, end, True, change.units, change.remarks)

    def _why_new(self, path: Path, lock: Lock | None) -> str:
        if lock:
            return "clause nouvelle dans ce texte"
        return "verrou illisible" if self.tools.workspace.lock(path).is_file() else "jamais produite"

    def _draft_change(self, composed: Composed, lock: Lock, used: ClauseMark) -> TextChange:
        wanted = self.target.version
        old = _in_library(self.tools, wanted.id, used)
        if old and used.how != "derogation":
            return wording_change(composed, old, wanted)
        found = since_lock(self.tools, composed, lock)
        names = {part.name for part in composed.document.parts if part.clause.id == wanted.id}
        return replace(found, units=tuple(unit for unit in found.units if unit.name in names))

    # --- voted or signed -----------------------------------------------------------

    def _fixed(self, text: Voted | Signed, taken: Taken) -> Impact:
        wanted = self.target.version
        used = text.used(wanted.id)
        if used and _is(used, wanted):
            return Impact(text.path, "a_jour", (_HAS,), taken.stage)
        why = why_never(wanted, taken) if used else "n’emploie pas cette clause"
        if why := why or self._why_fixed(text, used):
            return Impact(text.path, "ecartee", (why,), taken.stage)
        assert used is not None
        end = text.end
        if end < self.today:
            return Impact(text.path, "terminee", (f"période terminée le {end:%d/%m/%Y}",), taken.stage, end)
        du = wanted.head.en_vigueur.du
        if du and du > end:
            why = f"période terminée le {end:%d/%m/%Y}, avant l’entrée en vigueur"
            return Impact(text.path, "ecartee", (why,), taken.stage, end)
        reasons = [_step(used, wanted)]
        if du and du > self.today:
            reasons.append(_from(du, text))
        change = self._fixed_change(text, used)
        return Impact(text.path, text.effect, tuple(reasons), taken.stage, end, False, change.units, change.remarks)

    def _why_fixed(self, text: Voted | Signed, used: ClauseMark | None) -> str:
        wanted = self.target.version
        if used and used.version > wanted.version:
            return f"emploie une version plus récente : {used.version}"
        du, au = wanted.head.en_vigueur.du, wanted.head.en_vigueur.au
        if au and au < self.today:
            return f"version en vigueur jusqu’au {au:%d/%m/%Y} seulement"
        now = newest(self.tools, wanted.id, max(self.today, du) if du else self.today)
        if now <= wanted.version:
            return ""
        is_signed = isinstance(text, Signed)
        return f"{'un avenant prendrait' if is_signed else 'il y a'} une version plus récente : {now}"

    def _fixed_change(self, text: Voted | Signed, used: ClauseMark) -> TextChange:
        wanted = self.target.version
        try:
            composed = compose_input(self.tools, text.path)
            old = _in_library(self.tools, wanted.id, used) or text.versions[wanted.id]
            return wording_change(composed, old, wanted)
        except Problems as error:
            return unshown(error)


_HAS = "l’emploie déjà"


def _is(used: ClauseMark, wanted: ClauseVersion) -> bool:
    return (used.version, used.digest) == (wanted.version, wanted.digest)


def _step(used: ClauseMark, wanted: ClauseVersion) -> str:
    if used.how == "derogation":
        return f"clause {wanted.id}@{wanted.version} au lieu de la dérogation"
    if used.version == wanted.version:
        return f"clause {wanted.id}@{wanted.version} : texte modifié"
    return f"clause {wanted.id} {used.version} → {wanted.version}"


def _from(du: date, text: Voted | Signed) -> str:
    """Only a signed text has avenants."""
    if isinstance(text, Signed):
        return f"avenant possible avec effet au {du:%d/%m/%Y}"
    return f"version en vigueur à partir du {du:%d/%m/%Y}"


def _in_library(tools: Tools, clause: str, used: ClauseMark) -> ClauseVersion | None:
    """The wording that was used; None where the library no longer has it."""
    return next((each for each in tools.library[clause] if _is(used, each)), None)

"""One convention of a batch, from its path to its outcome, whatever process or machine works on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from assembler.build.convention import Tools
from assembler.build.digests import digest_of
from assembler.build.freshness import Judge, State
from assembler.build.printing import Printer
from assembler.build.record import make
from assembler.build.temporaries import sweep
from assembler.build.unforeseen import unforeseen
from assembler.build.writing import Wanted
from assembler.model.batch import Orders, Outcome
from assembler.model.finding import Stage
from assembler.model.place import Place, Problem, Problems
from assembler.readers.convention import read_convention

_FORCED = "demandée par --force"


@dataclass(frozen=True)
class Workshop:
    """What a process needs to work on any convention of a workspace, read once; its printer starts when it has to."""

    tools: Tools
    judge: Judge
    orders: Orders
    printer: Printer = field(default_factory=Printer)

    @classmethod
    def of(cls, tools: Tools, orders: Orders) -> Workshop:
        return cls(tools, Judge.of(tools), orders)

    def close(self) -> None:
        self.printer.close()

    def outcome(self, path: Path) -> Outcome:
        """Make the convention again if it has to be; whatever goes wrong is in the outcome."""
        start = perf_counter()
        return attempted(path, lambda: self._outcome(path, start), start)

    def _outcome(self, path: Path, start: float) -> Outcome:
        """Raises Problems."""
        workspace, orders = self.tools.workspace, self.orders
        if not orders.dry_run:
            sweep(workspace.output(path))
        wanted = Wanted(pdf=orders.pdf, pages=orders.pages, fields=orders.fields)
        state = self.judge.state(path, wanted)
        if orders.stages and self._stage(path, state) not in orders.stages:
            return Outcome(path, "ecartee", stage=state.stage)
        if state.status == "scellee" or (state.status == "a_jour" and not orders.force):
            return Outcome(path, state.status, stage=state.stage, seconds=perf_counter() - start)
        reasons = state.reasons or (_FORCED,)
        if orders.dry_run:
            return Outcome(path, "a_refaire", reasons, state.stage, seconds=perf_counter() - start)
        made = make(self.tools, self.judge, path, wanted, state, self.printer)
        made.save()
        return Outcome(
            path,
            "refaite",
            made.reasons or reasons,
            made.lock.stage,
            tuple(made.built.files),
            perf_counter() - start,
            lacking=made.built.lacking,
        )

    def _stage(self, path: Path, state: State) -> Stage | None:
        """The stage that the input says today; that of the lock where the input is the same. Raises Problems."""
        root = self.tools.workspace.root
        if state.status == "scellee":
            return state.stage
        if state.lock and digest_of(path) in state.lock.files.values():
            return state.stage
        return read_convention(path, root).convention.etape


def attempted(path: Path, work: Callable[[], Outcome], start: float) -> Outcome:
    """What `work` gives; a failure of any kind as the outcome « en_erreur »."""
    try:
        return work()
    except Problems as error:
        return failed(path, error.problems, perf_counter() - start)
    except MemoryError:
        return failed(path, [lacking_memory(path)], perf_counter() - start)
    except Exception as error:
        return failed(path, [unforeseen(path, error, f"assemble {path.name}")], perf_counter() - start)


def failed(path: Path, problems: list[Problem] | tuple[Problem, ...], seconds: float = 0.0) -> Outcome:
    return Outcome(path, "en_erreur", seconds=seconds, problems=tuple(problems))


def lacking_memory(path: Path) -> Problem:
    return Problem(
        "La mémoire manque pour cette convention.",
        "Relancez avec moins de processus (--jobs 1), ou vérifiez la taille des fichiers qu’elle nomme.",
        Place(path),
    )

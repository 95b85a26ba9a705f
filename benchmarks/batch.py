"""Batches: `python benchmarks/batch.py [PART …] [--communes N] [--kills K]`, or `make bench-batch`.

On distinct communes that `communes.py` makes, each part alone by its name:
  document   one document in a batch, on disk and proven, against deflating its parts
  peer       the same communes in a loop with plain docxtpl
  workers    two processes against one
  scale      time and memory a document, from 100 conventions to N (10 000)
  idle       nothing to do over N
  clause     one clause that k of n conventions use
  kills      real processes killed at K (100) random moments while inputs change, then a run that completes
The sides of a comparison take turns, so that a busy machine slows them alike.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
_LARGE, _KILLS = 10_000, 100


def main() -> None:
    sys.path.insert(0, str(ROOT))  # for a checkout that is not installed
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--communes", type=int, default=_LARGE, metavar="N")
    parser.add_argument("--kills", type=int, default=_KILLS, metavar="K")
    given = parser.parse_args()
    if unknown := set(given.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    with TemporaryDirectory() as folder:
        for name in given.parts or PARTS:
            PARTS[name](Path(folder), given)


def _document(folder: Path, _given: argparse.Namespace) -> None:
    from batch_document import measure_document
    from goals import goal, heading, line, ms

    found = measure_document(folder / "document", 60)
    heading("document. One document in a batch, proven and on disk with its lock (mean of 60 communes)")
    line("the whole", ms(found.ours))
    line("of which: judge and read back", ms(found.judging))
    line("deflating its parts, level 6", ms(found.deflate))
    goal("times the deflating", found.ours / found.deflate, 4)


def _peer(folder: Path, _given: argparse.Namespace) -> None:
    from batch_document import measure_peer
    from goals import goal, heading, line, ms

    found = measure_peer(folder / "peer", 200)
    heading("peer. The same 200 communes, one core")
    line("assemble batch, the whole", ms(found.ours))
    line("plain docxtpl, from the composed text to the file", ms(found.rendering))
    line("its reading of the same YAML and CSV", ms(found.reading))
    goal("times faster than reading and plain docxtpl", (found.reading + found.rendering) / found.ours, 6, True)


def _workers(folder: Path, _given: argparse.Namespace) -> None:
    from batch_runs import measure_workers
    from goals import goal, heading, line, ms

    count = 200
    found = measure_workers(folder / "workers", count, 3)
    heading(f"workers. {count} conventions made again (best of 3 rounds, in turns)")
    line("--jobs 1, a document", ms(found.one / count))
    line("--jobs 2, a document", ms(found.two / count))
    line("a bare loop on this machine, two processes", f"{found.machine:.2f} times")
    goal("times faster with two", found.one / found.two, 1.8, at_least=True)


def _scale(folder: Path, given: argparse.Namespace) -> None:
    from batch_runs import measure_scale
    from goals import goal, heading, line, ms

    small, large = (measure_scale(folder / f"scale-{count}", count) for count in (100, given.communes))
    heading(f"scale. From 100 conventions to {given.communes}, two processes")
    for run in (small, large):
        line(f"{run.count} conventions, a document", ms(run.seconds / run.count))
        line("   peak of the main process", f"{run.main_peak:.1f} MB")
        line("   peak of a working process", f"{run.worker_peak:.1f} MB")
    goal("times the time a document", (large.seconds / large.count) / (small.seconds / small.count), 1.3)
    goal("times the main process's memory", large.main_peak / small.main_peak, 1.3)
    goal("times a working process's memory", large.worker_peak / small.worker_peak, 1.3)


def _idle(folder: Path, given: argparse.Namespace) -> None:
    from batch_runs import measure_idle
    from goals import goal, heading, line, ms

    found = measure_idle(folder / f"scale-{given.communes}", given.communes)
    heading(f"idle. Nothing to do over {given.communes}, the whole command")
    line("the command", ms(found))
    goal("ms a convention", 1000 * found / given.communes, 1.5)


def _clause(folder: Path, _given: argparse.Namespace) -> None:
    from batch_runs import measure_clause
    from goals import fact, heading, line

    found = measure_clause(folder / "clause", 200)
    heading("clause. One wording changes that k of 200 conventions use")
    line("k", str(found.users))
    line("made again", str(found.remade))
    fact("exactly those that use it were made again", found.is_exact)
    fact("the bytes and times of all other files are untouched", found.others_untouched)


def _kills(folder: Path, given: argparse.Namespace) -> None:
    from batch_kills import measure_kills
    from goals import fact, heading, line

    found = measure_kills(folder / "kills", 40, given.kills)
    heading(f"kills. SIGKILL at {given.kills} random moments over 40 conventions")
    line("of the whole group, of the main process, of a worker", " + ".join(map(str, found.by_victim)))
    line("that left some conventions made anew and others not", str(found.midway))
    line("that left a temporary file", str(found.leftovers))
    fact("never a partial or missing file", found.broken == 0)
    fact("what is told up to date is what an undisturbed run makes", found.lies == 0)
    fact("the next run completes", found.completes)
    fact("the tree equals that of an undisturbed run", found.is_equal)


PARTS: dict[str, Callable[[Path, argparse.Namespace], None]] = {
    "document": _document,
    "peer": _peer,
    "workers": _workers,
    "scale": _scale,
    "idle": _idle,
    "clause": _clause,
    "kills": _kills,
}

if __name__ == "__main__":
    main()

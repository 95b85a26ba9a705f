"""How fast a convention is made: `python benchmarks/document.py [ROUNDS]`, or `make bench`.

On the Harnes content, all in one run:
  a. one document, everything loaded, against plain docxtpl loops and against deflating its parts
  b. `assemble harnes.yaml` from a cold start, against importing the libraries it stands on
  c. `assemble --help` from a cold start, against starting Python
  d. the memory of b
  e. what the figures add: tables, sentences and charts, against the same document without them
The sides of a comparison take turns, so that a busy machine slows them alike; medians are compared.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cold import Cold

ROOT = Path(__file__).resolve().parent.parent
_OURS, _LIBRARIES = "assemble harnes.yaml", "importing the libraries"


def main() -> None:
    sys.path.insert(0, str(ROOT))  # for a checkout that is not installed
    from cold import measure_cold

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    cold = measure_cold(ROOT, rounds)  # first: a child's peak begins at what this process holds

    from diagnostic import measure_diagnostic
    from warm import measure_warm

    warm = measure_warm(ROOT, rounds)
    figures = measure_diagnostic(ROOT, rounds)
    _heading(f"a. One document, warm (median of {rounds} rounds)")
    for step, seconds in warm.steps.items():
        print(f"   {step:<44}{_ms(seconds)}")
    print(f"   {'the whole':<44}{_ms(warm.total)}")
    print(f"   {'plain docxtpl in place of the last three':<44}{_ms(warm.plain)}   same text: {warm.same_text}")
    print(f"   {'deflating the parts, level 6':<44}{_ms(warm.deflate)}")
    before = warm.steps["read"] + warm.steps["compose"]
    _goal("times faster than plain docxtpl, whole", (before + warm.plain) / warm.total, 4, at_least=True)
    _goal("times faster, render to prove alone", warm.plain / (warm.total - before), 4, at_least=True)
    _goal("times the deflating", warm.total / warm.deflate, 5)

    print(f"   {'all checks, on top of that':<44}{_ms(warm.checking)}")
    _goal("ms of checking", warm.checking * 1000, 25)

    _heading(f"b. assemble harnes.yaml, cold (median of {rounds} rounds)")
    _against(cold, _OURS, _LIBRARIES, 2)
    _heading("c. assemble --help, cold")
    _against(cold, "assemble --help", "python -c pass", 6)
    _heading("d. Peak memory")
    for name in (_OURS, _LIBRARIES):
        print(f"   {name:<44}{cold.memory[name]:>8.1f} MB")
    _heading(f"e. The figures of the diagnostic, warm (median of {rounds} rounds)")
    print(f"   {'the whole document':<44}{_ms(figures.whole)}")
    print(f"   {'without charts':<44}{_ms(figures.without_charts)}")
    print(f"   {'without any figure':<44}{_ms(figures.without_figures)}")
    _goal("times the document without charts", figures.whole / figures.without_charts, 1.6)
    _goal("times the document without any figure", figures.whole / figures.without_figures, 1.6)


def _against(cold: Cold, ours: str, floor: str, limit: float) -> None:
    for name in (ours, floor):
        print(f"   {name:<44}{_ms(cold.seconds[name])}")
    _goal(f"times {floor}", cold.seconds[ours] / cold.seconds[floor], limit)


def _heading(text: str) -> None:
    print(f"\n{text}")


def _goal(what: str, ratio: float, limit: float, at_least: bool = False) -> None:
    met = ratio >= limit if at_least else ratio <= limit
    bound = "at least" if at_least else "at most"
    print(f"   -> {ratio:.2f} {what} (goal: {bound} {limit}): {'met' if met else 'NOT MET'}")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:>8.1f} ms"


if __name__ == "__main__":
    main()

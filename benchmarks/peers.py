"""Comparing two Word files, beside public peers: `python benchmarks/peers.py [PAIRS]`, `make peers`.

The Harnes convention is held against alterations of itself (tests/alterations.py), PAIRS of each family, all kinds
equally often. For each tool:
  found     a change is told in the part that was altered
  exact     and in no other part; a change of the footer is told as such
  accused   unaltered parts in which a change is told, all pairs together
  accepted  accepting all changes of its redline gives the texts of the new file; rejected: those of the old one
What a redline tells is read from its tracked changes. The tools take turns, so that a busy machine slows them alike;
medians are compared. Peers are an optional extra, `pip install ".[peers]"`; one that is missing is left out.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import nan
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peer_pairs import Family, Pair
    from peer_tools import Tool

ROOT = Path(__file__).resolve().parent.parent
_FASTER = 5
_COUNTS = ("found", "exact", "accused", "accepted", "rejected")


@dataclass
class Score:
    """`counts` has those of `_COUNTS` that fit the tool. `seconds` of each pair on which it did not fail."""

    counts: dict[str, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    failed: int = 0

    def add(self, **counts: int) -> None:
        self.counts.update({name: self.counts.get(name, 0) + count for name, count in counts.items()})

    def told(self, parts: set[str], touched: frozenset[str]) -> None:
        self.add(found=touched <= parts, exact=parts == touched, accused=len(parts - touched))

    @property
    def time(self) -> float:
        return median(self.seconds or [nan])


def main() -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]  # for a checkout that is not installed
    from peer_pairs import families
    from peer_tools import OWN, peers

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 24
    with TemporaryDirectory() as folder:
        tools = {**OWN, **dict(peers(Path(folder)))}
        for family in families(ROOT, Path(folder)):
            _show(family.title, count, _measure(family, tools, count))


def _measure(family: Family, tools: Mapping[str, Tool], count: int) -> dict[str, Score]:
    scores = {name: Score() for name in tools}
    names = list(tools)
    for turn, pair in enumerate(family.pairs(count)):
        print(f"\r{family.title}: {turn + 1} of {count}", end="", file=sys.stderr, flush=True)
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            _run(scores[name], tools[name], pair, family)
    print(file=sys.stderr)
    return scores


def _run(score: Score, tool: Tool, pair: Pair, family: Family) -> None:
    """Whatever a peer raises is a failure of its own; the engine's are raised."""
    from peer_marks import marked
    from peer_settled import gives
    from peer_tools import OWN, Ours

    start = perf_counter()
    try:
        result = tool(pair.old, pair.new)
    except Exception:
        if tool in OWN.values():
            raise
        score.failed += 1
        return
    score.seconds.append(perf_counter() - start)
    if isinstance(result, Ours):
        score.told(result.told(), pair.touched)
    elif isinstance(result, bytes):
        score.told(marked(result, family.headings, family.sommaire), pair.touched)
        score.add(accepted=gives(result, "accept", pair.new.read_bytes(), family.sommaire))
        score.add(rejected=gives(result, "reject", pair.old.read_bytes(), family.sommaire))


def _show(title: str, count: int, scores: Mapping[str, Score]) -> None:
    from peer_tools import OWN, REDLINE, VERIFY

    ours, exact = scores[REDLINE].time, scores[VERIFY].counts["exact"]
    print(f"\n{title} ({count} pairs, median time)")
    print(f"   {'':<28}{''.join(f'{name:>10}' for name in _COUNTS)}{'a pair':>14}{'ratio':>8}")
    for name, score in scores.items():
        counts = "".join(f"{score.counts.get(each, '-'):>10}" for each in _COUNTS)
        failed = f"   failed on {score.failed}" if score.failed else ""
        print(f"   {name:<28}{counts}{score.time * 1000:>11.1f} ms{score.time / ours:>8.2f}{failed}")
    for name in [each for each in scores if each not in OWN and scores[each].seconds]:
        peer, theirs = scores[name], scores[name].counts["exact"]
        _goal(f"{exact} found exactly, against {theirs} by {name} (goal: more)", exact > theirs)
        _goal(f"{peer.time / ours:.2f} times as fast as {name} (goal: at least {_FASTER})", peer.time / ours >= _FASTER)


def _goal(what: str, met: bool) -> None:
    print(f"   -> {what}: {'met' if met else 'NOT MET'}")


if __name__ == "__main__":
    main()

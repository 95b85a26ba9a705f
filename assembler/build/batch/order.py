"""Outcomes come in any order and leave in that of the paths; few are ever held."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.model.batch import Outcome


class Order:
    """Hands out ranks, never more than `window` ahead of the first that has not come back."""

    def __init__(self, total: int, window: int) -> None:
        self.total, self.window = total, window
        self._handed = self._left = 0
        self._held: dict[int, Outcome] = {}

    @property
    def is_over(self) -> bool:
        return self._left == self.total

    def next(self) -> int | None:
        """The next rank to work on; None where all are handed out, or enough for now."""
        if self._handed == min(self.total, self._left + self.window):
            return None
        self._handed += 1
        return self._handed - 1

    def put(self, rank: int, outcome: Outcome) -> None:
        self._held[rank] = outcome

    def ripe(self) -> Iterator[Outcome]:
        """Those whose turn it is."""
        while self._left in self._held:
            self._left += 1
            yield self._held.pop(self._left - 1)

    def rest(self) -> Iterator[Outcome]:
        """At the end, those that came although one before them never did."""
        yield from (self._held.pop(rank) for rank in sorted(self._held))

"""One part of a returned file against the input: which values its changes belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assembler.build.convention import Composed
from assembler.build.takeover.texts import Edit, Found, edits_of, find_texts, known_already, new_lines
from assembler.build.takeover.unit import Trial, pairs_of
from assembler.build.takeover.values import (
    Filled,
    Span,
    as_typed,
    blanks_of,
    fill,
    filled_inside,
    held_values,
    missing_values,
    old_text,
    spans_of,
    value_at,
    with_spans,
)
from assembler.model.comparison import Unit
from assembler.model.messages import listed
from assembler.model.place import Problems
from assembler.model.takeover import Change, Proposal, Unplaced
from assembler.readers.editing.changes import spot_of
from assembler.readers.editing.leaves import Leaf

_MOST_TRIED = 8
"""Values that are tried for one change: each composes the convention once."""
_NO_KEY = "Aucune clé de la saisie ne porte ce nom : elle vient du texte de la clause."
_SHARED = "Cette valeur est commune à toutes les conventions de la Caf : elle se change dans son fichier."
_SPREAD = "Le texte autour a changé aussi : ce qui a été rempli ne se distingue pas."
_GONE = "Le texte entier a été retiré : retirez-le de la saisie, si c’est voulu."
_NOWHERE = "Aucune valeur de la saisie ne correspond à ce passage."
_OTHERWISE = "Avec cette valeur, le document dirait autre chose que le fichier revenu."


def read_part(unit: Unit, composed: Composed, leaves: Sequence[Leaf]) -> PartReading:
    """The proposals of one part that changed, and what no value could be found for."""
    reading = PartReading(unit, composed, leaves)
    reading.read_texts()
    reading.read_lines()
    reading.tell_the_rest()
    return reading


class PartReading:
    """`proposals` and `unplaced` fill as the part is read; `done`: numbers of the paragraphs that are dealt with."""

    def __init__(self, unit: Unit, composed: Composed, leaves: Sequence[Leaf]) -> None:
        self.unit = unit
        self.source = composed.source
        self.pairs = pairs_of(unit.steps)
        self.trial = Trial(composed, unit, self.pairs)
        fiche = unit.name.partition(":")[2] if unit.kind == "fiche" else ""
        near = [leaf for leaf in leaves if fiche and leaf.fiche == fiche]
        self.leaves = [*near, *(leaf for leaf in leaves if not leaf.fiche or leaf.fiche != fiche)]
        self.blanks = near or [leaf for leaf in leaves if not leaf.fiche]
        self.proposals: list[Proposal] = []
        self.unplaced: list[Unplaced] = []
        self.done = known_already(self.pairs, self.trial)
        self.left: dict[int, tuple[Span, ...]] = {}  # of a paragraph that is explained in part

    # -- long texts and lists

    def read_texts(self) -> None:
        own = [leaf for leaf in self.leaves if leaf.path[0] != "caf"]
        for found in find_texts(self.pairs, own):
            touched = {number for number in found.pairs if self.pairs[number].is_changed}
            if touched - self.done:
                self.done |= touched
                self._take_text(found)

    def _take_text(self, found: Found) -> None:
        edits = list(edits_of(found, self.pairs))
        first = next(number for number in found.pairs if self.pairs[number].old)
        size = sum(self.pairs[number].old is not None for number in found.pairs)
        fitting, refused = self._fitting(edits, first, size)
        if len(fitting) == 1:
            self._propose(fitting[0].leaf, fitting[0].changes)
            return
        old = "\n".join(pair.old.text for n in found.pairs if (pair := self.pairs[n]).is_changed and pair.old)
        new = "\n".join(pair.new.text for n in found.pairs if (pair := self.pairs[n]).is_changed and pair.new)
        why = refused or (_several(edit.leaf for edit in fitting) if fitting else _OTHERWISE if edits else _GONE)
        self._leave(old, new, why)

    def _fitting(self, edits: Sequence[Edit], pair: int, size: int) -> tuple[list[Edit], str]:
        """The edits after which the part says what came back; else why one was refused."""
        fitting, refused = [], ""
        for edit in edits[:_MOST_TRIED]:
            try:
                if self.trial.says(edit.changes, pair, size, edit.lines):
                    fitting.append(edit)
            except Problems as error:
                refused = error.problems[0].message
        return fitting, "" if fitting else refused

    # -- values inside a line

    def read_lines(self) -> None:
        for number, pair in enumerate(self.pairs):
            if number in self.done or not pair.is_changed or pair.old is None:
                continue
            blanks = blanks_of(pair.old.text)
            if blanks and pair.old.text.strip() == pair.old.text[blanks[0].start : blanks[0].end]:
                self._take_whole(number, blanks[0].what)
            elif pair.new:
                self._take_spans(number)

    def _take_whole(self, number: int, label: str) -> None:
        """A blank that was a paragraph or cell by itself: all that came in its place fills it."""
        cell, end = self.pairs[number].cell, number + 1
        while end < len(self.pairs) and self.pairs[end].old is None and self.pairs[end].cell == cell:
            end += 1
        come = [n for n in range(number, end) if self.pairs[n].new and n not in self.done]
        lines = tuple(line for n in come for line in new_lines(self.pairs[n]))
        if not lines or blanks_of(lines[0].text):
            self.done.add(number)
            return
        leaf = self._fill(number, Filled(label, (), lines, whole=True))
        self.done |= set(come) | {number} if leaf is None or leaf.is_long else {number}

    def _take_spans(self, number: int) -> None:
        pair = self.pairs[number]
        assert pair.old is not None
        text, spans = pair.old.text, spans_of(pair)
        while spans and (taken := self._take_value(number, text, spans)):
            spans = tuple(span for span in spans if span not in taken)
        for mark, filled in filled_inside(text, spans):
            if filled:
                self._fill(number, filled)
            else:
                self._leave(text, pair.new_text, _SPREAD)
            spans = tuple(span for span in spans if not span.start <= mark.start < span.end)
        if not spans:
            self.done.add(number)
        elif len(spans) < len(spans_of(pair)):
            self.left[number] = spans

    def _take_value(self, number: int, text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
        """The spans that one value of the input explains; none if it is not clear which one."""
        fitting: list[tuple[Leaf, Change, tuple[Span, ...]]] = []
        for held in held_values(text, spans, self._single())[:_MOST_TRIED]:
            change = held.change()
            try:
                if not self.trial.says((change,), number, 1, (with_spans(text, held.spans),)):
                    continue
            except Problems:
                continue
            if not fitting or held.spans == fitting[0][2]:
                fitting.append((held.leaf, change, held.spans))
        if not fitting:
            return ()
        if len({change.path for _, change, _ in fitting}) == 1:
            self._propose(fitting[0][0], (fitting[0][1],))
        else:
            self._leave(text, with_spans(text, fitting[0][2]), _several(leaf for leaf, _, _ in fitting))
        return fitting[0][2]

    def _single(self) -> list[Leaf]:
        """Values of one line, the lines of lists among them; not those of the Caf's file."""
        found: list[Leaf] = []
        for leaf in self.leaves:
            if leaf.path[0] == "caf":
                continue
            if isinstance(leaf.value, tuple):
                lines = enumerate(leaf.value)
                found += [Leaf((*leaf.path, rank), leaf.title, line, True, False, leaf.fiche) for rank, line in lines]
            else:
                found.append(leaf)
        return found

    # -- blanks

    def _fill(self, number: int, filled: Filled) -> Leaf | None:
        """Propose the one missing value that the blank stood for; None where there is no such one."""
        candidates = missing_values(filled.label, self.blanks)
        own = [leaf for leaf in candidates if leaf.path[0] != "caf"]
        fitting: list[tuple[Leaf, Change]] = []
        refused = ""
        for leaf in own[:_MOST_TRIED]:
            change = fill(leaf, filled)
            try:
                after, convention = self.trial.after((change,))
            except Problems as error:
                refused = error.problems[0].message
                continue
            if self._is_filled(number, after, len(own) == 1):
                fitting.append((leaf, Change(leaf.path, as_typed(value_at(convention, leaf.path), change.text))))
        if len(fitting) == 1:
            self._propose(fitting[0][0], (fitting[0][1],))
            return fitting[0][0]
        why = refused or (_several(leaf for leaf, _ in fitting) if fitting else _OTHERWISE if own else "")
        old = f"[à compléter : {filled.label}]"
        self._leave(old, "\n".join(line.text for line in filled.lines), why or (_SHARED if candidates else _NO_KEY))
        return None

    def _is_filled(self, number: int, after: Sequence[str], only: bool) -> bool:
        """Is the blank's paragraph another one now? Where it can't be found, the only candidate is believed."""
        rank = self.trial.ranks.get(number)
        if rank is None:
            return only
        return after[rank : rank + 1] != self.trial.today[rank : rank + 1]

    # -- what comes out

    def _propose(self, leaf: Leaf, changes: Iterable[Change]) -> None:
        for change in changes:
            spot = spot_of(self.source, change.path)
            old = old_text(leaf, change)
            if spot.file.suffix.lower() == ".csv":
                self._leave(old, change.text, f"Ce texte vient de « {spot.file.name} » : corrigez-le dans ce fichier.")
                continue
            self.proposals.append(
                Proposal(change.path, spot.place, self.unit.title, leaf.title, old, change.text, change.kind)
            )

    def _leave(self, old: str, new: str, why: str) -> None:
        self.unplaced.append(Unplaced(self.unit.title, old, new, why))

    def tell_the_rest(self) -> None:
        """Changes of the commune's own parts that nothing explained; those of the library's are told by the check."""
        if not self.unit.own:
            return
        diagnostic = self.source.convention.diagnostic
        figures = diagnostic.donnees if diagnostic and self.unit.name == "annexe:diagnostic" else None
        for run in self._left_runs():
            pairs = [self.pairs[number] for number in run]
            old = "\n".join(pair.old.text for pair in pairs if pair.old)
            new = "\n".join(pair.new.text for pair in pairs if pair.new)
            if spans := self.left.get(run[0]):
                old, new = (
                    " … ".join(texts) for texts in ([old[s.start : s.end] for s in spans], [s.new for s in spans])
                )
            why = f"Les chiffres se corrigent dans « {figures} »." if figures and pairs[0].cell else _NOWHERE
            self._leave(old, new, why)

    def _left_runs(self) -> list[list[int]]:
        """The paragraphs that nothing explained; those that were added or removed side by side are one."""
        runs: list[list[int]] = []
        for number, pair in enumerate(self.pairs):
            if not pair.is_changed or number in self.done:
                continue
            last = self.pairs[number - 1] if runs and runs[-1][-1] == number - 1 else None
            if last and ((pair.old is None and last.old is None) or (pair.new is None and last.new is None)):
                runs[-1].append(number)
            else:
                runs.append([number])
        return runs


def _several(leaves: Iterable[Leaf]) -> str:
    names = listed((".".join(map(str, leaf.path)) for leaf in leaves), "et")
    return f"Plusieurs clés peuvent l’avoir dit : {names}."

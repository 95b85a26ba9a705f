"""An avenant written before, and perhaps voted: its dates stay, and what it changes must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assembler.build.avenant_request import Asked
from assembler.model.avenant_record import AvenantRecord
from assembler.model.convention import Convention, SuiteAvenant
from assembler.model.messages import listed
from assembler.model.place import Place, Problem, Problems
from assembler.readers.convention import Source

_EFFET, _FIN = "date d’effet", "date de fin"
_BACK = (
    "Rétablissez la saisie, ou la version de la clause (« clauses: {fin: 2023-01} »). "
    "Pour un nouveau vote, videz la délibération de cet avenant."
)
_OPTIONS = "Relancez sans --effet ni --prolonger : les dates sont celles de l’avenant voté."


@dataclass(frozen=True, slots=True)
class Earlier:
    """The avenant of that number as it stands. `record` None: it isn't written, or its record can't be read.

    `voted`: where the input says that the council has voted it; None as long as it doesn't.
    """

    number: int
    record: AvenantRecord | None
    voted: Place | None

    @property
    def is_unproven(self) -> bool:
        """Was it voted, and nothing tells what was?"""
        return self.voted is not None and self.record is None

    def resumed(self, asked: Asked) -> Asked:
        """What is asked, with the dates of this avenant where none was given; voted, its clauses are those it had."""
        record = self.record
        if record is None:
            return asked
        fin = record.fin if asked.effet is None and asked.fin is None else asked.fin
        found = replace(asked, effet=asked.effet or record.effet, fin=fin)
        return replace(found, chosen=record.day if self.voted else None, is_resumed=found != asked)

    def changes(self, now: AvenantRecord) -> tuple[str, ...]:
        """What the avenant written now says otherwise, in French: titles of parts, dates. Empty: nothing, or no record.

        Raises Problems where it was voted: another text must not take its place.
        """
        found = tuple(_changes(self.record, now)) if self.record else ()
        if found and self.voted:
            message = f"La saisie dit l’avenant n° {self.number} voté, et il ne serait plus celui du vote : "
            dates = {_EFFET, _FIN} & set(found)
            hint = f"{_OPTIONS if dates else ''}\n{_BACK if len(dates) < len(found) else ''}".strip()
            raise Problems([Problem(f"{message}{listed(list(found), 'et')}.", hint, self.voted)])
        return found


def earlier_of(number: int, record: AvenantRecord | None, source: Source) -> Earlier:
    """`source`: today's input."""
    deliberation = own_facts(source.convention, number).deliberation
    keys = ("date", "numero")
    typed = next((key for key in keys if deliberation and getattr(deliberation, key)), None)
    voted = source.places.at("avenants", number - 1, "deliberation", typed) if typed else None
    return Earlier(number, record, voted)


def own_facts(today: Convention, number: int) -> SuiteAvenant:
    return today.avenants[number - 1] if len(today.avenants) >= number else SuiteAvenant()


def _changes(before: AvenantRecord, now: AvenantRecord) -> Iterator[str]:
    if before.effet != now.effet:
        yield _EFFET
    if before.fin != now.fin:
        yield _FIN
    lost, new = Counter(before.parts) - Counter(now.parts), Counter(now.parts) - Counter(before.parts)
    yield from dict.fromkeys(part.title for part in (*new, *lost))

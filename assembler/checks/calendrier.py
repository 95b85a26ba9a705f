"""Days that the calendar does not have."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from assembler.checks.analysis import Analysis
from assembler.checks.table import Hit, check
from assembler.checks.textes import around
from assembler.model.scalars import MONTHS

_LEAP_YEAR = 2024
_DAY = re.compile(
    rf"(?i)(?<![\d.,/])(?P<day>\d\d?)(?:er)?\s(?P<name>{'|'.join(MONTHS)})(?!\w)(?:\s(?P<year>(?:19|20)\d\d)(?!\d))?"
    r"|(?<![\d/])(?P<day2>\d\d?)/(?P<month>\d\d?)/(?P<year2>(?:19|20)\d\d)(?![\d/])"
)


@check(
    "PER011",
    "jour-impossible",
    blocks="deliberation",
    meaning="Un texte donne un jour qui n’existe pas au calendrier : « 31 juin 2024 », « 30/02/2024 ».",
    source="Usage : une échéance ou une date fausse rend le texte inapplicable.",
    mend="Vérifiez le jour, puis le mois.",
    bad="gouvernance: {animation: 'Les instances se réunissent avant le 31 juin 2024.'}",
    good="gouvernance: {animation: 'Les instances se réunissent avant le 30 juin 2024.'}",
)
def impossible_day(analysis: Analysis) -> Iterator[Hit]:
    for passage in analysis.holding(*MONTHS, "/"):
        for match in _DAY.finditer(passage.text):
            if not _exists(match):
                quoted = around(passage.text, *match.span())
                message = f"Ce jour n’existe pas au calendrier : « {quoted} »."
                yield Hit(message, "Vérifiez le jour, puis le mois.", passage.at(match.start()))


def _exists(match: re.Match[str]) -> bool:
    day = int(match["day"] or match["day2"])
    month = MONTHS.index(match["name"].lower()) + 1 if match["name"] else int(match["month"])
    year = int(match["year"] or match["year2"] or _LEAP_YEAR)
    return 1 <= month <= len(MONTHS) and 1 <= day <= monthrange(year, month)[1]

"""Terms that the law or an institution has replaced, and misspellings of acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assembler.checks.analysis import Analysis, Passage
from assembler.checks.table import Hit, check
from assembler.checks.textes import around
from assembler.model.sentences import sentence_after, sentence_before

_ALWAYS = date(1900, 1, 1)
_LEGACY = re.compile(
    r"(?i)\b(?:ancien(?:ne)?s?|ex|feu|autrefois|jadis|jusqu['’]en|succède|succédé|remplacé|pris la suite|prend la suite"
    r"|fin (?:de|du|des)|issue?s? (?:de|du|des))\b[\s(«-]*(?:(?:de|du|des|le|la|les|l['’]|à|au|aux|une?)\s*){0,2}$"
)
_SINCE = re.compile(
    r"(?i)^[^.;\n]{0,25}(?:\b(?:devenue?s?|remplacée?s?|avant (?:le |\w+ )?(?:19|20)\d\d)\b"
    r"|[(,] ?(?:aujourd['’]hui|désormais)\b)"
)
"""What tells that the old name is named as such: « l’ancien RAM », « le RAM, devenu RPE »."""


@dataclass(frozen=True, slots=True)
class Terme:
    """`forms`: a pattern; `now`: what it is called `since` that day; `why`: the act that changed it.

    `signs`: pieces of text without which the pattern can't match.
    """

    forms: re.Pattern[str]
    now: str
    since: date
    why: str
    signs: tuple[str, ...]


def _terme(forms: str, now: str, since: date, why: str, *signs: str) -> Terme:
    return Terme(re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])"), now, since, why, signs)


TERMES = (
    _terme("AAEH", "AEEH (allocation d’éducation de l’enfant handicapé)", _ALWAYS, "faute de frappe", "AAEH"),
    _terme(
        r"RAM|[Rr]elais\s(?:d['’])?[Aa]ssistant(?:e|\(e\)|·e)?s?\s[Mm]aternel(?:le|\(le\)|·le)?s?",
        "relais petite enfance (RPE)",
        date(2021, 5, 21),
        "ordonnance n° 2021-611 du 19 mai 2021",
        "RAM",
        "aternel",
    ),
    _terme(
        r"DDCS|[Dd]irections?\sdépartementales?\sde\sla\scohésion\ssociale(?!\set)",
        "direction départementale de l’emploi, du travail et des solidarités (DDETS)",
        date(2021, 4, 1),
        "décret n° 2020-1545 du 9 décembre 2020",
        "DDCS",
        "cohésion",
    ),
    _terme("DDCSPP", "DDETSPP", date(2021, 4, 1), "décret n° 2020-1545 du 9 décembre 2020", "DDCSPP"),
    _terme(
        "DIRECCTE|Direccte", "DREETS", date(2021, 4, 1), "décret n° 2020-1545 du 9 décembre 2020", "IRECCTE", "irecc"
    ),
    _terme(
        r"[Cc]onseils?\s[Gg]énér(?:al|aux)",
        "conseil départemental",
        date(2015, 4, 2),
        "loi n° 2013-403 du 17 mai 2013",
        "onseil",
    ),
    _terme(
        r"ZUS|[Zz]ones?\s[Uu]rbaines?\s[Ss]ensibles?",
        "quartier prioritaire de la politique de la ville (QPV)",
        date(2015, 1, 1),
        "loi n° 2014-173 du 21 février 2014",
        "ZUS",
        "ensible",
    ),
    _terme("CLSH", "accueil de loisirs (ALSH)", date(2006, 9, 1), "décret n° 2006-923 du 26 juillet 2006", "CLSH"),
    _terme(
        "RMI", "revenu de solidarité active (RSA)", date(2009, 6, 1), "loi n° 2008-1249 du 1er décembre 2008", "RMI"
    ),
    _terme(
        r"[Pp]ôle\s[Ee]mploi",
        "France Travail",
        date(2024, 1, 1),
        "loi n° 2023-1196 du 18 décembre 2023",
        "mploi",
    ),
    _terme(
        r"[Ss]tratégie\s(?:nationale\s)?de\sprévention\set\sde\slutte\scontre\sla\spauvreté",
        "Pacte des solidarités",
        date(2024, 1, 1),
        "le Pacte des solidarités 2024-2027 a pris la suite de la stratégie 2018-2022",
        "pauvreté",
    ),
)


@check(
    "TER001",
    "terme-remplace",
    meaning="Un texte emploie un terme remplacé avant le début de la convention, ou mal écrit : RAM (relais petite "
    "enfance depuis mai 2021), DDCS (DDETS depuis avril 2021), conseil général, ZUS, Pôle emploi, AAEH… L’ancien nom "
    "cité comme tel (« l’ancien RAM », « le RAM, devenu RPE ») n’est pas signalé.",
    source="Les lois et décrets qui ont changé ces noms, cités par le message.",
    mend="Écrivez le nom actuel, ou dites que l’autre est l’ancien.",
    bad="gouvernance: {animation: 'Le RAM prend part au comité technique.'}",
    good="gouvernance: {animation: 'Le relais petite enfance (ancien RAM) prend part au comité technique.'}",
)
def replaced_term(analysis: Analysis) -> Iterator[Hit]:
    start = analysis.convention.periode.debut
    for terme in TERMES:
        if terme.since <= start:
            for passage in analysis.holding(*terme.signs):
                yield from _dated(terme, passage)


def _dated(terme: Terme, passage: Passage) -> Iterator[Hit]:
    """One hit a line: the acronym often stands behind its own words."""
    lines: set[int] = set()
    for match in terme.forms.finditer(passage.text):
        line = passage.text.count("\n", 0, match.start())
        if line not in lines and not is_past(passage.text, match.start(), match.end()):
            lines.add(line)
            message = f"Terme remplacé : « {around(passage.text, match.start(), match.end())} »."
            hint = f"Écrivez : {terme.now} ({terme.why})."
            yield Hit(message, hint, passage.at(match.start()))


def is_past(text: str, start: int, end: int) -> bool:
    """Does the text say that what it names from `start` to `end` is of the past?"""
    return bool(_LEGACY.search(sentence_before(text, start)) or _SINCE.search(sentence_after(text, end)))

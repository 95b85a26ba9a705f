"""More spoilings: dates, years, names, scope, stages and approvals."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from spoiling import Mutation, Path, Spot, at, dotted, inserted, path_of, put, texts, without

from assembler.model.finding import Stage

_YEAR = re.compile(r"\b20\d\d\b")

_DELIBERATED = "deliberation.date deliberation.transmission"

# what is changed, and where a finding is at the right place besides
_DATES: tuple[tuple[str, dict[str, str], str], ...] = (
    ("période à l’envers", {"periode.debut": "2026-12-31", "periode.fin": "2023-01-01"}, ""),
    ("période d’un an", {"periode.fin": "2023-06-30"}, ""),
    ("période de vingt ans", {"periode.fin": "2043-12-31"}, ""),
    ("date impossible", {"periode.fin": "2026-02-31"}, ""),
    ("date impossible", {"signature.date": "2023-02-30"}, ""),
    ("date impossible", {"deliberation.date": "2023-13-01"}, ""),
    ("signature avant la délibération", {"signature.date": "2023-02-01"}, _DELIBERATED),
    ("signature avant la transmission", {"signature.date": "2023-02-12"}, "deliberation.transmission"),
    ("signature l’an d’avant", {"signature.date": "2022-03-15"}, _DELIBERATED),
    ("signature après la période", {"signature.date": "2027-03-15"}, "periode"),
    ("transmission avant la délibération", {"deliberation.transmission": "2023-02-09"}, "deliberation.date"),
    ("transmission l’an d’avant", {"deliberation.transmission": "2022-02-14"}, "deliberation.date"),
    ("transmission après la signature", {"deliberation.transmission": "2023-03-20"}, "signature.date"),
    ("délibération après la transmission", {"deliberation.date": "2023-02-20"}, "deliberation.transmission"),
    ("délibération après la signature", {"deliberation.date": "2023-04-10"}, f"signature.date {_DELIBERATED}"),
    ("SDSF achevé", {"caf.sdsf.debut": "2015", "caf.sdsf.fin": "2018"}, "caf.sdsf"),
    ("SDSF à venir", {"caf.sdsf.debut": "2028", "caf.sdsf.fin": "2032"}, "caf.sdsf"),
    ("SDSF à l’envers", {"caf.sdsf.debut": "2027", "caf.sdsf.fin": "2023"}, "caf.sdsf"),
    ("COG à l’envers", {"caf.cog.0.debut": "2027", "caf.cog.0.fin": "2023"}, "caf.cog.0"),
    ("rédactions pas encore en vigueur", {"date_reference": "2015-03-15"}, ""),
)
_LATER = ("avant fin 2029", "dès janvier 2031", "d’ici 2033", "de 2028 à 2030")
_OTHER_PERIODS = ("pour la période 2018/2022", "dans la CTG 2019-2022", "d’ici 2021", "sur la période 2013-2017")
_IMPOSSIBLE = ("le 31 février 2024", "le 32 mars 2025", "le 31 juin 2024", "le 30/02/2024", "le 12/13/2024")
_NO_NAMES = ("NOM Prénom", "Prénom Nom", "XXX", "…", "M. X", "[nom]", "à désigner", "____", "Le Maire", "M.", "N.", "?")
_THEMES = {"petite enfance": 0, "jeunesse": 1, "parentalité": 2}
_STAGES: tuple[Stage, ...] = ("signature", "signee", "publiee")
_NEEDED_TO_SIGN = [
    "signature.date",
    "deliberation.numero",
    "deliberation.date",
    "deliberation.transmission",
    "signature.signataires.0.nom",
    "signature.signataires.1.nom",
]


def dates(data: Any, chance: random.Random) -> Iterator[Mutation]:
    for what, changes, more in _DATES:
        spoiled = data
        for dots, value in changes.items():
            spoiled = put(spoiled, path_of(dots), value)
        spots = tuple(Spot(path_of(dots)) for dots in (*changes, *more.split()))
        yield Mutation("dates", f"{what} ({', '.join(changes)})", spoiled, spots)
    yield from inserted("dates", data, chance, _LATER, 20)
    yield from inserted("dates", data, chance, _OTHER_PERIODS, 20)
    yield from inserted("dates", data, chance, _IMPOSSIBLE, 15)


def years(data: Any, chance: random.Random) -> Iterator[Mutation]:
    """Each year of a text moved after the period; in a deadline, before it too."""
    for path, text in texts(data):
        for found in _YEAR.finditer(text):
            moves = (8, -6) if path[-1] == "echeances" else (8,)
            for move in moves:
                year = str(int(found[0]) + move + chance.randrange(3))
                spoiled = text[: found.start()] + year + text[found.end() :]
                what = f"{dotted(path)} : {found[0]} → {year}"
                yield Mutation("années", what, put(data, path, spoiled), (Spot(path, found.start()),))


def names(data: Any, chance: random.Random) -> Iterator[Mutation]:
    for rank in range(len(data["signature"]["signataires"])):
        for name in _NO_NAMES:
            path: Path = ("signature", "signataires", rank, "nom")
            yield Mutation("noms", f"{dotted(path)} = {name}", put(data, path, name), (Spot(path),))
        path = ("signature", "signataires", rank)
        spots = (Spot(path), Spot(path[:-1]))
        yield Mutation("noms", f"{dotted(path)} retiré", without(data, path), spots)


def scope(data: Any, chance: random.Random) -> Iterator[Mutation]:
    """Each minimal theme removed with its fiche; each duty of the law removed."""
    for name, rank in _THEMES.items():
        theme = data["enjeux"]["themes"][rank]
        spoiled = without(without(data, ("enjeux", "themes", rank)), ("fiches", rank))
        yield Mutation("périmètre", f"sans le thème {name}", spoiled, (Spot(("enjeux",)), Spot(("enjeux", "themes"))))
        assert theme["titre"].lower().endswith(name)
    alone = deepcopy(data)
    alone["enjeux"]["themes"], alone["fiches"] = data["enjeux"]["themes"][:3], data["fiches"][:3]
    yield Mutation("périmètre", "trois thèmes seulement", alone, (Spot(("enjeux",)), Spot(("enjeux", "themes"))))
    for rank in range(4):
        path: Path = ("intervention", "competences", rank)
        spots = (Spot(path[:1]), Spot(path[:2]))
        yield Mutation("périmètre", f"sans « {at(data, path)[:20]}… »", without(data, path), spots)


def stages(data: Any, chance: random.Random) -> Iterator[Mutation]:
    """What a signature needs, missing from the signature on: it must block."""
    for stage in _STAGES:
        staged = put(data, ("etape",), stage)
        for dots in _NEEDED_TO_SIGN:
            spot = Spot(path_of(dots))
            yield Mutation("étapes", f"{stage} sans {dots}", without(staged, path_of(dots)), (spot,), stage, True)


def approvals(data: Any, clauses: tuple[str, ...]) -> Iterator[Mutation]:
    """Each wording in use no longer approved: it must block the signature."""
    for clause in clauses:
        yield Mutation("approbations", f"clause {clause} en projet", data, (), "signature", True, clause)

"""What may go wrong in a convention, one thing at a time: each spoiling is made on the complete convention."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from assembler.model.document import FICHE_CELLS
from assembler.model.finding import Stage

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Spot:
    """A value of the input, and a character of it where `offset` is given."""

    path: Path
    offset: int | None = None


@dataclass(frozen=True)
class Mutation:
    """`spots`: where a finding is at the right place. `clause`: the wording that is no longer approved."""

    family: str
    what: str
    data: Any
    spots: tuple[Spot, ...]
    stage: Stage = "signature"
    blocks: bool = False
    clause: str | None = None


# --- moving in the data ----------------------------------------------------------------


def at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def put(data: Any, path: Path, value: Any) -> Any:
    """A copy of `data` with `value` at `path`."""
    copy = deepcopy(data)
    at(copy, path[:-1])[path[-1]] = value
    return copy


def without(data: Any, path: Path) -> Any:
    """A copy of `data` without the key or the list item at `path`."""
    copy = deepcopy(data)
    del at(copy, path[:-1])[path[-1]]
    return copy


def leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every scalar with its path, in order."""
    if isinstance(data, str):
        yield path, data
        return
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield from leaves(value, (*path, step))


def dotted(path: Path) -> str:
    return ".".join(map(str, path))


_TEXTS = {*FICHE_CELLS, "moyens", "presentation", "commentaires", "atouts", "faiblesses", "problematique", "axes"}
_TEXTS |= {"texte", "missions", "animation", "composition", "reunions", "note", "titre", "competences", "adresse"}
_NOT_IN_THE_DOCUMENT = {"caf", "remarques", "sources"}


def texts(data: Any) -> list[tuple[Path, str]]:
    """The convention's own prose, with its path."""
    return [
        (path, text)
        for path, text in leaves(data)
        if not _NOT_IN_THE_DOCUMENT & set(path) and {step for step in path if isinstance(step, str)} & _TEXTS
        if " " in text and path[-1] not in ("donnees", "reference")
    ]


# --- completeness ----------------------------------------------------------------------

_REQUIRED = (
    "caf.sdsf.generation caf.sdsf.debut caf.sdsf.fin caf.sdsf.signataires caf.sdsf.ambition caf.sdsf.axes "
    "caf.sdsf.chapitres caf.sdsf caf.cog "
    "territoire.ads territoire.ads.nom territoire.ads.responsable territoire.ads.charges_accompagnement "
    "territoire.ads.travailleurs_sociaux "
    "intervention intervention.competences enjeux enjeux.themes gouvernance gouvernance.instances signature "
    "signature.lieu signature.date signature.signataires deliberation deliberation.numero deliberation.date "
    "deliberation.transmission deliberation.texte diagnostic diagnostic.donnees diagnostic.reference equipements "
    "equipements.liste fiches"
).split()
_REQUIRED_OF_EACH = {
    "enjeux.themes": ("titre", "orientations"),
    "enjeux.themes.*.orientations": ("titre", "objectifs"),
    "enjeux.themes.*.orientations.*.objectifs": ("fiche",),
    "gouvernance.instances": ("nom", "composition", "missions", "reunions"),
    "signature.signataires": ("organisme", "qualite", "nom"),
    "diagnostic.sections": ("titre",),
    "diagnostic.contexte": ("titre",),
    "equipements.liste": ("type", "nom", "adresse", "gestionnaire"),
    "equipements.offre": ("titre",),
    "fiches": ("id", "titre"),
}
_HOLLOW_ONES = ("diagnostic.contexte.0.texte", "diagnostic.contexte.1.rubriques.0.texte", "equipements.offre.0.texte")
_HOLLOW = (None, "", "\u00a0", "…", "-")


def emptied_cells(data: Any, chance: random.Random) -> Iterator[Mutation]:
    """Each cell of each fiche: its line removed, then nothing or a blank text in its place."""
    for rank in range(len(data["fiches"])):
        for cell in FICHE_CELLS:
            path = ("fiches", rank, cell)
            yield Mutation("cellules", f"{dotted(path)} retirée", without(data, path), (Spot(path),))
            value = chance.choice(_HOLLOW)
            yield Mutation("cellules", f"{dotted(path)} = {value!r}", put(data, path, value), (Spot(path),))


def missing_values(data: Any, chance: random.Random) -> Iterator[Mutation]:
    for path in [*map(_path, (*_REQUIRED, *_HOLLOW_ONES)), *_each_required(data)]:
        yield Mutation("valeurs", f"{dotted(path)} retiré", without(data, path), (Spot(path),))
        if isinstance(at(data, path), str) and chance.random() < 0.4:
            yield Mutation("valeurs", f"{dotted(path)} vidé", put(data, path, None), (Spot(path),))
        elif isinstance(at(data, path), list):
            yield Mutation("valeurs", f"{dotted(path)} = liste vide", put(data, path, []), (Spot(path),))


def _path(dots: str) -> Path:
    return tuple(int(step) if step.isdigit() else step for step in dots.split("."))


def _each_required(data: Any) -> Iterator[Path]:
    for pattern, keys in _REQUIRED_OF_EACH.items():
        for parent in _matching(data, pattern.split(".")):
            for rank in range(len(at(data, parent))):
                yield from ((*parent, rank, key) for key in keys)


def _matching(data: Any, pattern: list[str], path: Path = ()) -> Iterator[Path]:
    if not pattern:
        yield path
    elif pattern[0] == "*":
        for rank in range(len(at(data, path))):
            yield from _matching(data, pattern[1:], (*path, rank))
    else:
        yield from _matching(data, pattern[1:], (*path, pattern[0]))


# --- references ------------------------------------------------------------------------

_BROKEN_REFERENCES = (
    "(voir annexe 9)",
    "(cf. annexe)",
    "(voir l’annexe 7)",
    "(annexe n° 12)",
    "(fiche action n° 14)",
    "(voir la fiche 9)",
    "(cf. article 31)",
    "(voir annexe …)",
)


def broken_references(data: Any, chance: random.Random) -> Iterator[Mutation]:
    for path, text in leaves(data):
        if path[-1] == "fiche":
            spots = (Spot(path), Spot(("fiches", _rank_of(data, text))))
            yield Mutation("références", f"{dotted(path)} inconnue", put(data, path, "absente"), spots)
            yield Mutation("références", f"{dotted(path)} retirée", without(data, path[:-1]), (*spots, Spot(path[:-2])))
        if path[0] == "fiches" and path[-1] == "id":
            yield Mutation("références", f"{dotted(path)} changé", put(data, path, "autre"), (*_citing(data, text), Spot(path)))
        if path[-2:-1] == ("tableaux",):
            yield Mutation("références", f"{dotted(path)} inconnu", put(data, path, "T99"), (Spot(path),))
        for number in re.finditer(r"(?<=annexe )\d", text):
            broken = text[: number.start()] + "8" + text[number.end() :]
            spots = (Spot(path, number.start()), Spot(("annexes",)))
            yield Mutation("références", f"{dotted(path)} : annexe 8", put(data, path, broken), spots)
    for rank, kind in enumerate(data["annexes"]):
        citing = [Spot(path, text.index("annexe")) for path, text in texts(data) if "annexe" in text]
        path = ("annexes", rank)
        yield Mutation("références", f"annexe {kind} retirée", without(data, path), (Spot(("annexes",)), *citing))
    for key in ("donnees", "reference"):
        path = ("diagnostic", key)
        yield Mutation("références", f"{dotted(path)} absent", put(data, path, "harnes/absent.csv"), (Spot(path),))
    yield from inserted("références", data, chance, _BROKEN_REFERENCES, 40)


def _rank_of(data: Any, identifier: str) -> int:
    return next(rank for rank, fiche in enumerate(data["fiches"]) if fiche["id"] == identifier)


def _citing(data: Any, identifier: str) -> list[Spot]:
    return [Spot(path) for path, text in leaves(data) if path[-1] == "fiche" and text == identifier]


# --- leftovers -------------------------------------------------------------------------

_PLACEHOLDERS = (
    "[à compléter]",
    "[à compléter : le lieu]",
    "[à trancher : le montant]",
    "(à compléter)",
    "XXX",
    "XX",
    "xxxx",
    "…………",
    "......",
    "____",
    "[nom]",
    "[…]",
    "TODO",
    "???",
    "à définir",
    "à préciser",
    "<à préciser>",
    "lorem ipsum",
    "le __/__/2024",
    "le … 2024",
)
_MACROS = (
    "de(du,de l')",
    "(des)collectivité(s)",
    "de(du)",
    "{{ commune.nom }}",
    "{% if epci %}",
    "${nom}",
    "<<Nom_commune>>",
    "«Nom_commune»",
    "#REF!",
    "#N/A",
    "Erreur ! Source du renvoi introuvable.",
    "Erreur ! Signet non défini.",
    "{ MERGEFIELD Nom }",
    "la (les) collectivité(s)",
)
_HOLES = ("- ", "- …", "- ;", "-", "1. ")


def placeholders(data: Any, chance: random.Random) -> Iterator[Mutation]:
    yield from inserted("restes", data, chance, _PLACEHOLDERS, 120)


def macros(data: Any, chance: random.Random) -> Iterator[Mutation]:
    yield from inserted("macros", data, chance, _MACROS, 70)


def list_holes(data: Any, chance: random.Random) -> Iterator[Mutation]:
    """An item without text, in a list of a text or in a list of the file."""
    lists = [(path, text) for path, text in texts(data) if text.count("\n- ") or text.count("\n2. ")]
    for path, text in chance.sample(lists, 20):
        lines = text.split("\n")
        rank = chance.randrange(1, text.count("\n") + 1)
        spoiled = "\n".join([*lines[:rank], chance.choice(_HOLES), *lines[rank:]])
        spot = Spot(path, len("\n".join(lines[:rank])) + 1)
        yield Mutation("trous de liste", f"{dotted(path)} ligne {rank + 1}", put(data, path, spoiled), (spot,))
    for dots in ("intervention.competences", "caf.schemas", "caf.sdsf.axes"):
        path = _path(dots)
        for hole in ("", "…"):
            items = [*at(data, path), hole]
            yield Mutation("trous de liste", f"{dots} + {hole!r}", put(data, path, items), (Spot((*path, len(items) - 1)),))


def inserted(
    family: str, data: Any, chance: random.Random, pieces: tuple[str, ...], count: int
) -> Iterator[Mutation]:
    """`count` times, one of the pieces between two words of a text taken at random."""
    everywhere = texts(data)
    for number in range(count):
        path, text = chance.choice(everywhere)
        gap = chance.choice([found.start() for found in re.finditer(r"(?<=\w) (?=\w)", text)])
        piece = pieces[number % len(pieces)]
        spoiled = f"{text[: gap + 1]}{piece} {text[gap + 1 :]}"
        yield Mutation(family, f"{dotted(path)} : {piece}", put(data, path, spoiled), (Spot(path, gap + 1),))


Family = Callable[[Any, random.Random], Iterator[Mutation]]

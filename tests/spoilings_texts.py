"""More spoilings: leftovers of drafting, in the texts and in the lists."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from spoiling import Mutation, Spot, at, dotted, inserted, path_of, put, texts

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
    "(à définir)",
    "(à préciser)",
    "<à préciser>",
    "lorem ipsum",
    "le __/__/2024",
    "le … 2024",
    "le XX/XX/2024",
    "le …/…/2024",
    "n° …",
    "[date]",
    "[commune]",
    "(à renseigner)",
    "(à valider)",
    "TBD",
    "{nom}",
    "<nom de la structure>",
    "(texte à venir)",
    "le ____ 2024",
    "XXXX",
    "[ ]",
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
    "le/la",
    "d’(de)",
    "%NOM%",
    "[[nom]]",
    "#VALEUR!",
    "Error! Reference source not found.",
)
_HOLES = ("- …", "- ;", "-", "1.")


def placeholders(data: Any, chance: random.Random) -> Iterator[Mutation]:
    yield from inserted("restes", data, chance, _PLACEHOLDERS, 140)


def macros(data: Any, chance: random.Random) -> Iterator[Mutation]:
    yield from inserted("macros", data, chance, _MACROS, 80)


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
        path = path_of(dots)
        for hole in ("", "…"):
            items = [*at(data, path), hole]
            spot = Spot((*path, len(items) - 1))
            yield Mutation("trous de liste", f"{dots} + {hole!r}", put(data, path, items), (spot,))

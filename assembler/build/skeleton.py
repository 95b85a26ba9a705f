"""The first file of a convention: every key of the model in its order, explained, and left to be filled in.

A key that the convention needs stands empty, which reads as missing. One that it can do
without is commented out (`#logo:`). Keys, order and explanations are the model's own: a new key
appears by itself, empty, or commented out if its description says « Par défaut » or « Facultatif ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any, cast

from assembler.compose.french import capitalize_first, designation, with_de
from assembler.compose.names import denomination_of
from assembler.model.convention import (
    Collectivite,
    Commune,
    Convention,
    Diagnostic,
    Enjeux,
    Equipement,
    Equipements,
    Fiche,
    Gouvernance,
    Intervention,
    Objectif,
    Saisie,
    Signataire,
    Suivie,
    Tableau,
    Territoire,
    Theme,
)
from assembler.model.messages import in_quotes
from assembler.model.typography import typeset
from assembler.readers.shapes import Shape, choices

FICHE = "petite-enfance"
"""Identifier of the fiche that the skeleton begins."""

_WIDTH = 100
_PLAIN = re.compile(r"[^\W_](?:[\w’'(),./ -]*[\w’')])?")
"""Texts that YAML takes as they are, without quotes."""
_LONG_TEXT = ("    presentation: |", "      Premier paragraphe.", "", "      Second paragraphe.")
_NOT_NEEDED = re.compile(r"par défaut|facultati", re.IGNORECASE)

Model = type[Saisie]
Key = tuple[Model, str]
Chain = tuple[Model, ...]
Lines = list[str]

_OPTIONAL: Mapping[Model, frozenset[str]] = {
    Convention: frozenset({"projet_du", "acceptations", "clauses", "derogations"}),
    Collectivite: frozenset({"elision", "insee", "gentile", "logo"}),
    Territoire: frozenset({"epci"}),
    Commune: frozenset({"denomination", "texte", "donnees"}),
    Suivie: frozenset({"remarques", "sources"}),
    Intervention: frozenset({"texte"}),
    Objectif: frozenset({"texte"}),
    Theme: frozenset({"objectifs"}),
    Gouvernance: frozenset({"animation"}),
    Diagnostic: frozenset({"somme_des_communes", "reference", "autre_reference", "contexte"}),
    Equipement: frozenset({"adresse", "gestionnaire"}),
    Equipements: frozenset({"note", "offre"}),
    Fiche: frozenset({"presentation"}),
}
"""Beside the keys whose description says so."""

_MEMBER_SIGNATORY = frozenset({"organisme", "qualite"})
"""What a member commune's signatory has by default: the commune's designation, « Le Maire »."""

_ADVICE: Mapping[Key, str] = {
    (Territoire, "communes"): "Une commune par tiret, cinquante au plus : recopiez les lignes d’une commune, avec leur "
    "décalage. Une commune peut aussi avoir son fichier : son nom, après le tiret, remplace alors les lignes.",
    (Enjeux, "themes"): "Les trois premiers thèmes font partie du socle de toute CTG ; il en faut au moins un autre : "
    "accès aux droits, animation de la vie sociale, logement, handicap, inclusion numérique…",
    (Theme, "orientations"): "Un objectif est un texte, ou « fiche: » suivi de l’identifiant de la fiche qui le porte.",
    (Equipements, "liste"): "Une structure par tiret.",
    (Convention, "fiches"): "Une fiche par tiret : recopiez les lignes de la première et changez son identifiant. "
    "Une fiche peut aussi avoir son fichier : son nom, après le tiret, remplace alors les lignes.",
}
"""What helps to fill in a key, after the model's own words."""


@dataclass(frozen=True, slots=True)
class Start:
    """What is known of a convention when it is begun, `today`. `caf_file` is typed from the folder of the inputs."""

    name: str
    territoire: Territoire
    debut: date
    fin: date
    caf_file: str
    caf_name: str
    directeur: str
    today: date

    @property
    def is_epci(self) -> bool:
        return self.territoire.type == "epci"


def skeleton(start: Start) -> str:
    """The text of the file; it reads without error, and assembles."""
    absent = None if start.is_epci else (Territoire, "communes")
    blocks = _Writer(absent).group(Convention, _known(start), ())
    return "\n".join([*_head(start), *(line for block in blocks for line in ("", *block))]) + "\n"


def _head(start: Start) -> list[str]:
    territory = start.territoire
    full_name = designation(denomination_of(territory), territory.nom)
    paragraphs = [
        f"Convention Territoriale Globale, {start.debut.year}-{start.fin.year} : {full_name}.",
        "",
        "Comment remplir ce fichier :",
        "- Une valeur s’écrit après les deux-points et une espace. Une clé sans valeur est « à compléter » : "
        "le document la surligne.",
        "- Une ligne qui commence par un dièse et une espace est une explication ; elle ne paraît nulle part.",
        "- Une clé collée à un dièse est facultative. Pour l’employer, effacez ce dièse, et celui des clés qu’elle "
        "contient.",
        "- Un tiret commence un élément de liste. Pour en ajouter un, recopiez ses lignes, avec le même décalage.",
        "- Un texte de plusieurs lignes se place sous une barre verticale, décalé de deux espaces :",
        *_LONG_TEXT,
        "- Ce qui manque au milieu d’un texte s’écrit [à compléter : quoi | qui | quand].",
        "",
        f"Pour produire le document : assemble {start.name}.yaml",
        f"Pour la liste de ce qui manque : assemble check {start.name}.yaml",
    ]
    comments = [line for text in paragraphs for line in _comment(text)]
    return ["# yaml-language-server: $schema=schemas/convention.json", "", *comments]


def _known(start: Start) -> dict[str, Any]:
    """The values that the skeleton begins with, by their keys; `{}` is an example left empty."""
    territory = start.territoire
    body = capitalize_first(f"{denomination_of(territory)} {with_de(territory.nom)}")
    known: dict[str, Any] = {
        "caf": start.caf_file,
        "territoire": {
            "nom": territory.nom,
            "denomination": denomination_of(territory),
            "type": territory.type,
        },
        "periode": {"debut": start.debut.isoformat(), "fin": start.fin.isoformat()},
        "etape": "projet",
        "projet_du": start.today.isoformat(),
        "enjeux": {
            "themes": [
                _theme("Petite enfance", {"fiche": FICHE}),
                _theme("Enfance et jeunesse"),
                _theme("Parentalité"),
                _theme(""),
            ]
        },
        "gouvernance": {"instances": [{"nom": "Comité de pilotage"}]},
        "signature": {
            "signataires": [_without_empty({"organisme": start.caf_name, "nom": start.directeur}), {"organisme": body}]
        },
        "fiches": [{"id": FICHE}],
    }
    if start.is_epci:
        known["territoire"]["communes"] = [
            {"nom": f"[à compléter : nom de la {rank} commune]"} for rank in ("première", "seconde")
        ]
    return known


def _theme(title: str, *objectives: Mapping[str, str]) -> dict[str, Any]:
    return {**_without_empty({"titre": title}), "orientations": [{"objectifs": list(objectives)}]}


def _without_empty(values: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}


class _Writer:
    """Writes the keys of groups. `absent`: the key that a territory of this kind lacks.

    `chain` holds the groups that the written one is nested in. `shown`: the groups written out as an example,
    each once.
    """

    def __init__(self, absent: Key | None) -> None:
        self.absent = absent
        self.shown: set[Model] = set()

    def group(self, model: Model, known: Mapping[str, Any], chain: Chain, told: bool = True) -> Iterator[Lines]:
        """The lines of each key, remarks and sources last; without explanations (`told`), of the keys in use only."""
        for name, shape in sorted(Shape(model=model).keys().items(), key=lambda key: key[0] in Suivie.model_fields):
            if name not in known and self._optional(model, name, shape, chain):
                if told:
                    told_of = _explanation(model, name, advised=(model, name) != self.absent)
                    yield [*told_of, *map(_commented_out, self._example(model, name, shape, chain))]
            else:
                lines = self._key(name, shape, known.get(name), (*chain, model), told)
                yield [*_explanation(model, name), *lines] if told else lines

    def _optional(self, model: Model, name: str, shape: Shape, chain: Chain) -> bool:
        recursive = _model(shape.at_item()) in (*chain, model)
        described = _NOT_NEEDED.search(model.model_fields[name].description or "")
        listed = any(issubclass(model, owner) and name in names for owner, names in _OPTIONAL.items())
        by_default = model is Signataire and chain[-1:] == (Commune,) and name in _MEMBER_SIGNATORY
        return recursive or bool(described) or listed or by_default or (model, name) == self.absent

    def _example(self, model: Model, name: str, shape: Shape, chain: Chain) -> Lines:
        inner = _model(shape) or _model(shape.at_item())
        if (model, name) == self.absent or inner in self.shown:
            return [f"{name}:"]
        if inner:
            self.shown.add(inner)
        known = list(choices(model.model_fields[name].annotation)) if shape.item else None
        return self._key(name, shape, known or None, (*chain, model), True)

    def _key(self, name: str, shape: Shape, known: Any, chain: Chain, told: bool) -> Lines:
        if isinstance(known, str):
            return [f"{name}: {_scalar(known)}"]
        return [f"{name}:", *(f"  {line}" for line in self._inner(shape, known, chain, told))]

    def _inner(self, shape: Shape, known: Any, chain: Chain, told: bool) -> Iterator[str]:
        """What stands below a key: nothing below a text's, below a table's, or inside a group of the same kind."""
        model = _model(shape)
        if shape.item and _model(shape.item) not in chain:
            items = [{}] if known is None else known or [""]
            for rank, item in enumerate(items):
                yield from self._item(shape.item, item, chain, told and not rank)
        elif model and model is not Tableau:
            for lines in self.group(model, known or {}, chain, told):
                yield from lines

    def _item(self, shape: Shape, known: Any, chain: Chain, told: bool) -> Lines:
        """One item of a list; its dash stands before its first key that is not commented out."""
        model = _model(shape)
        if model is None or isinstance(known, str):
            return [f"- {_scalar(known)}" if known else "-"]
        keys = list(self.group(model, known, chain, told))
        first = next((rank for rank, lines in enumerate(keys) if any(map(_in_use, lines))), 0)
        lines = [line for key in (keys[first], *keys[:first], *keys[first + 1 :]) for line in key]
        dash = next((rank for rank, line in enumerate(lines) if _in_use(line)), 0)
        return [*lines[:dash], f"- {lines[dash]}", *(f"  {line}" for line in lines[dash + 1 :])]


def _model(shape: Shape) -> Model | None:
    return cast("Model | None", shape.model)


def _in_use(line: str) -> bool:
    return not line.lstrip().startswith("#")


def _commented_out(line: str) -> str:
    bare = line.lstrip()
    return f"{line[: len(line) - len(bare)]}#{bare}" if _in_use(line) else line


def _explanation(model: Model, name: str, advised: bool = True) -> Lines:
    advice = _ADVICE.get((model, name), "") if advised else ""
    return _comment(f"{model.model_fields[name].description or ''} {advice}".strip())


def _comment(text: str) -> list[str]:
    """Comment lines; those that follow the first of an item, or of a text set right, stand below it."""
    indent = " " * (len(text) - len(text.lstrip())) + "  " * text.startswith("- ")
    lines = wrap(typeset(text), _WIDTH, subsequent_indent=indent, break_on_hyphens=False)
    return [f"# {line}" for line in lines] or ["#"]


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text != "null" else in_quotes(text)

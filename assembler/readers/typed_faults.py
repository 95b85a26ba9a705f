"""pydantic's errors told in French: what was expected, what was found, and the mend.

An error's type says what failed; the tree says what was typed there and where.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from collections.abc import Mapping as Keys
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from assembler.model.messages import excerpt, in_quotes, listed, near, suggestion
from assembler.model.place import Place, Problem
from assembler.model.scalars import MONTHS
from assembler.readers.shapes import Shape, accepts_text, choices
from assembler.readers.yaml_tree import Broken, Entry, Mapping, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an error's path ends. `node` is None when nothing is typed there."""

    node: Node | None
    parent: Node
    shape: Shape
    parent_shape: Shape
    entry: Entry | None
    name: str
    """The last key of the path; an item bears the name of its list."""
    in_list: bool
    key_itself: bool

    @property
    def place(self) -> Place:
        if self.key_itself and self.entry:
            return self.entry.key_place
        if self.node is None or (isinstance(self.node, Scalar) and self.node.empty and self.entry):
            return self.entry.key_place if self.entry else self.parent.place
        return self.node.place

    @property
    def text(self) -> str:
        return self.node.text if isinstance(self.node, Scalar) else ""


@dataclass(frozen=True, slots=True)
class _Told:
    message: str
    hint: str = ""


def problems_of(error: ValidationError, root: Node, shape: Shape) -> list[Problem]:
    problems: dict[Problem, None] = {}
    for details in error.errors(include_input=False):
        spot = _locate(root, shape, details["loc"])
        if spot is None:
            continue
        tell = _TELLERS.get(details["type"], _other)
        told = tell(spot, {**details.get("ctx", {}), "msg": "" if "url" in details else details["msg"]})
        at_key = spot.entry if details["type"] == "extra_forbidden" else None
        problems[Problem(told.message, told.hint, at_key.key_place if at_key else spot.place)] = None
    return list(problems)


def _locate(root: Node, shape: Shape, path: tuple[int | str, ...]) -> _Spot | None:
    """None when the path goes through a `Broken` value."""
    key_itself = bool(path) and path[-1] == "[key]"
    spot = _Spot(root, root, shape, shape, None, "", False, key_itself)
    for step in path[:-1] if key_itself else path:
        if spot.node is None:
            break
        spot = _child(spot, step)
    return None if isinstance(spot.node, Broken) else spot


def _child(spot: _Spot, step: int | str) -> _Spot:
    node, shape = spot.node or spot.parent, spot.shape
    if isinstance(step, int) and isinstance(node, Sequence):
        items = shape.kept(node.items)
        item = items[step] if step < len(items) else None
        return _Spot(item, node, shape.at_item(), shape, None, spot.name, True, spot.key_itself)
    entry = node.entry(str(step)) if isinstance(node, Mapping) else None
    value = entry.value if entry else None
    return _Spot(value, node, shape.at_key(str(step)), shape, entry, str(step), False, spot.key_itself)


def _found(node: Node | None) -> str:
    if isinstance(node, Scalar):
        return f"« {excerpt(node.text)} » est un texte"
    return "c’est une liste" if isinstance(node, Sequence) else "c’est un groupe de clés"


def _start(spot: _Spot) -> str:
    """What stands in front of the value on its line."""
    return "- " if spot.in_list else f"{spot.name}: " if spot.name else ""


def _missing(spot: _Spot, _: Keys[str, Any]) -> _Told:
    field = spot.parent_shape.model.model_fields.get(spot.name) if spot.parent_shape.model else None
    hint = f"{'Complétez' if spot.entry else 'Ajoutez'} la ligne « {spot.name}: … »"
    hint += f" ({field.title or spot.name}). {field.description}" if field and field.description else "."
    what = "n’a pas de valeur" if spot.entry else "manque"
    return _Told(f"La clé « {spot.name} » {what}.", hint)


def _unknown_key(spot: _Spot, _: Keys[str, Any]) -> _Told:
    if (text := _colon_text(spot.parent)) and _takes_text(spot.parent_shape):
        return _colon_told(text, "- ")
    known = list(spot.parent_shape.keys())
    message = f"La clé « {excerpt(spot.name)} » n’est pas connue ici."
    if isinstance(spot.parent, Mapping) and (meant := near(spot.name, known)) and spot.parent.entry(meant):
        return _Told(message, f"La clé « {meant} » est déjà donnée. Effacez celle-ci ou corrigez son nom.")
    return _Told(message, suggestion(spot.name, known, "Clés possibles"))


def _takes_text(shape: Shape) -> bool:
    return shape.model is not None and accepts_text(shape.model)


def _colon_text(node: Node | None) -> str | None:
    """The text that an unquoted « : » has split into a key and its value."""
    if not (isinstance(node, Mapping) and len(node.entries) == 1):
        return None
    entry = node.entries[0]
    value = entry.value
    if not isinstance(value, Scalar):
        return None
    glued = value.place.line == entry.key_place.line and (
        (value.place.column or 0) - (entry.key_place.column or 0) == len(entry.key) + 2
    )
    return entry.key + (": " if glued else " " + ": ") + value.text


def _colon_told(text: str, start: str) -> _Told:
    message = "Un texte est attendu ici ; les deux-points sans guillemets en font une clé et sa valeur."
    return _Told(message, f"Écrivez : {start}{in_quotes(text)}")


def _text_expected(spot: _Spot, _: Keys[str, Any]) -> _Told:
    if text := _colon_text(spot.node):
        return _colon_told(text, _start(spot))
    if isinstance(spot.node, Sequence):
        return _Told("Un texte est attendu ici ; c’est une liste.", _text_for_list(spot, spot.node))
    hint = f"Si c’est un texte, mettez des guillemets : {_start(spot)}" + in_quotes("…")
    return _Told("Un texte est attendu ici ; c’est un groupe de clés.", hint)


def _text_for_list(spot: _Spot, node: Sequence) -> str:
    words = [item.text for item in node.items if isinstance(item, Scalar)]
    if _in_brackets(node) and len(words) == len(node.items):
        text = in_quotes("[" + ", ".join(words) + "]")
        return f"Si c’est un texte, mettez des guillemets : {_start(spot)}{text}"
    lines = "".join(f"\n  - {excerpt(word)}" for word in words[:3])
    return f"Pour une liste dans un texte long, mettez « | » après la clé :\n{spot.name}: |{lines}"


def _in_brackets(node: Sequence) -> bool:
    """True for `[a, b]`, whose items share a line; a lone item stands right after its bracket."""
    places = [item.place for item in node.items]
    if len(places) == 1:
        return (places[0].column or 0) - (node.place.column or 0) == 1
    return len({place.line for place in places}) == 1


def _keys_expected(spot: _Spot, _: Keys[str, Any]) -> _Told:
    known = list(spot.shape.keys())
    hint = f"Clés possibles : {listed(known, 'et')}."
    if "colonnes" in known:
        hint = f"Donnez le nom d’un fichier « .csv », ou des clés : {listed(known, 'et')}."
    elif isinstance(spot.node, Scalar):
        hint = f"Donnez le nom d’un fichier « .yaml », ou des clés : {listed(known, 'et')}."
    return _Told(f"Un groupe de clés est attendu ici ; {_found(spot.node)}.", hint)


def _list_expected(spot: _Spot, _: Keys[str, Any]) -> _Told:
    message = f"Une liste est attendue ici ; {_found(spot.node)}."
    if isinstance(spot.node, Scalar):
        return _Told(message, f"Écrivez :\n{_start(spot).rstrip()}\n  - {excerpt(spot.text)}")
    return _Told(message, "Placez chaque élément sur sa ligne, précédé d’un tiret : « - … ».")


def _free_keys_expected(spot: _Spot, _: Keys[str, Any]) -> _Told:
    hint = f"Écrivez :\n{spot.name}:\n  clé: valeur"
    return _Told(f"Des lignes « clé: valeur » sont attendues ici ; {_found(spot.node)}.", hint)


def _choice(spot: _Spot, context: Keys[str, Any]) -> _Told:
    if not isinstance(spot.node, Scalar):
        return _text_expected(spot, context)
    field = spot.parent_shape.model.model_fields.get(spot.name) if spot.parent_shape.model else None
    known = choices(field.annotation) if field else ()
    known = known or tuple(re.findall(r"'([^']+)'", str(context.get("expected", ""))))
    meant = near(spot.text, known)
    hint = f"Valeurs possibles : {listed(known)}."
    hint = f"Vouliez-vous dire « {meant} » ? {hint}" if meant else hint
    return _Told(f"« {excerpt(spot.text)} » n’est pas une valeur possible ici.", hint)


def _too_many(spot: _Spot, context: Keys[str, Any]) -> _Told:
    most, count = context.get("max_length"), context.get("actual_length")
    return _Told(f"Trop d’éléments : {count}, pour {most} au plus.", f"Gardez-en {most} au plus.")


def _integer(spot: _Spot, context: Keys[str, Any]) -> _Told:
    if not isinstance(spot.node, Scalar):
        return _text_expected(spot, context)
    digits = "".join(re.findall(r"[0-9]", spot.text))
    hint = f"Écrivez-le en chiffres : {_start(spot)}{digits or '2'}"
    return _Told(f"Un nombre entier est attendu ici ; « {excerpt(spot.text)} » n’en est pas un.", hint)


def _date(spot: _Spot, context: Keys[str, Any]) -> _Told:
    if not isinstance(spot.node, Scalar):
        return _text_expected(spot, context)
    hint = f"Écrivez par exemple : {_start(spot)}2023-01-31, ou 31/01/2023, ou 31 janvier 2023."
    hint += " Inconnue : laissez la clé vide."
    return _Told(f"Une date est attendue ici ; « {excerpt(spot.text)} » n’en est pas une.", hint)


def _impossible_date(spot: _Spot, _: Keys[str, Any]) -> _Told:
    message = f"La date « {excerpt(spot.text)} » n’existe pas au calendrier."
    numbers = re.fullmatch(r"(\d{4})-(\d+)-\d+|\d+/(\d+)/(\d{4})|\d+(?:er)? (\w+) (\d{4})", spot.text)
    if not numbers:
        return _Told(message)
    year = int(numbers[1] or numbers[4] or numbers[6])
    month = MONTHS.index(numbers[5].lower()) + 1 if numbers[5] else int(numbers[2] or numbers[3])
    if not 1 <= month <= 12 or not year >= 1:
        return _Told(message, "Les mois vont de 1 à 12 ; l’ordre est année-mois-jour ou jour/mois/année.")
    return _Told(message, f"{MONTHS[month - 1].capitalize()} {year} compte {monthrange(year, month)[1]} jours.")


def _identifier(spot: _Spot, context: Keys[str, Any]) -> _Told:
    if not isinstance(spot.node, Scalar) and not spot.key_itself:
        return _text_expected(spot, context)
    typed = spot.name if spot.key_itself else spot.text
    plain = unicodedata.normalize("NFKD", typed).encode("ascii", "ignore").decode()
    short = re.sub(r"[^A-Za-z0-9_]+", "-", plain).strip("-_")[:40].lower() or "petite-enfance"
    start = "" if spot.key_itself else _start(spot)
    hint = f"Écrivez par exemple : {start}{short}\n40 signes au plus : lettres sans accent, chiffres, « - », « _ »."
    return _Told(f"« {excerpt(typed)} » n’est pas un identifiant.", hint)


def _other(spot: _Spot, context: Keys[str, Any]) -> _Told:
    """A type this table doesn't know: the model's own message is French, pydantic's is not."""
    own = str(context.get("msg") or "")
    if own:
        return _Told(own[:1].upper() + own[1:].rstrip(".") + ".")
    return _Told(f"Cette valeur n’est pas admise pour « {spot.name} ».")


_TELLERS: dict[str, Callable[[_Spot, Keys[str, Any]], _Told]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "model_type": _keys_expected,
    "model_attributes_type": _keys_expected,
    "tuple_type": _list_expected,
    "list_type": _list_expected,
    "dict_type": _free_keys_expected,
    "string_type": _text_expected,
    "expected_text": _text_expected,
    "literal_error": _choice,
    "too_long": _too_many,
    "expected_integer": _integer,
    "expected_date": _date,
    "impossible_date": _impossible_date,
    "expected_identifier": _identifier,
}

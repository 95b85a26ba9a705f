"""What the types alone can't say of one convention's input: dates in order, fiches that exist.

Works on the tree, so that these problems come together with those of the types;
values that another problem speaks of are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pydantic_core import PydanticCustomError

from assembler.model.convention import Objectif
from assembler.model.messages import excerpt, suggestion
from assembler.model.place import Problem
from assembler.model.scalars import calendar_date
from assembler.readers.yaml_tree import Broken, Mapping, Node, Scalar, Sequence


def incoherences(root: Node, all_read: bool = True) -> Iterator[Problem]:
    """What doesn't fit together. `all_read` False: some fiches are not known, so any may be cited."""
    yield from _period(_value(root, "periode"))
    yield from _given_once(_items(_value(root, "annexes")), "L’annexe")
    yield from _members(_value(root, "territoire"))
    yield from _sum(root)
    fiches = _value(root, "fiches")
    ids: dict[str, Scalar] = {}
    for identifier in _identifiers(fiches):
        if first := ids.get(identifier.text):
            where = f"{first.place.file.name}, ligne {first.place.line}"
            hint = f"Il est déjà pris ({where}) : changez celui de l’une des deux fiches."
            message = f"Deux fiches portent l’identifiant « {excerpt(identifier.text)} »."
            yield Problem(message, hint, identifier.place)
        ids.setdefault(identifier.text, identifier)
    all_read &= not isinstance(fiches, Broken) and not any(isinstance(f, Broken) for f in _items(fiches))
    for objectif in _objectifs(root):
        yield from _objectif(objectif, list(ids), all_read)


def _given_once(items: Iterable[Node], what: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Scalar) and not item.empty:
            if item.text in seen:
                yield Problem(
                    f"{what} « {excerpt(item.text)} » est nommée deux fois.", "Gardez-la une fois.", item.place
                )
            seen.add(item.text)


def _members(territory: Node | None) -> Iterator[Problem]:
    communes = _items(_value(territory, "communes"))
    kind = _value(territory, "type")
    if communes and not (isinstance(kind, Scalar) and kind.text == "epci") and isinstance(territory, Mapping):
        hint = "Écrivez « type: epci », ou retirez « communes »."
        yield Problem("Une commune n’a pas de communes membres.", hint, kind.place if kind else territory.place)
    names = [name for commune in communes if isinstance(name := _value(commune, "nom"), Scalar)]
    yield from _given_once([name for name in names if not name.text.startswith("[")], "La commune membre")


def _sum(root: Node) -> Iterator[Problem]:
    asked = _value(_value(root, "diagnostic"), "somme_des_communes")
    if isinstance(asked, Scalar) and asked.text == "oui" and not _items(_value(_value(root, "territoire"), "communes")):
        hint = "Écrivez les communes sous « territoire », clé « communes », ou retirez « somme_des_communes »."
        yield Problem("Il n’y a pas de communes membres à additionner.", hint, asked.place)


def _identifiers(fiches: Node | None) -> Iterator[Scalar]:
    for fiche in _items(fiches):
        identifier = _value(fiche, "id")
        if isinstance(identifier, Scalar) and not identifier.empty:
            yield identifier


def _period(period: Node | None) -> Iterator[Problem]:
    start, end = _value(period, "debut"), _value(period, "fin")
    first, last = _date(start), _date(end)
    if first and last and end and last < first:
        hint = "Vérifiez les deux dates ; elles se sont peut-être échangées."
        yield Problem("La période finit avant d’avoir commencé.", hint, end.place)


def _objectif(objectif: Node, ids: list[str], all_read: bool) -> Iterator[Problem]:
    if not isinstance(objectif, Mapping):
        return
    cited = _value(objectif, "fiche")
    text = _value(objectif, "texte")
    if all(entry.key in Objectif.model_fields for entry in objectif.entries) and not any(map(_given, (cited, text))):
        hint = "Écrivez son texte (« texte: … »), ou citez la fiche qui le porte (« fiche: … »)."
        yield Problem("Cet objectif n’a ni texte ni fiche.", hint, objectif.place)
    if isinstance(cited, Scalar) and not cited.empty and all_read and cited.text not in ids:
        hint = suggestion(cited.text, ids, "Fiches de la convention") or "Ajoutez-la sous la clé « fiches »."
        yield Problem(f"Aucune fiche ne porte l’identifiant « {excerpt(cited.text)} ».", hint, cited.place)


def _objectifs(root: Node) -> Iterator[Node]:
    for theme in _items(_value(_value(root, "enjeux"), "themes")):
        yield from _items(_value(theme, "objectifs"))
        for orientation in _items(_value(theme, "orientations")):
            yield from _items(_value(orientation, "objectifs"))


def _given(node: Node | None) -> bool:
    return node is not None and not (isinstance(node, Scalar) and not node.text.strip())


def _date(node: Node | None) -> date | None:
    try:
        value = calendar_date(node.text) if isinstance(node, Scalar) else None
    except PydanticCustomError:
        return None
    return value if isinstance(value, date) else None


def _value(node: Node | None, key: str) -> Node | None:
    entry = node.entry(key) if isinstance(node, Mapping) else None
    return entry.value if entry else None


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()

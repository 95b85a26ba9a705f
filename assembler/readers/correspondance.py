"""The mapping of an extract: what it says must hold together before the extract is opened."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from assembler.model.catalogue import Catalogue
from assembler.model.correspondance import Correspondance
from assembler.model.figures import Figures
from assembler.model.messages import excerpt, simplified, suggestion
from assembler.model.place import Problem, Problems
from assembler.readers.enclosure import Enclosure
from assembler.readers.extract import LEFT_OUT, Long, Wide
from assembler.readers.french_numbers import parse_year
from assembler.readers.typed import Places, build
from assembler.readers.yaml_tree import Mapping as MappingNode
from assembler.readers.yaml_tree import Scalar, read_tree


def read_extract(path: Path, catalogue: Catalogue, territory: tuple[str, ...], workspace: Path) -> Figures:
    """The figures that the mapping `path` finds in its extract. Raises Problems."""
    mapping, places = build(Correspondance, read_tree(path))
    problems = list(_incoherences(mapping, places, catalogue))
    try:
        file = Enclosure.at(workspace).locate(mapping.fichier, places.at("fichier"))
    except Problems as error:
        problems = [*error.problems, *problems]
    if problems:
        raise Problems(problems)
    kind = Long if mapping.colonnes.indicateur else Wide
    return kind(mapping, places, catalogue, territory, file).read()


def _incoherences(mapping: Correspondance, places: Places, catalogue: Catalogue) -> Iterator[Problem]:
    yield from _layout(mapping, places)
    if not mapping.ligne_des_titres:
        yield Problem("Les lignes se comptent à partir de 1.", "", places.at("ligne_des_titres"))
    if mapping.feuille and mapping.fichier.lower().endswith(".csv"):
        hint = "Retirez « feuille », ou nommez un classeur sous « fichier »."
        yield Problem("Un fichier CSV n’a pas de feuilles.", hint, places.at("feuille"))
    if mapping.annee is not None and mapping.colonnes.annee and not mapping.colonnes.indicateur:
        yield Problem("L’année est donnée deux fois.", "Gardez « annee » ou « colonnes: annee ».", places.at("annee"))
    try:
        parse_year(str(mapping.annee or ""))
    except Problems as error:
        yield Problem(error.problems[0].message, error.problems[0].hint, places.at("annee"))
    if not mapping.indicateurs:
        yield Problem("Aucun indicateur n’est donné.", LEFT_OUT.format("NB_ALLOC"), places.at("indicateurs"))
    for key, names in (("indicateurs", mapping.indicateurs), ("variations", mapping.variations)):
        yield from _codes(key, names, places, catalogue)
    values = {simplified(name) for name in mapping.indicateurs}
    for name in mapping.variations:
        if simplified(name) in values:
            message = f"La colonne « {excerpt(name)} » est donnée comme valeur et comme variation."
            yield Problem(message, "Gardez-la sous « indicateurs » ou « variations ».", places.at("variations", name))


def _layout(mapping: Correspondance, places: Places) -> Iterator[Problem]:
    columns, place = mapping.colonnes, places.at("colonnes")
    if columns.indicateur:
        if not columns.valeur:
            yield Problem("La colonne de la valeur manque.", "Ajoutez « valeur: … » sous « colonnes ».", place)
        if mapping.variations:
            hint = "Donnez leur colonne sous « colonnes » : « variation: … »."
            yield Problem("« variations » ne vaut que pour une colonne par indicateur.", hint, places.at("variations"))
        return
    if not columns.territoire:
        hint = "Sous « colonnes », donnez « indicateur » (une ligne chacun) ou « territoire » (une ligne chacun)."
        yield Problem("Rien ne dit comment l’extrait est fait.", hint, place)
    for name in ("valeur", "variation"):
        if getattr(columns, name):
            hint = "Retirez cette ligne, ou donnez aussi la colonne « indicateur »."
            yield Problem(f"« {name} » demande une colonne des indicateurs.", hint, places.at("colonnes", name))


def _codes(key: str, names: Mapping[str, str], places: Places, catalogue: Catalogue) -> Iterator[Problem]:
    written: dict[str, str] = {}
    given: dict[str, str] = {}
    for name, code in names.items():
        place = places.at(key, name)
        if code not in catalogue.units:
            hint = suggestion(code, catalogue.units, "Codes possibles")
            yield Problem(f"Le code « {excerpt(code)} » n’est pas au catalogue.", hint, place)
        elif code in given:
            hint = f"« {excerpt(given[code])} » le donne déjà : gardez une seule des deux lignes."
            yield Problem(f"Le code « {code} » est donné deux fois.", hint, place)
        if simplified(name) in written:
            hint = "Les accents, les majuscules et les espaces ne comptent pas. Gardez une seule des deux lignes."
            yield Problem(f"« {excerpt(name)} » est donné deux fois.", hint, place)
        written.setdefault(simplified(name), name)
        given.setdefault(code, name)


def extract_of(path: Path, workspace: Path) -> Path | None:
    """The extract that the mapping `path` names, there or not; None where it names none inside the workspace."""
    try:
        tree = read_tree(path)
    except Problems:
        return None
    entry = tree.entry("fichier") if isinstance(tree, MappingNode) else None
    if entry is None or not isinstance(entry.value, Scalar):
        return None
    found = Path(os.path.normpath(path.parent / entry.value.text.strip().replace("\\", "/")))
    return found if Enclosure.at(workspace).holds(found) else None

"""A new convention's input: what the user asked for is judged, and its file is made."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from assembler.build.skeleton import Start, skeleton
from assembler.build.workspace import Workspace, is_file
from assembler.model.convention import Caf, Territoire
from assembler.model.messages import excerpt, listed, simplified, suggestion
from assembler.model.place import Collector, Place, Problems
from assembler.model.scalars import calendar_date
from assembler.readers.source_text import FORBIDDEN
from assembler.readers.yaml_tree import Mapping, Scalar, read_tree

_NAME = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_LONGEST_NAME = 60
_TAKEN_BY_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_YEARS = 5
"""The usual length of a CTG."""
_POSSIBLE_YEARS = range(2000, 2201)


@dataclass(frozen=True, slots=True)
class Request:
    """What the user typed; None where nothing was."""

    name: str
    nom: str | None
    epci: bool = False
    denomination: str | None = None
    debut: str | None = None
    fin: str | None = None
    caf: str | None = None


def new_input(workspace: Workspace, request: Request, today: date) -> tuple[Path, str]:
    """The file of a new convention and its text; nothing is on disk yet. Raises Problems, all of them at once.

    Without dates the period starts on the next 1 January and lasts as long as a CTG usually does.
    """
    collector = Collector()
    path = collector.attempt(free_path, workspace, request.name, _renamed)
    territoire = collector.attempt(_territory, request)
    period = collector.attempt(_period, request, today)
    caf = collector.attempt(_caf, workspace, request.caf)
    collector.finish()
    assert path and territoire and period and caf
    start = Start(path.stem, territoire, *period, *caf, today)
    return path, skeleton(start)


# --- name ------------------------------------------------------------------------------


def free_path(workspace: Workspace, typed: str, mend: Callable[[str], str]) -> Path:
    """The main file that a convention called `typed` may have. Raises Problems: a bad name, or one that is taken.

    `mend` makes the hint for a bad name, from the name without its ending.
    """
    name = re.sub(r"\.ya?ml$", "", typed, flags=re.IGNORECASE)
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise Problems.one(
            f"« {excerpt(typed)} » ne peut pas nommer un fichier : des lettres sans accent, des chiffres et des "
            f"traits d’union seulement, {_LONGEST_NAME} signes au plus.",
            mend(name),
        )
    if _TAKEN_BY_WINDOWS.fullmatch(name):
        raise Problems.one(f"Windows se réserve le nom « {name} ».", f"Choisissez-en un autre : « commune-{name} ».")
    for ending in (".yaml", ".yml"):
        taken = workspace.inputs / f"{name}{ending}"
        if os.path.lexists(taken):
            raise Problems.one(
                f"Le fichier « {taken.name} » existe déjà ; il n’est jamais remplacé.",
                "Choisissez un autre nom ; ou renommez d’abord ce fichier.",
                Place(taken),
            )
    return workspace.inputs / f"{name}.yaml"


def possible_name(name: str) -> str:
    """The name of a file that is nearest to `name`; empty where nothing is left of it."""
    letters = simplified(name.replace("œ", "oe").replace("Œ", "oe"))
    return re.sub(r"[^a-z0-9]+", "-", letters)[:_LONGEST_NAME].strip("-")


def _renamed(name: str) -> str:
    short = possible_name(name) or "arras"
    return f"Écrivez « assemble new {short} --nom … » : l’option --nom porte le nom exact, accents compris."


# --- territory -------------------------------------------------------------------------


def _territory(request: Request) -> Territoire:
    kind: Literal["commune", "epci"] = "epci" if request.epci else "commune"
    nom = _words("--nom", request.nom or "")
    if not nom:
        raise Problems.one(
            "Il manque le nom du territoire.",
            'Ajoutez-le, avec son article s’il en a un : --nom Arras, --nom "Le Touquet".',
        )
    return Territoire(nom=nom, type=kind, denomination=_words("--denomination", request.denomination or "") or None)


def _words(option: str, text: str) -> str:
    """A text of one line, without what no document can hold."""
    if FORBIDDEN.search(text):
        raise Problems.one(
            f"La valeur de {option}, « {excerpt(text)} », contient un caractère invisible.", "Tapez-la à nouveau."
        )
    return " ".join(text.split())


# --- period ----------------------------------------------------------------------------


def _period(request: Request, today: date) -> tuple[date, date]:
    start = given_date("--debut", request.debut) or date(today.year + 1, 1, 1)
    end = given_date("--fin", request.fin) or end_of(start)
    if end <= start:
        raise Problems.one(
            f"La période finirait le {end:%d/%m/%Y}, avant d’avoir commencé le {start:%d/%m/%Y}.",
            "Vérifiez --debut et --fin.",
        )
    return start, end


def end_of(start: date) -> date:
    """The last day of a CTG of the usual length: the eve of the same day, years later."""
    return date(start.year + _YEARS, start.month, 1) + timedelta(days=start.day - 2)


def given_date(option: str, text: str | None) -> date | None:
    """The date typed behind an option; None where nothing was. Raises Problems."""
    if text is None:
        return None
    try:
        found = calendar_date(text.strip())
    except ValueError:
        found = None
    if not isinstance(found, date) or found.year not in _POSSIBLE_YEARS:
        raise Problems.one(
            f"La valeur de {option}, « {excerpt(text)} », n’est pas une date possible.",
            f"Écrivez par exemple : {option} 2027-01-01, ou {option} 01/01/2027.",
        )
    return found


# --- CAF -------------------------------------------------------------------------------


def _caf(workspace: Workspace, given: str | None) -> tuple[str, str, str]:
    """The CAF's shared file (as typed in the input), its full name and its director's, empty where unknown."""
    known = {_typed(workspace, path): (path, tree) for path, tree in _caf_files(workspace)}
    if given is not None:
        return _given_caf(workspace, given, list(known))
    if len(known) == 1:
        return _described(*known.popitem()[1], workspace)
    if known:
        raise Problems.one(
            f"Plusieurs Caf ont leur fichier ici : {listed(known, 'et')}.", f"Choisissez : --caf {min(known)}"
        )
    raise Problems.one(
        "Aucun fichier de Caf dans inputs/communs/.",
        "Indiquez-le : --caf communs/pas-de-calais.yaml. Il donne « nom », « nom_complet » et « departement ».",
    )


def _given_caf(workspace: Workspace, given: str, known: list[str]) -> tuple[str, str, str]:
    folders = (workspace.inputs, workspace.inputs / "communs", Path.cwd())
    candidates = [folder / name for folder in folders for name in (given, f"{given}.yaml")]
    path = next((candidate for candidate in candidates if is_file(candidate)), None)
    if path is None or not path.resolve().is_relative_to(workspace.root.resolve()):
        raise Problems.one(
            f"Le fichier de la Caf, « {excerpt(given)} », est introuvable dans l’espace de travail.",
            suggestion(given, known, "Fichiers de Caf"),
        )
    tree = read_tree(path)
    if not _is_caf(tree):
        raise Problems.one(
            "Ce fichier n’est pas celui d’une Caf : il lui manque « nom », « nom_complet » ou « departement ».",
            suggestion(given, known, "Fichiers de Caf"),
            Place(path),
        )
    return _described(path, tree, workspace)


def _caf_files(workspace: Workspace) -> Iterator[tuple[Path, object]]:
    """The shared files that describe a CAF; one that can't be read is passed over."""
    for path in sorted((workspace.inputs / "communs").glob("*.y*ml")):
        tree = Collector().attempt(read_tree, path)
        if _is_caf(tree):
            yield path, tree


def _is_caf(tree: object) -> bool:
    required = [name for name, field in Caf.model_fields.items() if field.is_required()]
    return isinstance(tree, Mapping) and all(tree.entry(name) for name in required)


def _described(path: Path, tree: object, workspace: Workspace) -> tuple[str, str, str]:
    return _typed(workspace, path), _text(tree, "nom_complet"), _text(tree, "directeur")


def _text(tree: object, key: str) -> str:
    entry = tree.entry(key) if isinstance(tree, Mapping) else None
    return " ".join(entry.value.text.split()) if entry and isinstance(entry.value, Scalar) else ""


def _typed(workspace: Workspace, path: Path) -> str:
    """The path as a file of the inputs names it."""
    return Path(os.path.relpath(path.resolve(), workspace.inputs.resolve())).as_posix()

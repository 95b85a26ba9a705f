"""The workbook of figures to fill in: where it goes, and what it starts from."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from assembler.build.workspace import Workspace, is_file
from assembler.model.catalogue import Catalogue
from assembler.model.figures import Figures
from assembler.model.messages import excerpt, suggestion
from assembler.model.place import Collector, Place, Problems
from assembler.readers.catalogue import read_catalogue
from assembler.readers.figures import MAPPINGS, read_figures
from assembler.readers.french_numbers import parse_year
from assembler.readers.workbook import ENDINGS
from assembler.writers.figures_template import write_template

_NAME = re.compile(r"\w[\w .'’-]{0,79}")
_SOURCES = (".csv", *ENDINGS, *MAPPINGS)


@dataclass(frozen=True, slots=True)
class TemplateRequest:
    """What the user typed; None where nothing was."""

    file: str
    year: str | None = None
    source: str | None = None
    name: str | None = None


def figures_template(workspace: Workspace, request: TemplateRequest, here: Path) -> tuple[Path, bytes]:
    """The path of the workbook and its bytes; nothing is on disk yet. Raises Problems, all of them at once."""
    collector = Collector()
    path = collector.attempt(_free_path, workspace, request.file, here)
    year = collector.attempt(_year, request.year)
    catalogue = collector.attempt(_catalogue, workspace)
    figures = collector.attempt(_figures, workspace, request, catalogue, here) if catalogue else None
    collector.finish()
    assert path and catalogue and figures is not None
    return path, write_template(catalogue, request.name or "", figures, year)


def _free_path(workspace: Workspace, typed: str, here: Path) -> Path:
    given = Path(re.sub(r"\.xlsx$", "", typed, flags=re.IGNORECASE) + ".xlsx")
    if not _NAME.fullmatch(given.stem):
        hint = "Lettres, chiffres, espaces et traits d’union : « harnes », « harnes/chiffres-2024 »."
        raise Problems.one(f"« {excerpt(typed)} » ne peut pas nommer un classeur.", hint)
    is_bare = not re.search(r"[/\\]", typed)
    path = Path(os.path.normpath((workspace.inputs if is_bare else here) / given))
    if not path.resolve().is_relative_to(workspace.root.resolve()):
        hint = "Donnez un dossier de l’espace de travail, ou un nom seul : le classeur ira dans inputs/."
        raise Problems.one("Ce classeur serait hors de l’espace de travail.", hint, Place(path))
    if os.path.lexists(path):
        hint = "Choisissez un autre nom ; ou renommez d’abord ce fichier."
        raise Problems.one(f"Le fichier « {path.name} » existe déjà ; il n’est jamais remplacé.", hint, Place(path))
    return path


def _year(typed: str | None) -> int | None:
    try:
        return parse_year(typed or "")
    except Problems:
        message = f"La valeur de --annee, « {excerpt(typed or '')} », n’est pas une année."
        raise Problems.one(message, "Écrivez quatre chiffres : --annee 2024.") from None


def _catalogue(workspace: Workspace) -> Catalogue:
    if not is_file(workspace.catalogue):
        hint = "Ajoutez inputs/communs/indicateurs.yaml à l’espace de travail."
        raise Problems.one("Un classeur de chiffres demande un catalogue d’indicateurs.", hint)
    return read_catalogue(workspace.catalogue)


def _figures(workspace: Workspace, request: TemplateRequest, catalogue: Catalogue, here: Path) -> Figures:
    """Those of the file to start from; a bare name is sought in the inputs too."""
    if request.source is None:
        return {}
    candidates = [folder / request.source for folder in (here, workspace.inputs)]
    path = next((each for each in candidates if is_file(each)), None)
    if path is None:
        known = sorted(_named(each, workspace) for each in workspace.inputs.rglob("*") if each.suffix in _SOURCES)
        message = f"Le fichier « {excerpt(request.source)} » est introuvable, ici comme dans inputs/."
        raise Problems.one(message, suggestion(request.source, known, "Fichiers de inputs/"))
    return read_figures(path, catalogue, (request.name,) if request.name else (), workspace.root)


def _named(path: Path, workspace: Workspace) -> str:
    return path.relative_to(workspace.inputs).as_posix()

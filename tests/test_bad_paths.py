"""Files that an input names: missing, of the wrong kind, or outside the workspace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from trials import CAF, MAIN, PERIOD, PLACE, START, put

Refused = Callable[..., str]

# where a file may be named: the main file with the name left open, and the place of the name
NAMING = {
    "caf": ("caf: NAME\n" + PLACE + PERIOD, "1:6"),
    "group of keys": (CAF + "territoire: NAME\n" + PERIOD, "2:13"),
    "fiche": (START + "fiches:\n  - NAME\n", "5:5"),
    "table": (START + "equipements: {offre: [{tableau: NAME}]}\n", "4:33"),
    "figures": (START + "diagnostic:\n  donnees: NAME\n", "5:12"),
    "logo": (CAF + "territoire: {nom: Harnes, logo: NAME}\n" + PERIOD, "2:33"),
    "dérogation": (START + "derogations: [{clause: fin, motif: x, texte: NAME}]\n", "4:46"),
}
ENDING = {"table": "csv", "figures": "csv", "logo": "png", "dérogation": "md"}

# a name that leads out of the workspace, without its ending; what is said
OUTSIDE = {
    "absolute": ("/etc/hosts.", "chemin absolu"),
    "drive letter": ("C:\\\\Users\\\\secret.", "chemin absolu"),
    "drive, slashes": ("c:/secret.", "chemin absolu"),
    "network": ("\\\\\\\\serveur\\\\partage\\\\secret.", "chemin absolu"),
    "address": ("file:///secret.", "chemin absolu"),
    "parent": ("../../secret.", "sort de l’espace de travail"),
    "parent, backslashes": ("..\\\\..\\\\secret.", "sort de l’espace de travail"),
    "parent, hidden": ("communs/../../../secret.", "sort de l’espace de travail"),
    "parent, absent": ("../../../nulle/part/secret.", "sort de l’espace de travail"),
    "symbolic link": ("lien.", "sort de l’espace de travail"),
    "linked folder": ("dossier/secret.", "sort de l’espace de travail"),
}


@pytest.mark.parametrize("kind", NAMING)
@pytest.mark.parametrize(("name", "said"), OUTSIDE.values(), ids=OUTSIDE)
def test_a_path_that_leaves_the_workspace_is_refused_and_not_read(
    workspace: Path, refused: Refused, name: str, said: str, kind: str
) -> None:
    main, where = NAMING[kind]
    ending = ENDING.get(kind, "yaml")
    secret = put(workspace.parent, f"secret.{ending}", "mot_de_passe: 1234\n")
    (workspace / f"inputs/lien.{ending}").symlink_to(secret)
    (workspace / "inputs/dossier").symlink_to(workspace.parent, target_is_directory=True)
    put(workspace, MAIN, main.replace("NAME", f'"{name}{ending}"'))
    output = refused()
    assert "1 erreur." in output
    assert f"\n{MAIN}:{where} : " in output
    assert said in output
    assert "mot_de_passe" not in output


@pytest.mark.parametrize("kind", NAMING)
def test_a_missing_file_is_named_where_it_is_written(workspace: Path, refused: Refused, kind: str) -> None:
    main, where = NAMING[kind]
    name = f"absent.{ENDING.get(kind, 'yaml')}"
    put(workspace, MAIN, main.replace("NAME", name))
    assert f"\n{MAIN}:{where} : Fichier introuvable : « {name} »." in refused()


@pytest.mark.parametrize("kind", NAMING)
def test_a_folder_is_no_file(workspace: Path, refused: Refused, kind: str) -> None:
    main, where = NAMING[kind]
    name = f"dossier.{ENDING.get(kind, 'yaml')}"
    (workspace / "inputs" / name).mkdir()
    put(workspace, MAIN, main.replace("NAME", name))
    assert f"\n{MAIN}:{where} : « {name} » est un dossier, pas un fichier." in refused()


def test_a_near_name_is_suggested(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, START + "fiches: [harnes/fiches/loisir.yaml]\n")
    assert "Vouliez-vous dire « harnes/fiches/loisirs.yaml » ?" in refused()


def test_a_path_is_read_from_the_file_that_writes_it(workspace: Path, refused: Refused) -> None:
    """A fiche in a folder names its own neighbours, and its mistakes are its own."""
    put(workspace, MAIN, START + "equipements: annexes/equipements.yaml\n")
    put(workspace, "inputs/annexes/equipements.yaml", "offre:\n  - tableau: tableaux/ecole.csv\n")
    put(workspace, "inputs/annexes/tableaux/ecoles.csv", "a\n")
    output = refused()
    assert "\ninputs/annexes/equipements.yaml:2:14 : Fichier introuvable" in output
    assert "« tableaux/ecoles.csv » ?" in output


def test_files_that_name_each_other_are_refused(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, START + "equipements: {offre: [a.yaml]}\n")
    put(workspace, "inputs/a.yaml", "rubriques: [b.yaml]\n")
    put(workspace, "inputs/b.yaml", "rubriques: [a.yaml]\n")
    output = refused()
    assert "\ninputs/b.yaml:1:13 : " in output
    assert "« a.yaml » → « b.yaml » → « a.yaml »" in output


def test_a_picture_that_is_none_is_refused(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, CAF + "territoire: {nom: Harnes, logo: logo.png}\n" + PERIOD)
    put(workspace, "inputs/logo.png", "du texte")
    output = refused()
    assert f"\n{MAIN}:2:33 : Ce logo n’est pas une image PNG ou JPEG lisible." in output


def test_the_main_file_itself_stays_in_the_workspace(workspace: Path, refused: Refused) -> None:
    outside = put(workspace.parent, "ailleurs.yaml", START)
    assert "hors de l’espace de travail" in refused(str(outside))

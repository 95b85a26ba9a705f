"""One convention over several files: what is read where, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler.model.place import Problems
from assembler.readers.convention import read_convention

CAF = "nom: Caf du Nord\nnom_complet: Caf\ndepartement: {nom: Nord, article: le}\nlogo: logos/caf.png\n"
MAIN = """\
caf: communs/caf.yaml
territoire: {nom: Lille}
periode: {debut: 2023-01-01, fin: 2026-12-31}
"""


def straight(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "espace"
    put(root, "inputs/communs/caf.yaml", CAF)
    put(root, "inputs/communs/logos/caf.png", "")
    put(tmp_path, "secret.yaml", "nom: x\n")
    return root


def put(root: Path, name: str, content: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def main(workspace: Path, more: str = "", start: str = MAIN) -> Path:
    return put(workspace, "inputs/lille.yaml", start + more)


def refusal(path: Path, workspace: Path) -> Problems:
    with pytest.raises(Problems) as raised:
        read_convention(path, workspace)
    return raised.value


def test_named_files_are_read_in_place(workspace: Path) -> None:
    fiche = put(workspace, "inputs/lille/f1.yaml", "id: f1\ntitre: Une fiche\n")
    table = put(workspace, "inputs/lille/t.csv", '\ufeffÉcole;Élèves\nJaurès;12\n\n"Zola ; B";\n;7\n')
    more = (
        "fiches:\n  - lille\\f1.yaml\ndiagnostic:\n  contexte:\n    - tableau: lille/t.csv\n"
        "enjeux: {themes: [{titre: a, objectifs: [Agir, {fiche: f1}]}]}\n"
    )
    path = main(workspace, more)
    source = read_convention(path, workspace)
    assert source.convention.caf.logo == "inputs/communs/logos/caf.png"
    assert source.convention.fiches[0].titre == "Une fiche"
    assert source.convention.diagnostic and (tableau := source.convention.diagnostic.contexte[0].tableau)
    assert tableau.colonnes == ("École", "Élèves")
    assert tableau.lignes == (("Jaurès", "12"), ("Zola ; B", ""), ("", "7"))
    assert source.files == (path, path.parent / "communs/caf.yaml", fiche, table)
    assert source.places.at("fiches", 0, "titre").file == fiche
    assert str(source.places.at("diagnostic", "contexte", 0, "tableau", "lignes", 1, 0)) == f"{table}:4:1"


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("communs/cav.yaml", "introuvable", "Vouliez-vous dire « communs/caf.yaml »"),
        ("communs/zzzzzzzz.yaml", "introuvable", "Fichiers de ce dossier : « caf.yaml »"),
        ("comuns/caf.yaml", "introuvable", "Vouliez-vous dire « communs »"),
        ("/etc/caf.yaml", "absolu", "../communs/logo.png"),
        ("C:\\caf.yaml", "absolu", "../communs/logo.png"),
        ("https://caf.fr/caf.yaml", "absolu", "../communs/logo.png"),
        ("\\\\serveur\\caf.yaml", "absolu", "../communs/logo.png"),
        ("../../secret.yaml", "sort de l’espace", "Placez"),
        ("..\\..\\secret.yaml", "sort de l’espace", "Placez"),
        ("lien.yaml", "sort de l’espace", "Placez"),
        ("boucle.yaml", "introuvable", ""),
        ("x" * 5000 + ".yaml", "trop long", "../communs"),
    ],
)
def test_a_path_stays_inside_the_workspace_and_exists(workspace: Path, name: str, message: str, hint: str) -> None:
    path = main(workspace, start=MAIN.replace("communs/caf.yaml", name))
    (workspace / "inputs/lien.yaml").symlink_to(workspace.parent / "secret.yaml")
    (workspace / "inputs/boucle.yaml").symlink_to(workspace / "inputs/boucle.yaml")
    (problem,) = refusal(path, workspace).problems
    assert str(problem.place) == f"{path}:1:6"
    if name != "boucle.yaml":
        assert message in straight(problem.message)
    assert hint in straight(problem.hint)


def test_a_folder_is_no_file(workspace: Path) -> None:
    (workspace / "inputs/d.yaml").mkdir()
    (problem,) = refusal(main(workspace, start=MAIN.replace("communs/caf.yaml", "d.yaml")), workspace).problems
    assert "est un dossier" in straight(problem.message)


def test_the_main_file_is_inside_the_workspace(workspace: Path) -> None:
    (problem,) = refusal(workspace.parent / "secret.yaml", workspace).problems
    assert "hors de l’espace" in problem.message


def test_a_file_that_names_itself_is_refused(workspace: Path) -> None:
    put(workspace, "inputs/r.yaml", "titre: a\nrubriques:\n  - s.yaml\n")
    put(workspace, "inputs/s.yaml", "titre: b\nrubriques:\n  - r.yaml\n")
    (problem,) = refusal(main(workspace, "diagnostic:\n  contexte:\n    - r.yaml\n"), workspace).problems
    assert "se nommer lui-même" in problem.message
    assert "« r.yaml » → « s.yaml » → « r.yaml »" in straight(problem.hint)
    assert str(problem.place) == f"{workspace / 'inputs/s.yaml'}:3:5"


def test_files_that_multiply_are_stopped(workspace: Path) -> None:
    for level in range(4):
        put(workspace, f"inputs/r{level}.yaml", "rubriques:\n" + f"  - r{level + 1}.yaml\n" * 30)
    put(workspace, "inputs/r4.yaml", "titre: a\n")
    problems = refusal(main(workspace, "diagnostic:\n  contexte:\n    - r0.yaml\n"), workspace).problems
    assert any("500" in p.message or "emboîtent" in p.message for p in problems)


def test_files_nested_to_the_limit_do_not_exhaust_the_stack(workspace: Path) -> None:
    deep = "{rubriques: [" * 15 + "%s" + "]}" * 15 + "\n"
    for level in range(5):
        put(workspace, f"inputs/r{level}.yaml", deep % f"r{level + 1}.yaml")
    (problem,) = refusal(main(workspace, "diagnostic:\n  contexte:\n    - r0.yaml\n"), workspace).problems
    assert "s’emboîtent" in problem.message


def test_the_same_file_may_serve_twice(workspace: Path) -> None:
    put(workspace, "inputs/r.yaml", "titre: a\n")
    source = read_convention(main(workspace, "diagnostic:\n  contexte:\n    - r.yaml\n    - r.yaml\n"), workspace)
    assert source.convention.diagnostic and len(source.convention.diagnostic.contexte) == 2


def test_all_files_tell_their_problems_at_once(workspace: Path) -> None:
    put(workspace, "inputs/f1.yaml", "id: f1\ntitrre: x\n")
    put(workspace, "inputs/f2.yaml", "id: f2\ntitre: a: b\n")
    put(workspace, "inputs/t.csv", "a;b\n1;2;3\n")
    more = (
        "fiches: [f1.yaml, f2.yaml, f3.yaml]\n"
        "diagnostic: {donnees: absent.csv, contexte: [{tableau: t.csv}]}\n"
        "signature: {date: jamais}\n"
    )
    path = main(workspace, more, MAIN.replace("2026", "2022"))
    problems = refusal(path, workspace).problems
    told = [(p.place.file.name, p.place.line) for p in problems if p.place]
    assert told == [
        ("lille.yaml", 3),
        ("lille.yaml", 4),
        ("lille.yaml", 5),
        ("lille.yaml", 6),
        ("f1.yaml", 2),
        ("f2.yaml", 2),
        ("t.csv", 2),
    ]


@pytest.mark.parametrize(
    ("more", "line", "message", "hint"),
    [
        ("fiches: [{id: a}, {id: a}]", 4, "l’identifiant « a »", "lille.yaml, ligne 4"),
        (
            "fiches: [{id: jeunesse}]\nenjeux: {themes: [{objectifs: [{fiche: jeunese}]}]}",
            5,
            "« jeunese »",
            "« jeunesse »",
        ),
        (
            "enjeux: {themes: [{orientations: [{objectifs: [{fiche: a}]}]}]}",
            4,
            "Aucune fiche",
            "sous la clé « fiches »",
        ),
        ("enjeux: {themes: [{objectifs: [{texte: , fiche: }]}]}", 4, "ni texte ni fiche", "« texte: … »"),
    ],
)
def test_what_the_types_alone_let_through(workspace: Path, more: str, line: int, message: str, hint: str) -> None:
    (problem,) = refusal(main(workspace, more), workspace).problems
    assert problem.place and problem.place.line == line
    assert message in straight(problem.message)
    assert hint in straight(problem.hint)


def test_an_intercommunality_may_have_no_member_yet(workspace: Path) -> None:
    path = main(workspace, start=MAIN.replace("{nom: Lille}", "{nom: Métropole, type: epci}"))
    assert read_convention(path, workspace).convention.territoire.communes == ()


@pytest.mark.parametrize("name", ["harnes", "lens"])
def test_the_conventions_of_this_repository_are_read(name: str) -> None:
    root = Path(__file__).parents[2]
    path = root / "inputs" / f"{name}.yaml"
    if not path.exists():
        pytest.skip("no such convention here")
    assert read_convention(path, root).convention.territoire.nom == name.capitalize()

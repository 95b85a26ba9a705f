"""A convention that was never in the tool, prolonged from its references."""

from __future__ import annotations

import pytest
from avenants import DAY, avenant, on, plain, text, under
from conftest import REPOSITORY
from openxml_audit import OpenXmlValidator
from trials import edit, listing, put, straight

from assembler.build.workspace import Workspace

LIEVIN = "inputs/hors-outil/lievin.yaml"
FOLDER = "out/hors-outil/lievin"
UNTIL = ("--prolonger", "2027-12-31")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    on(monkeypatch, DAY)


def written(assemble, name: str = LIEVIN, *options: str) -> str:
    result = assemble("avenant", name, *UNTIL, *options)
    assert result.status == 0, result.output
    return straight(result.output)


@pytest.mark.parametrize("name", [LIEVIN, "lievin.yaml", "lievin"])
def test_its_references_are_enough(assemble, workspace, name, tmp_path):
    output = written(assemble, name)
    folder = workspace / FOLDER / "avenant-1"
    assert [path.name for path in folder.iterdir()] == ["avenant.docx"]
    assert f"Écrit : {FOLDER}/avenant-1/avenant.docx" in output
    assert "Pas de version consolidée : le texte de la convention n’est pas dans l’outil" in output
    assert "assemble seal" not in output
    file = avenant(workspace, folder=FOLDER)
    assert (
        "à l’article 10 de la convention, la date du 31 décembre 2026 est remplacée par celle du 31 décembre 2027."
        in (text(file))
    )
    assert "Conformément à l’article 11 de la convention" in text(file)
    assert "Ville de Liévin, agissant par le Maire, [à compléter : nom du signataire]" in under(file, "Parties")
    validator = OpenXmlValidator(strict=True, security_validation=True, max_errors=20)
    assert [str(error) for error in validator.validate(folder / "avenant.docx").errors] == []


def test_what_is_not_known_is_to_complete(assemble, workspace):
    edit(workspace, LIEVIN, ("article_duree: 10\n", ""), ("article_avenant: 11\n", ""))
    output = written(assemble)
    whole = text(avenant(workspace, folder=FOLDER))
    assert "signée le [à compléter : date de signature de la convention]" in whole
    assert "à l’article [à compléter : numéro de l’article sur la durée] de la convention" in whole
    assert "Il indique tous les changements qui sont apportés à la convention et à ses annexes." in whole
    assert "passages restent à compléter" in output


def test_all_that_is_known_stands_in_it(assemble, workspace):
    edit(
        workspace,
        LIEVIN,
        ("titre: Convention Territoriale Globale", "titre: 'CTG **{{ 7*7 }}** <w:b/>'"),
        ("# signee_le: 2022-06-20", "signee_le: 2022-06-20"),
        ("avenants: []", "avenants: [2023-01-10, 2024-05-02]"),
        ("  exemplaires: 2", "  exemplaires: 3\n  date: 2026-09-01"),
        ("# Délibération", "deliberation: {numero: 26-12, date: 2026-06-30, transmission: 2026-07-02}\n# Délibération"),
    )
    assert "Avenant n° 3" in written(assemble, LIEVIN, "--effet", "2026-12-31")
    file = avenant(workspace, 3, folder=FOLDER)
    whole = text(file)
    assert "la CTG **{{ 7*7 }}** <w:b/> de la ville de Liévin, signée le 20 juin 2022" in whole
    assert "l’avenant n° 2 à la convention, signé le 2 mai 2024" in whole
    assert "la délibération n° 26-12 du 30 juin 2026, transmise au préfet le 2 juillet 2026" in whole
    assert "Le présent avenant prend effet le 31 décembre 2026." in whole
    assert under(file, "Signature")[0] == "Fait à Liévin, le 1er septembre 2026, en 3 exemplaires originaux."


def test_it_is_written_the_same_each_time_and_touches_nothing_else(assemble, workspace):
    before = listing(workspace)
    written(assemble)
    file = workspace / FOLDER / "avenant-1/avenant.docx"
    first = file.read_bytes()
    file.unlink()
    written(assemble)
    assert file.read_bytes() == first
    assert {name: state for name, state in listing(workspace).items() if name != str(file)} == before


def test_these_inputs_are_no_conventions(assemble, workspace):
    assert LIEVIN not in [path.relative_to(workspace).as_posix() for path in Workspace(workspace).conventions()]
    put(workspace, "inputs/lievin.yaml", "caf: 12\n")
    assert "n’est pas scellée" in straight(assemble("avenant", "lievin.yaml", *UNTIL).output)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("fin: 2026-12-31", "fin: 2021-12-31"), "La période finit avant d’avoir commencé"),
        (("# signee_le: 2022-06-20", "signee_le: 2027-06-20"), "signée après la fin de sa période"),
        (("avenants: []", "avenants: [2024-05-02, 2023-01-10]"), "L’avenant du 10/01/2023 est daté d’avant"),
        (("titre: Conv", "titer: Conv"), "La clé « titer » n’est pas connue ici"),
        (("communs/pas-de-calais", "communs/nord"), "introuvable"),
        (("fin: 2026-12-31", "fin: 2026-02-28"), "elle ne peut plus être prolongée"),
    ],
)
def test_what_is_wrong_in_it_is_told_at_its_line(refused, workspace, change, said):
    edit(workspace, LIEVIN, change)
    output = refused("avenant", LIEVIN, *UNTIL)
    assert said in output and LIEVIN in output


def test_only_its_last_day_can_be_changed_and_all_is_told_at_once(refused, workspace):
    edit(workspace, LIEVIN, ("titre: Conv", "titer: Conv"))
    output = refused("avenant", LIEVIN, "--effet", "2026-06-01")
    assert "il ne peut en écrire que la prolongation" in output and "titer" in output and "2 erreurs" in output


def test_its_signature_is_no_later_than_the_first_avenant(refused, workspace):
    edit(
        workspace,
        LIEVIN,
        ("# signee_le: 2022-06-20", "signee_le: 2022-06-20"),
        ("avenants: []", "avenants: [2022-01-05]"),
    )
    assert "L’avenant du 05/01/2022 est daté d’avant" in refused("avenant", LIEVIN, *UNTIL)


def test_an_intercommunality_names_itself(assemble, workspace):
    edit(workspace, LIEVIN, ("nom: Liévin", "nom: Lens-Liévin"), ("ville", "communauté d’agglomération"))
    written(assemble)
    assert "l’assemblée délibérante de la communauté d’agglomération de Lens-Liévin" in text(
        avenant(workspace, folder=FOLDER)
    )


def test_the_page_on_avenants_shows_the_sample_as_it_is():
    page = plain((REPOSITORY / "docs/avenants.md").read_text(encoding="utf-8"))
    sample = (REPOSITORY / LIEVIN).read_text(encoding="utf-8")
    assert f"```yaml\n{plain(sample)}```" in page

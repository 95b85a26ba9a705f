"""What `assemble avenant` refuses, all at once, without a file written."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from avenants import CONVENTION, DAY, FILE, MAIN, SEALED, change, on, seal_convention
from trials import edit, put

from assembler.model.scalars import MONTHS

EFFET = ("--effet", "2025-01-01")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    on(monkeypatch, DAY)


@pytest.fixture
def sealed(assemble, workspace):
    seal_convention(assemble, workspace)
    return workspace


@pytest.fixture
def changed(sealed):
    change(sealed)
    return sealed


def test_what_is_not_sealed_has_no_avenant(refused, workspace):
    put(workspace, MAIN, CONVENTION)
    said = refused("avenant", FILE, "--effet", "demain")
    assert "n’est pas scellée" in said and "assemble seal essai.yaml" in said
    assert "La valeur de « --effet », « demain », n’est pas une date" in said and "2 erreurs" in said


@pytest.mark.parametrize(
    ("options", "messages"),
    [
        (("--effet", "31/02/2024", "--prolonger", "x"), ["« 31/02/2024 », n’est pas une date", "« x », n’est pas"]),
        (("--effet", "2023-04-11"), ["avant la signature de la convention, le 12/04/2023"]),
        (("--effet", "2027-01-01"), ["après la fin de la convention, le 31/12/2026"]),
        (("--prolonger", "2026-12-31"), ["n’est pas après la fin actuelle, 31/12/2026"]),
        (("--effet", "2023-01-01", "--prolonger", "2020-01-01"), ["avant la signature", "n’est pas après la fin"]),
    ],
)
def test_dates_that_do_not_fit_are_refused_together(refused, sealed, options, messages):
    said = refused("avenant", FILE, *options)
    assert all(message in said for message in messages)
    assert ("1 erreur." if len(messages) == 1 else f"{len(messages)} erreurs.") in said


def test_a_convention_that_has_ended_is_renewed(refused, changed, monkeypatch):
    on(monkeypatch, date(2027, 1, 1))
    for options in ((), ("--prolonger", "2027-12-31")):
        said = refused("avenant", FILE, *options)
        assert "a pris fin le 31/12/2026" in said and "assemble renew essai.yaml" in said


def test_an_input_that_cannot_be_read_whole_is_no_text_to_sign(refused, sealed):
    put(sealed, "inputs/essai/fiche.yaml", "id: a\ntitr: x\n")
    edit(sealed, MAIN, ("etape: signee", "etape: projet\nfiches: [essai/fiche.yaml]"))
    assert "fiche.yaml" in refused("avenant", FILE, *EFFET)


def test_a_prolongation_that_would_change_more_is_refused(refused, sealed, monkeypatch):
    """As where another version of the program writes the same input in other words."""
    monkeypatch.setattr("assembler.compose.french.MONTHS", [month.upper() for month in MONTHS])
    said = refused("avenant", FILE, "--prolonger", "2027-12-31")
    assert "n’écrit plus le texte en vigueur comme il a été scellé" in said and "Article 10" in said


def test_an_input_from_elsewhere_is_refused(refused, sealed, tmp_path):
    shutil.copy(sealed / MAIN, tmp_path / FILE)
    assert "hors de l’espace de travail" in refused("avenant", str(tmp_path / FILE), *EFFET)


def test_a_damaged_archive_is_no_ground(refused, sealed):
    path = sealed / SEALED
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b" ")
    assert "a changé depuis qu’il a été scellé" in refused("avenant", FILE, *EFFET)


def test_a_library_without_avenants_says_what_is_missing(assemble, refused, changed):
    (changed / "clauses/avenant.yaml").unlink()
    assert "n’a pas de plan d’avenant" in refused("avenant", FILE, *EFFET)
    assert assemble("clauses").status == 0


def test_a_workspace_without_the_template_says_so(refused, changed):
    (changed / "templates/avenant.docx").unlink()
    assert "Le modèle « avenant.docx » manque" in refused("avenant", FILE, *EFFET)

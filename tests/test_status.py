"""`assemble status`: a line for each convention, whatever is wrong with one of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from test_frozen import stage
from test_impact import forget_what_is_new
from trials import CAF, PERIOD, PLACE, START, listing, put, straight

from assembler.build.checking import find
from assembler.build.convention import Composed

Assemble = Callable[..., Any]
KEYS = {"file", "origin", "territory", "stage", "blocking", "start", "end", "days_left", "renew_from", "renewed_by"}
KEYS |= {"sealed", "behind", "word", "errors"}


@pytest.fixture
def portfolio(workspace: Path) -> Path:
    """A workspace whose only conventions are the three below."""
    for path in [*(workspace / "inputs").glob("*.yaml"), *(workspace / "inputs/hors-outil").glob("*")]:
        path.unlink()
    forget_what_is_new(workspace)
    put(workspace, "inputs/a-jour.yaml", START)
    put(workspace, "inputs/casse.yaml", CAF + PERIOD + "territoire: {nom: Lens, gentil: Lensois}\nfiches: x\n")
    put(workspace, "inputs/votee.yml", CAF + PLACE + PERIOD + "etape: signature\n")
    return workspace


def rows(assemble: Assemble) -> dict[str, dict[str, Any]]:
    result = assemble("status", "--format", "json")
    assert result.status == 0, result.output
    return {each["file"]: each for each in json.loads(result.output)}


def test_each_convention_has_its_stage_its_points_and_its_end(portfolio: Path, assemble: Assemble) -> None:
    found = rows(assemble)
    assert list(found) == ["inputs/a-jour.yaml", "inputs/casse.yaml", "inputs/votee.yml"]
    assert all(set(each) == KEYS for each in found.values())
    draft, voted = found["inputs/a-jour.yaml"], found["inputs/votee.yml"]
    assert (draft["territory"], draft["stage"], draft["end"], draft["errors"]) == ("Harnes", "projet", "2026-12-31", [])
    assert draft["blocking"] == 0
    assert voted["stage"] == "signature"
    assert voted["blocking"] > 0


def test_the_points_are_those_that_the_check_finds(portfolio: Path, assemble: Assemble) -> None:
    checked = json.loads(assemble("check", "votee.yml", "--format", "json").output)
    blocking = sum(each["severity"] == "bloquant" for each in checked)
    assert rows(assemble)["inputs/votee.yml"]["blocking"] == blocking


def test_one_that_can_not_be_read_stops_no_other(portfolio: Path, assemble: Assemble) -> None:
    broken = rows(assemble)["inputs/casse.yaml"]
    assert {broken[key] for key in KEYS - {"file", "origin", "behind", "errors"}} == {None}
    assert [(each["file"], each["line"]) for each in broken["errors"]] == [
        ("inputs/casse.yaml", 3),
        ("inputs/casse.yaml", 4),
    ]
    put(portfolio, "inputs/casse.yaml", b"\xff\xfe\x00")
    assert rows(assemble)["inputs/casse.yaml"]["stage"] is None
    assert len(rows(assemble)) == 3


def test_the_table_is_for_people(portfolio: Path, assemble: Assemble) -> None:
    result = assemble("status")
    assert result.status == 0, result.output
    title, draft, broken, voted, *details = straight(result.output).splitlines()
    assert title.split("  ")[0] == "Fichier"
    assert draft.split() == ["a-jour.yaml", "Harnes", "projet", "0", *draft.split()[4:]]
    assert "31/12/2026" in draft
    assert broken.split() == ["casse.yaml", "illisible"]
    assert voted.split()[:3] == ["votee.yml", "Harnes", "signature"]
    at = title.index("Fin de la période")
    assert draft.index("31/12/2026") == at == voted.index("31/12/2026")
    assert details[0].startswith("casse.yaml est illisible (2 erreurs). inputs/casse.yaml:3:")
    assert "« gentile » ?" in details[1]
    assert "« assemble casse.yaml » montre toutes ses erreurs." in details[2]


def test_a_period_that_is_over_is_marked(portfolio: Path, assemble: Assemble) -> None:
    past, day = "periode: {debut: 2015-01-01, fin: 2018-12-31}\n", "date_reference: 2023-01-01\n"
    put(portfolio, "inputs/a-jour.yaml", CAF + PLACE + past + day)
    end = date.today() + timedelta(days=90)
    put(
        portfolio,
        "inputs/votee.yml",
        CAF + PLACE.replace("Harnes", "Lens") + f"periode: {{debut: 2023-01-01, fin: {end}}}\n",
    )
    output = straight(assemble("status").output)
    assert "31/12/2018 (échue)" in output
    assert f"{end:%d/%m/%Y} (dans 90 jours)" in output
    assert "Échéances sans suite dans inputs/ : 1 est terminée, 1 finit dans les 6 mois." in output
    row = rows(assemble)["inputs/votee.yml"]
    assert (row["days_left"], row["renewed_by"]) == (90, None)
    assert date.fromisoformat(row["renew_from"]) < date.today()


def test_a_period_that_another_follows_needs_no_renewal(portfolio: Path, assemble: Assemble) -> None:
    put(portfolio, "inputs/avant.yaml", CAF + PLACE + "periode: {debut: 2022-01-01, fin: 2022-12-31}\n")
    found = rows(assemble)
    assert found["inputs/avant.yaml"]["renewed_by"] == "inputs/a-jour.yaml"
    assert found["inputs/a-jour.yaml"]["renewed_by"] is None
    assert "1 est terminée" not in straight(assemble("status").output)


def test_a_clause_behind_the_library_is_named(portfolio: Path, assemble: Assemble) -> None:
    assert rows(assemble)["inputs/a-jour.yaml"]["behind"] == []
    text = (portfolio / "clauses/fin/2023-01.md").read_text("utf-8")
    put(portfolio, "clauses/fin/2024-01.md", text.replace("du: 2023-01-01", "du: 2024-01-01"))
    put(portfolio, "clauses/fin/2090-01.md", text.replace("du: 2023-01-01", "du: 2090-01-01"))
    behind = rows(assemble)["inputs/a-jour.yaml"]["behind"]
    assert behind == [{"clause": "fin", "version": "2023-01", "newest": "2024-01"}]
    assert "1 clause en retard" in straight(assemble("status").output)


def test_the_word_file_is_out_of_date_until_it_is_built(portfolio: Path, assemble: Assemble) -> None:
    assert rows(assemble)["inputs/a-jour.yaml"]["word"] == {"state": "a_refaire", "reasons": ["jamais produite"]}
    assemble("a-jour.yaml")
    assert rows(assemble)["inputs/a-jour.yaml"]["word"] == {"state": "a_jour", "reasons": []}


def test_homonyms_do_not_follow_one_another(portfolio: Path, assemble: Assemble) -> None:
    past, day = "periode: {debut: 2018-01-01, fin: 2021-12-31}\n", "date_reference: 2023-01-01\n"
    common = (portfolio / "inputs/communs/pas-de-calais.yaml").read_text("utf-8")
    put(portfolio, "inputs/communs/autre.yaml", common.replace("Caf du Pas-de-Calais", "Caf X"))
    caf, place = CAF.replace("pas-de-calais", "autre"), "territoire: {{nom: {}, insee: '{}'}}\n"
    for name, start in (
        ("autre-caf", caf + PLACE),
        ("meme", CAF + PLACE),
        ("insee", CAF + place.format("Harnes", "62413")),
        ("renommee", CAF + place.format("Harnes-la-Vieille", "62413")),
        ("homonyme", CAF + place.format("Harnes", "02413")),
    ):
        put(portfolio, f"inputs/{name}.yaml", start + past + day)
    put(portfolio, "inputs/a-jour.yaml", CAF + place.format("Harnes", "62413") + PERIOD)
    put(portfolio, "inputs/votee.yml", CAF + place.format("Harnes", "51234") + PERIOD)
    found = {Path(name).stem: each["renewed_by"] for name, each in rows(assemble).items()}
    followed = {"meme", "insee", "renommee"}
    assert {name for name, by in found.items() if by} == followed
    assert {found[name] for name in ("insee", "renommee")} == {"inputs/a-jour.yaml"}


def test_an_error_that_nobody_foresaw_stops_no_other(
    portfolio: Path, assemble: Assemble, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(composed: Composed, *rest: Any) -> Any:
        if composed.source.files[0].stem == "a-jour":
            raise ZeroDivisionError("par zéro")
        return find(composed, *rest)

    monkeypatch.delenv("ASSEMBLE_TRACE", raising=False)
    monkeypatch.setattr("assembler.build.portfolio.find", fail)
    found = rows(assemble)
    [error] = found["inputs/a-jour.yaml"]["errors"]
    assert error["message"] == "Erreur imprévue du programme (ZeroDivisionError : par zéro)."
    assert "« assemble status » avec la variable ASSEMBLE_TRACE=1" in error["hint"]
    assert found["inputs/votee.yml"]["blocking"] > 0
    monkeypatch.setenv("ASSEMBLE_TRACE", "1")
    with pytest.raises(ZeroDivisionError):
        assemble("status")


@pytest.fixture
def sealed(workspace: Path, assemble: Assemble) -> Path:
    for path in (workspace / "inputs/lens.yaml", *(workspace / "inputs/hors-outil").glob("*")):
        path.unlink()
    stage(workspace, "signature")
    assert assemble("harnes.yaml").status == 0
    assert assemble("seal", "harnes.yaml", "--signature", "2023-04-12").status == 0
    return workspace


def test_a_sealed_convention_says_since_when_and_is_not_composed(sealed: Path, assemble: Assemble) -> None:
    (sealed / "inputs/communs/departement-2020.csv").unlink()
    row = rows(assemble)["inputs/harnes.yaml"]
    assert row["sealed"] == {"signature": "2023-04-12", "sealed": date.today().isoformat(), "avenants": []}
    assert (row["blocking"], row["word"]["state"], row["errors"]) == (None, "scellee", [])
    assert "scellé" in (output := straight(assemble("status").output))
    assert "signée le 12/04/2023" in output


def test_the_period_in_force_is_that_of_the_archive(sealed: Path, assemble: Assemble) -> None:
    text = (sealed / "inputs/harnes.yaml").read_text("utf-8")
    put(sealed, "inputs/harnes.yaml", text.replace("fin: 2026-12-31", "fin: 2029-12-31"))
    assert rows(assemble)["inputs/harnes.yaml"]["end"] == "2026-12-31"


def test_a_damaged_archive_is_told_beside_the_rest(sealed: Path, assemble: Assemble) -> None:
    file = sealed / "archives/harnes/convention.docx"
    file.chmod(0o644)
    file.write_bytes(b"autre")
    row = rows(assemble)["inputs/harnes.yaml"]
    assert (row["territory"], row["end"]) == ("Harnes", "2026-12-31")
    assert "a changé depuis qu’il a été scellé" in row["errors"][0]["message"]
    assert "harnes.yaml : son archive est abîmée." in straight(assemble("status").output)


def test_a_seal_whose_input_is_gone_is_named(sealed: Path, assemble: Assemble) -> None:
    (sealed / "inputs/harnes.yaml").rename(sealed / "inputs/harnes-2023.yaml")
    said = "archives/harnes : scellée, sans saisie inputs/harnes.yaml"
    found = rows(assemble)
    row = found["inputs/harnes.yaml"]
    assert set(row) == KEYS
    assert (row["origin"], row["stage"], row["sealed"]["signature"]) == ("archive", None, "2023-04-12")
    assert (row["errors"][0]["message"], row["errors"][0]["file"]) == (f"{said}.", "inputs/harnes.yaml")
    assert found["inputs/harnes-2023.yaml"]["sealed"] is None
    output = straight(assemble("status").output)
    assert f"{said}.\n    Remède : Remettez harnes.yaml à sa place" in output
    assert said in straight(assemble("batch", "--dry-run").output)
    assert assemble("status", "--format", "html").status == 0
    page = straight((sealed / "out/status.html").read_text("utf-8"))
    assert said in page and "1 archive sans saisie" in page
    (sealed / "inputs/harnes-2023.yaml").rename(sealed / "inputs/harnes.yaml")
    for command in ("status", "batch"):
        assert "sans saisie" not in straight(assemble(command).output)


OUTSIDE = (
    "caf: ../communs/pas-de-calais.yaml\nterritoire: {nom: Liévin}\nperiode: {debut: 2022-01-01, fin: 2026-12-31}\n"
)


def test_conventions_that_were_never_in_the_tool_are_there(portfolio: Path, assemble: Assemble) -> None:
    put(portfolio, "inputs/hors-outil/lievin.yaml", OUTSIDE + "signee_le: 2022-06-20\navenants: [2024-02-02]\n")
    put(portfolio, "inputs/hors-outil/casse.yaml", OUTSIDE + "signe: 2022-06-20\n")
    found = rows(assemble)
    row = found["inputs/hors-outil/lievin.yaml"]
    assert set(row) == KEYS
    assert (row["origin"], row["stage"], row["end"]) == ("hors-outil", None, "2026-12-31")
    assert row["sealed"] == {"signature": "2022-06-20", "sealed": None, "avenants": ["2024-02-02"]}
    assert found["inputs/hors-outil/casse.yaml"]["errors"][0]["line"] == 4
    output = straight(assemble("status").output)
    assert "hors-outil/lievin.yaml" in output
    assert "signée le 20/06/2022, 1 avenant" in output


def test_the_page_is_one_file_in_out(portfolio: Path, assemble: Assemble) -> None:
    before = listing(portfolio)
    result = assemble("status", "--format", "html")
    assert result.status == 0
    assert "Écrit : out/status.html" in straight(result.output)
    added = set(listing(portfolio)) - set(before)
    assert added == {str(portfolio / "out/status.html")}
    page = (portfolio / "out/status.html").read_text("utf-8")
    assert "a-jour.yaml" in page and "casse.yaml" in page and "votee.yml" in page


def test_only_main_files_count(portfolio: Path, assemble: Assemble) -> None:
    put(portfolio, "inputs/.cache.yaml", "x")
    put(portfolio, "inputs/notes.txt", "x")
    put(portfolio, "inputs/dossier.yaml/x.txt", "x")
    assert len(rows(assemble)) == 3


def test_nothing_is_written(portfolio: Path, assemble: Assemble) -> None:
    before = listing(portfolio)
    assemble("status")
    assert listing(portfolio) == before


def test_a_workspace_without_convention_says_how_to_begin(portfolio: Path, assemble: Assemble) -> None:
    for path in (portfolio / "inputs").glob("*.y*ml"):
        path.unlink()
    result = assemble("status")
    assert result.status == 0
    assert "« assemble new » en commence une" in straight(result.output)
    assert rows(assemble) == {}


def test_without_a_workspace_or_a_library_nothing_can_be_said(
    workspace: Path, assemble: Assemble, refused: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "clauses/plan.yaml").unlink()
    assert "clauses/plan.yaml" in refused("status")
    monkeypatch.chdir(tmp_path)
    result = assemble("status")
    assert result.status == 2
    assert "Aucun espace de travail ici" in result.output

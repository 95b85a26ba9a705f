"""`assemble renew`: the next period's input, all that it takes along, and nothing of the earlier one touched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from avenants import DAY, FILE, on, seal_convention
from renewing import PERIOD, Assemble, findings, line, places
from trials import edit, listing, put, straight

from assembler.readers.convention import read_convention

SIGNED = """\
# Convention signée.
caf: communs/pas-de-calais.yaml
territoire: {nom: Annay}
periode:
  debut: 01/01/2023   
  fin: 31/12/2026
date_reference: 2023-01-01
etape: signee
projet_du: 2022-10-05
acceptations:
  # Adresses
  - {code: COM019, motif: Attendues., par: Mme Petit, jusqu_au: 2026-06-30}
  - code: COM014
    motif: Choix de la commune.
    par: M. Leroy
    jusqu_au: 2031-12-31
clauses:
  fin: 2022-01
derogations:
  - clause: recours
    texte: annay/recours.md
    motif: Délai de conciliation.
signature:
  lieu: Annay
  date: 2023-03-15
  signataires:
    - {organisme: Caf du Pas-de-Calais, qualite: Le Directeur, nom: Jean-Jacques PION, signe_le: 2023-03-14}
    - {organisme: Commune d’Annay, qualite: Le Maire, nom: Anne ROY}
avenants:
  - deliberation: {numero: 2024-11, date: 2024-05-02}
    signature: {lieu: Annay, date: 2024-06-01}
  - deliberation: {numero: 2025-03}
deliberation:
  # Votée à l’unanimité.
  numero: 2023-07
  date: 2023-02-10
  transmission: 2023-02-14
  texte: |
    Le conseil approuve.
intervention:
  texte: La commune gère les écoles.
  remarques:
    - {de: Copil, texte: Citer le RPE., suite: Fait.}
    # Toujours ouverte.
    - {de: Copil, texte: Citer les accueils.}
fiches:
  - annay/accueil.yaml
  - id: sans-date
    echeances: Toute la durée de la CTG
    remarques:
      - {texte: Bien., suite: Merci.}
"""
FICHE = """\
# Tenue par le service enfance.
id: accueil
titre: Accueil
echeances: |
  - Juin 2024 : ouverture
# Ce que l’on attend.
resultats: Plus de places
"""


@pytest.fixture
def signed(workspace: Path) -> Path:
    put(workspace, "inputs/annay/recours.md", "Un texte.\n")
    put(workspace, "inputs/annay/accueil.yaml", FICHE)
    return put(workspace, "inputs/annay.yaml", SIGNED)


# --- files -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["harnes", "lens", "annay"])
def test_the_next_convention_assembles_at_once_and_the_earlier_one_is_untouched(
    workspace: Path, signed: Path, assemble: Assemble, name: str
) -> None:
    before = listing(workspace)
    result = assemble("renew", f"{name}.yaml", *PERIOD)
    assert result.status == 0, result.output
    after = listing(workspace)
    assert {path: after[path] for path in before} == before
    new = {Path(path).relative_to(workspace / "inputs").as_posix() for path in set(after) - set(before)}
    assert f"{name}-2027.yaml" in new
    assert all(path.startswith(f"{name}-2027/") for path in new - {f"{name}-2027.yaml"})
    built = assemble(f"{name}-2027.yaml", "--strict")
    assert built.status == 0, built.output


def test_every_own_file_is_copied_and_what_is_shared_is_not(workspace: Path, assemble: Assemble) -> None:
    assemble("renew", "harnes.yaml", *PERIOD)
    inputs = workspace / "inputs"
    source = read_convention(inputs / "harnes-2027.yaml", workspace)
    used = {path.relative_to(inputs).parts[0] for path in source.files[1:]}
    assert used == {"communs", "harnes-2027"}
    assert source.convention.diagnostic.donnees == "inputs/harnes-2027/donnees.csv"
    assert source.convention.diagnostic.reference == "inputs/communs/departement-2020.csv"
    old = {path.relative_to(inputs / "harnes").as_posix() for path in (inputs / "harnes").rglob("*") if path.is_file()}
    new = {p.relative_to(inputs / "harnes-2027").as_posix() for p in (inputs / "harnes-2027").rglob("*") if p.is_file()}
    assert new == old


def test_comments_and_the_order_of_keys_are_kept(workspace: Path, assemble: Assemble) -> None:
    assemble("renew", "harnes.yaml", *PERIOD)
    for name in ("harnes{}.yaml", "harnes{}/fiches/loisirs.yaml"):
        old, new = ((workspace / "inputs" / name.format(way)).read_text(encoding="utf-8") for way in ("", "-2027"))
        comments = [each for each in old.splitlines() if each.lstrip().startswith("#")]
        kept = [each for each in new.splitlines() if each.lstrip().startswith("#")]
        added = [each for each in kept if each not in comments]
        assert [each for each in kept if each not in added] == comments
        assert len(added) == (3 if name == "harnes{}.yaml" else 0)
        keys = list(yaml.safe_load(old))
        assert [key for key in yaml.safe_load(new) if key in keys] == keys
    assert list(yaml.safe_load((workspace / "inputs/harnes-2027.yaml").read_text(encoding="utf-8")))[:4] == [
        "caf", "territoire", "periode", "projet_du",
    ]  # fmt: skip


def test_a_renewed_convention_can_be_renewed(workspace: Path, assemble: Assemble) -> None:
    assemble("renew", "harnes.yaml", *PERIOD)
    result = assemble("renew", "harnes-2027.yaml")
    assert result.status == 0, result.output
    convention = read_convention(workspace / "inputs/harnes-2032.yaml", workspace).convention
    assert (convention.periode.debut, convention.periode.fin) == (date(2032, 1, 1), date(2036, 12, 31))
    assert (convention.renouvelle.debut, convention.renouvelle.fin) == (date(2027, 1, 1), date(2031, 12, 31))
    assert (workspace / "inputs/harnes-2032/donnees.csv").is_file()


# --- what is decided again -------------------------------------------------------------


def test_what_is_decided_again_is_emptied(workspace: Path, signed: Path, assemble: Assemble) -> None:
    result = assemble("renew", "annay.yaml", *PERIOD)
    new = read_convention(workspace / "inputs/annay-2027.yaml", workspace).convention
    assert (new.periode.debut, new.periode.fin) == (date(2027, 1, 1), date(2031, 12, 31))
    assert (new.etape, new.projet_du, new.date_reference) == ("projet", date.today(), date(2027, 1, 1))
    assert (new.acceptations, new.clauses, new.derogations) == ((), {}, ())
    assert new.deliberation is None or set(new.deliberation.model_dump().values()) == {None}
    assert (new.signature.date, new.signature.lieu, new.avenants) == (None, "Annay", ())
    assert [each.signe_le for each in new.signature.signataires] == [None, None]
    assert [each.texte for each in new.intervention.remarques] == ["Citer les accueils."]
    assert [(fiche.echeances, fiche.remarques) for fiche in new.fiches] == [
        (None, ()),
        ("Toute la durée de la CTG", ()),
    ]
    assert new.fiches[0].resultats == "Plus de places"
    said = straight(result.output)
    for told in (
        "étape : « convention signée » redevient « projet »",
        "2 acceptations :",
        "COM019 par Mme Petit, jusqu’au 30/06/2026",
        "fin : 2022-01, désormais 20",
        "recours : Délai de conciliation.",
        "1 délibération :",
        "date de signature : c’était le 15/03/2023",
        "2 avenants : c’étaient ceux de la convention précédente",
        "1 case « Échéances de réalisation »",
        "2 remarques closes",
    ):
        assert told in said, said
    assert not (workspace / "inputs/annay-2027/recours.md").exists()
    assert "# Votée à l’unanimité." in (workspace / "inputs/annay-2027.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("signature", "is_questioned"),
    [("2023-03-15", True), ("2026-03-15", True), ("2026-04-20", False)],
)
def test_a_mayor_is_questioned_if_elections_came_since(
    workspace: Path, signed: Path, assemble: Assemble, signature: str, is_questioned: bool
) -> None:
    edit(workspace, "inputs/annay.yaml", ("  date: 2023-03-15", f"  date: {signature}"))
    assemble("renew", "annay.yaml", *PERIOD)
    marked = [place for place in places(findings(assemble, "annay-2027.yaml"), "JAL002") if place.startswith("annay")]
    assert [("Anne ROY" in line(workspace, place)) for place in marked] == [True] * is_questioned
    if is_questioned:  # the officer confirms the name, and the point is gone
        edit(
            workspace, "inputs/annay-2027.yaml", (line(workspace, marked[0]).partition('nom: "')[2].rstrip('"}'), "X Y")
        )
        assert [each for each in places(findings(assemble, "annay-2027.yaml"), "JAL002") if "annay" in each] == []


def test_annexes_that_the_clauses_of_the_day_cite_are_added(workspace: Path, assemble: Assemble) -> None:
    for clause in ("pilotage", "signature", "preambule", "evaluation", "engagements"):
        (workspace / f"clauses/{clause}/2027-01.md").unlink(missing_ok=True)
    result = assemble("renew", "lens.yaml", *PERIOD)
    assert result.status == 0, result.output
    assert "1 annexe ajoutée" in result.output
    new = read_convention(workspace / "inputs/lens-2027.yaml", workspace).convention
    assert new.annexes == ("diagnostic", "equipements", "plan-actions", "gouvernance", "referentiel")


def test_an_earlier_text_that_is_not_the_signed_one_is_told(signed: Path, assemble: Assemble) -> None:
    assert "n’est pas à l’étape « convention signée »" in straight(assemble("renew", "lens.yaml", *PERIOD).output)
    assert "n’est pas à l’étape" not in straight(assemble("renew", "annay.yaml", *PERIOD).output)


def test_days_without_a_convention_are_told_and_found(workspace: Path, signed: Path, assemble: Assemble) -> None:
    result = assemble("renew", "annay.yaml", "--du", "2027-03-01", "--au", "2031-12-31")
    assert "Aucune convention entre le 31/12/2026 et le 01/03/2027" in straight(result.output)
    found = findings(assemble, "annay-2027.yaml")
    assert [line(workspace, place) for place in places(found, "REN004")] == ["debut: 2027-03-01"]


@pytest.fixture
def prolonged(workspace: Path, assemble: Assemble, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sealed convention whose end an avenant, sealed too, put from 2026 to 2027; the input still says 2026."""
    on(monkeypatch, DAY)
    seal_convention(assemble, workspace)
    assert assemble("avenant", FILE, "--prolonger", "2027-12-31").status == 0
    result = assemble("seal", FILE, "--avenant", "1", "--signature", "2026-03-02")
    assert result.status == 0, result.output
    return workspace


def test_a_prolonged_convention_is_followed_from_its_new_end(prolonged: Path, assemble: Assemble) -> None:
    result = assemble("renew", FILE)
    assert "modifiée par son avenant" in straight(result.output)
    assert "Aucune convention entre" not in straight(result.output)
    new = read_convention(prolonged / "inputs/essai-2028.yaml", prolonged).convention
    assert (new.periode.debut, new.periode.fin) == (date(2028, 1, 1), date(2032, 12, 31))
    assert (new.renouvelle.debut, new.renouvelle.fin) == (date(2023, 1, 1), date(2027, 12, 31))
    assert places(findings(assemble, "essai-2028.yaml"), "REN004") == []


def test_a_period_that_overlaps_the_prolonged_one_is_refused(prolonged: Path, refused: Callable[..., str]) -> None:
    said = refused("renew", FILE, *PERIOD)
    assert "avant la fin de la convention actuelle (31/12/2027)" in said
    assert "archives/essai/avenant-1/convention-consolidee.docx" in said
    assert "--du 2028-01-01" in said


def test_a_damaged_archive_tells_no_period(prolonged: Path, refused: Callable[..., str]) -> None:
    file = prolonged / "archives/essai/avenant-1/convention-consolidee.docx"
    file.chmod(0o644)
    file.write_bytes(b"autre")
    assert "a changé depuis qu’il a été scellé" in refused("renew", FILE)


# --- refusals --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("harns.yaml", *PERIOD), ["« harns.yaml » est introuvable", "Vouliez-vous dire « harnes.yaml » ?"]),
        (("harnes.yaml", "--du", "2027-13-01"), ["--du, « 2027-13-01 », n’est pas une date possible"]),
        (("harnes.yaml", "--du", "2031-01-01", "--au", "2030-12-31"), ["avant d’avoir commencé", "--du et --au"]),
        (
            ("harnes.yaml", "--du", "2026-01-01", "--au", "2030-12-31"),
            ["inputs/harnes.yaml:32:8 : La nouvelle période", "--du 2027-01-01"],
        ),
        (("harnes.yaml", *PERIOD, "--nom", "lens"), ["« lens.yaml » existe déjà"]),
        (("harnes.yaml", *PERIOD, "--nom", "à côté"), ["ne peut pas nommer un fichier", "--nom a-cote"]),
        (
            ("harns.yaml", "--du", "hier", "--au", "demain", "--nom", "lens"),
            ["4 erreurs", "« harns.yaml »", "« hier »", "« demain »", "« lens.yaml »"],
        ),
    ],
)
def test_what_cannot_be_is_refused_at_once(refused: Callable[..., str], arguments: tuple[str], told: list[str]) -> None:
    said = refused("renew", *arguments)
    for each in told:
        assert each in said, said


def test_an_unreadable_input_is_refused_with_all_its_faults(workspace: Path, refused: Callable[..., str]) -> None:
    edit(workspace, "inputs/harnes/fiches/loisirs.yaml", ("titre: ", "titre: a : "))
    edit(workspace, "inputs/harnes/fiches/participation.yaml", ("titre: ", "tittre: "))
    said = refused("renew", "harnes.yaml", "--du", "jamais")
    assert "3 erreurs" in said
    assert "loisirs.yaml:6" in said
    assert "participation.yaml:6" in said
    assert "« jamais »" in said


def test_no_file_is_ever_replaced(workspace: Path, refused: Callable[..., str]) -> None:
    put(workspace, "inputs/harnes-2027/ecoles.csv", "à moi\n")
    assert "inputs/harnes-2027/ecoles.csv : Le fichier « ecoles.csv » existe déjà" in refused(
        "renew", "harnes.yaml", *PERIOD
    )

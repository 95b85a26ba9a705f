"""`assemble renew` of an intercommunality: the files of its communes, one that all conventions share."""

from __future__ import annotations

from pathlib import Path

from renewing import PERIOD, Assemble, findings, line, places
from trials import listing, put, straight

from assembler.readers.convention import read_convention

EPCI = """\
caf: communs/pas-de-calais.yaml
territoire:
  type: epci
  nom: Osartis-Marquion
  denomination: communauté de communes
  communes:
    - osartis/vitry.yaml
    - nom: Brebières
      deliberation: {numero: 12, date: 2023-01-15}
      signataire: {nom: Camille DUPONT, qualite: La Maire}
periode: {debut: 2023-01-01, fin: 2026-12-31}
signature:
  signataires:
    - {organisme: Osartis-Marquion, qualite: Le Président, nom: Jean PETIT}
diagnostic:
  donnees: osartis/correspondance.yaml
  reference: communs/departement-2020.csv
fiches:
  - communs/fiches/pilotage.yaml
"""
VITRY = """\
nom: Vitry-en-Artois
donnees: chiffres/vitry.csv
competences:
  - Accueil périscolaire
signataire:
  nom: Alix MARTIN
"""
MAPPING = """\
fichier: extrait.csv
colonnes: {territoire: Commune}
annee: 2020
indicateurs: {ALLOC: allocataires}
"""


def test_an_intercommunality_renews_with_the_files_of_its_communes(workspace: Path, assemble: Assemble) -> None:
    put(workspace, "inputs/osartis-marquion.yaml", EPCI)
    put(workspace, "inputs/osartis/vitry.yaml", VITRY)
    put(workspace, "inputs/osartis/chiffres/vitry.csv", "code;annee;valeur;variation\nallocataires;2020;900;\n")
    put(workspace, "inputs/osartis/correspondance.yaml", MAPPING)
    put(workspace, "inputs/osartis/extrait.csv", "Commune;ALLOC\nOsartis-Marquion;5 000\n")
    put(workspace, "inputs/communs/fiches/pilotage.yaml", "id: pilotage\ntitre: Piloter\necheances: Juin 2024\n")
    before = listing(workspace)
    result = assemble("renew", "osartis-marquion.yaml", *PERIOD)
    assert result.status == 0, result.output
    new = set(listing(workspace)) - set(before)
    assert {Path(name).relative_to(workspace / "inputs").as_posix() for name in new} == {
        "osartis-marquion-2027.yaml",
        "osartis-marquion-2027/osartis/vitry.yaml",
        "osartis-marquion-2027/osartis/chiffres/vitry.csv",
        "osartis-marquion-2027/osartis/correspondance.yaml",
        "osartis-marquion-2027/osartis/extrait.csv",
    }
    assert {name: each for name, each in listing(workspace).items() if name in before} == before
    said = straight(result.output)
    assert "3 noms d’élus" in said
    assert "pilotage.yaml, ligne 3" in said  # a shared fiche is left as it is, and told
    found = findings(assemble, "osartis-marquion-2027.yaml")
    marked = {line(workspace, place) for place in places(found, "JAL002") if place.startswith("osartis")}
    assert sum(any(name in each for each in marked) for name in ("DUPONT", "PETIT", "MARTIN")) == 3
    assert places(found, "PER004") == ["communs/fiches/pilotage.yaml:3"]
    convention = read_convention(workspace / "inputs/osartis-marquion-2027.yaml", workspace).convention
    assert set(convention.territoire.communes[1].deliberation.model_dump().values()) == {None}
    assert assemble("osartis-marquion-2027.yaml", "--strict").status == 0

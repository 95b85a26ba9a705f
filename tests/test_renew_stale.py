"""What went stale in the two real conventions is found in their renewal, at its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from renewing import PERIOD, Assemble, findings

STALE = {
    "harnes": [
        ("PER006", "communs/pas-de-calais.yaml", "fin: 2022"),
        ("PER009", "harnes-2027/donnees.csv", ";2020;"),
        ("PER009", "communs/departement-2020.csv", ";2020;"),
        ("REN001", "harnes-2027.yaml", "réforme des Contrats Enfance Jeunesse"),
        ("REN001", "harnes-2027.yaml", "prendront la place du CEJ"),
        ("REN001", "harnes-2027.yaml", "que le CEJ les ait comptés"),
        ("REN001", "harnes-2027/fiches/pilotage-ctg.yaml", "coordonne le Contrat Enfance Jeunesse"),
        ("REN001", "harnes-2027/fiches/pilotage-ctg.yaml", "Coordinateurs Contrat Enfance Jeunesse"),
        ("REN001", "harnes-2027/fiches/pilotage-ctg.yaml", "Coordonnateurs Contrat Enfance Jeunesse"),
        ("REN002", "harnes-2027/fiches/pilotage-ctg.yaml", "deviennent des postes"),
        ("REN003", "harnes-2027/fiches/pilotage-ctg.yaml", "pendant la première CTG"),
        ("TER001", "communs/pas-de-calais.yaml", "DDCS"),
        ("TER001", "communs/pas-de-calais.yaml", "la pauvreté"),
        ("TER001", "harnes-2027/relais.csv", "Relais Assistantes Maternelles"),
        ("TER001", "harnes-2027/urbanisme.csv", "Zone Urbaine Sensible"),
        ("JAL002", "harnes-2027.yaml", "Philippe DUQUESNOY"),
        ("COM001", "harnes-2027/fiches/accueil-individuel.yaml", "echeances:"),
        ("COM001", "harnes-2027/fiches/loisirs.yaml", "echeances:"),
        ("COM001", "harnes-2027/fiches/participation.yaml", "echeances:"),
        ("COM001", "harnes-2027/fiches/pilotage-ctg.yaml", "echeances:"),
        ("CHA002", "harnes-2027.yaml", "Gestion des écoles maternelles"),
    ],
    "lens": [
        ("PER006", "communs/pas-de-calais.yaml", "fin: 2022"),
        ("PER009", "lens-2027/donnees.csv", ";2020;"),
        ("PER009", "communs/departement-2020.csv", ";2020;"),
        ("REN001", "lens-2027.yaml", "inscrits au contrat enfance et jeunesse"),
        ("REN001", "lens-2027.yaml", "la coordination CEJ repose aujourd’hui"),
        ("REN001", "lens-2027.yaml", "Coordinateurs CEJ"),
        ("REN002", "lens-2027.yaml", "appelées à se transformer"),
        ("REN003", "lens-2027.yaml", "pendant cette première CTG"),
        ("TER001", "communs/pas-de-calais.yaml", "DDCS"),
        ("TER001", "communs/pas-de-calais.yaml", "la pauvreté"),
        ("TER001", "lens-2027.yaml", "type: RAM"),
        ("COM001", "lens-2027.yaml", "echeances:"),
    ],
}
REPEATED = {"lens": ("REN002", "qui deviendront chargés de coopération", 4)}
"""One sentence stands in several fiches."""
FAMILIES = ("REN", "TER", "PER")


def found_in(workspace: Path, found: list[dict[str, Any]]) -> set[tuple[str, str, int]]:
    own = [each for each in found if each["file"].startswith("inputs/")]
    return {(each["code"], each["file"].removeprefix("inputs/"), each["line"]) for each in own}


@pytest.mark.parametrize("name", STALE)
def test_what_went_stale_is_found_at_its_line_and_nothing_else(workspace: Path, assemble: Assemble, name: str) -> None:
    assert assemble("renew", f"{name}.yaml", *PERIOD).status == 0
    found = found_in(workspace, findings(assemble, f"{name}-2027.yaml"))
    lines = {
        each: (workspace / "inputs" / each[1]).read_text(encoding="utf-8").splitlines()[each[2] - 1] for each in found
    }
    told = set()
    for code, file, text in STALE[name]:
        here = {each for each in found if each[:2] == (code, file) and text in lines[each]}
        assert here, (code, file, text)
        told |= here
    if name in REPEATED:
        code, text, times = REPEATED[name]
        again = {each for each in found if each[0] == code and text in lines[each]}
        assert len(again) == times
        told |= again
    others = {(each, lines[each]) for each in found - told if each[0].startswith(FAMILIES)}
    assert others == set()

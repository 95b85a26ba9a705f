"""Draft deliberations as a user asks for them, and a convention with communes that vote."""

from __future__ import annotations

from trials import straight
from wordfile import WordFile

BODIES = """caf: communs/pas-de-calais.yaml
territoire:
  type: epci
  nom: Arras
  denomination: communauté urbaine
  communes:
    - nom: Arras
      deliberation: {numero: 2026-11, date: 2026-03-02, transmission: 2026-03-06}
      signataire: {nom: Frédéric LETURQUE}
    - nom: Le Sars
      signataire: {nom: Anne PETIT, qualite: La Maire}
    - {nom: Œuf-en-Ternois, signataire: {nom: Paul HUIT, qualite: L’adjoint au maire}}
periode: {debut: 2026-01-01, fin: 2029-12-31}
signature:
  signataires:
    - {organisme: Caisse d’Allocations Familiales du Pas-de-Calais, qualite: Le Directeur}
    - {organisme: Communauté urbaine d’Arras, qualite: La Présidente, nom: Jeanne ROY}
"""
BLANK = "[à compléter : "


def text(file: WordFile) -> str:
    return straight("\n".join(file.lines))


def drafted(assemble, workspace, *arguments: str, name: str = "harnes", file: str = "deliberation") -> WordFile:
    result = assemble("deliberation", f"{name}.yaml", *arguments)
    assert result.status == 0, result.output
    return WordFile.at(workspace / f"out/{name}/{file}.docx")

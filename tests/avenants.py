"""A small convention that is sealed, what changes after, and the avenant as a reader sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from trials import CAF, edit, put
from wordfile import WordFile, rows_of, text_of

FILE = "essai.yaml"
MAIN = f"inputs/{FILE}"
SEALED = "archives/essai/convention.docx"
DAY = date(2026, 3, 2)
"""One on which the convention runs."""
SIGNED = "2023-04-12"
CONVENTION = f"""{CAF}territoire: {{nom: Harnes, elision: non}}
periode: {{debut: 2023-01-01, fin: 2026-12-31}}
date_reference: 2023-01-01
etape: signature
intervention:
  competences: [Écoles, Périscolaire]
equipements:
  liste:
    - {{type: ALSH, nom: Gouillard, gestionnaire: Mairie}}
    - {{type: RPE, nom: Les Premiers Pas, gestionnaire: Mairie}}
deliberation: {{numero: 2023-08, date: 2023-03-01, transmission: 2023-03-05}}
signature:
  lieu: Harnes
  exemplaires: 2
  signataires:
    - {{organisme: Caisse d’Allocations Familiales du Pas-de-Calais, qualite: Le Directeur, nom: Jean-Jacques PION}}
    - {{organisme: Commune de Harnes, qualite: Le Maire, nom: Philippe DUQUESNOY}}
"""


def seal_convention(assemble: Callable[..., Any], workspace: Path) -> None:
    put(workspace, f"inputs/{FILE}", CONVENTION)
    result = assemble("seal", FILE, "--signature", SIGNED)
    assert result.status == 0, result.output


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Let the command run on that day, whenever the tests do."""

    class Day(date):
        @classmethod
        def today(cls) -> date:
            return day

    monkeypatch.setattr("assembler.cli.avenant.date", Day)


def change(workspace: Path) -> None:
    """A standard clause, two texts of the commune, and the mayor are others than on the day of the signature."""
    new_fin(workspace)
    edit(
        workspace,
        MAIN,
        ("    - {type: RPE", "    - {type: LAEP, nom: La Maison bleue, gestionnaire: Mairie}\n    - {type: RPE"),
        ("[Écoles, Périscolaire]", "[Écoles, Périscolaire, Jeunesse]"),
        ("Philippe DUQUESNOY", "Anne MAIRESSE"),
        ("numero: 2023-08", "numero: 2099-99"),
    )


def new_fin(workspace: Path, notice: str = "neuf", since: str = "2024") -> None:
    """Another wording of the clause on the end of the convention, in force from that year on."""
    before = max((workspace / "clauses/fin").glob("*.md"), key=lambda path: (path.stem < since, path.stem))
    head, body = before.read_text(encoding="utf-8").split("\n---\n", 1)
    du = next(line for line in head.splitlines() if line.startswith("en_vigueur"))
    start = du.partition("du: ")[2][:10]
    ended = head.replace(du, f"en_vigueur: {{du: {start}, au: {int(since) - 1}-12-31}}")
    before.write_text(f"{ended}\n---\n{body}", encoding="utf-8")
    began = head.replace(du, f"en_vigueur: {{du: {since}-01-01, au: 2026-12-31}}")
    text = body.replace("six mois", f"{notice} mois").replace("neuf mois", f"{notice} mois")
    put(workspace, f"clauses/fin/{since}-01.md", f"{began}\n---\n{text}")


def avenant(workspace: Path, number: int = 1, name: str = "avenant", folder: str = "out/essai") -> WordFile:
    return WordFile.at(workspace / f"{folder}/avenant-{number}/{name}.docx")


def text(file: WordFile) -> str:
    """All its paragraphs, one a line, spaces plain."""
    return "\n".join(map(plain, file.lines))


def under(file: WordFile, heading: str) -> list[str]:
    """The paragraphs, and the rows of tables, under that heading."""
    found: list[str] = []
    for element in file.section(heading):
        lines = [" | ".join(row) for row in rows_of(element)] if element.tag.endswith("}tbl") else [text_of(element)]
        found += [plain(line) for line in lines if line]
    return found


def plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ")

"""Any number of distinct communes, each with its input and its figures, in a copy of this repository's content.

    python benchmarks/communes.py FOLDER 10000 [SEED]

The same seed gives the same files; so does the same rank, whatever the number. Figures agree with the catalogue.
A third of the inputs stand in one file, the others have a file a fiche; one in twelve is an intercommunality,
whose figures are the sum of its communes'.
"""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from commune_figures import figures_csv
from commune_names import name_of, slug
from commune_texts import ACTIONS, COMPETENCES, THEMES, bodies, equipment, fiche, person

ROOT = Path(__file__).resolve().parent.parent
_SHARED = ("clauses", "templates", "inputs/communs", "inputs/schemas")
_ANNEXES = "[diagnostic, equipements, plan-actions, gouvernance, referentiel]"
_TABLES = (
    ("Données de cadrage", "T1, T2, T3"),
    ("Petite enfance", "T4, T5, T6, T7"),
    ("Jeunesse", "T8, T9"),
    ("Parentalité", "T10, T11"),
    ("Animation de la vie sociale", "T12"),
    ("Logement et habitat", "T13, T14"),
    ("Insertion et précarité", "T15, T16, T17"),
)
_DATES = (date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1), None)


@dataclass(frozen=True, slots=True)
class Made:
    """One convention: the name of its input without its ending, and the day that chooses its clauses."""

    stem: str
    reference: date | None


def make_workspace(folder: Path, count: int, seed: int = 1) -> Iterator[Made]:
    """Write a workspace with `count` conventions, one by one as they are asked for."""
    for shared in _SHARED:
        shutil.copytree(ROOT / shared, folder / shared)
    for rank in range(count):
        commune = _Commune(Random(f"{seed}-{rank}"), rank)
        for path, text in commune.files().items():
            file = folder / "inputs" / path
            try:
                file.write_text(text, encoding="utf-8")
            except FileNotFoundError:
                file.parent.mkdir(parents=True)
                file.write_text(text, encoding="utf-8")
        yield Made(commune.stem, commune.reference)


class _Commune:
    def __init__(self, random: Random, rank: int) -> None:
        self.random, self.rank = random, rank
        self.name = name_of(rank)
        self.stem = slug(self.name)
        self.habitants = round(500 * 200 ** random.betavariate(1.2, 2))
        self.is_epci = rank % 12 == 7
        self.in_one_file = rank % 3 == 0
        self.reference = random.choice(_DATES)
        self.start = (self.reference or date(2024, 1, 1)).year
        self.years = f"{self.start}-{self.start + random.choice((3, 4))}"
        self.actions = random.sample(ACTIONS, random.randint(3, len(ACTIONS)))

    def files(self) -> dict[str, str]:
        """By path in `inputs/`."""
        paths = [path for _, path in self._members()] or [f"{self.stem}/donnees.csv"]
        figures = {path: figures_csv(self.random, max(500, self.habitants // len(paths))) for path in paths}
        fiches = {
            f"{self.stem}/fiches/{key}.yaml": fiche(self.random, key, title, self.name, self.years)
            for key, title in self.actions
        }
        main = {f"{self.stem}.yaml": "\n".join(self._main(fiches))}
        return main | figures | ({} if self.in_one_file else fiches)

    def _main(self, fiches: dict[str, str]) -> Iterator[str]:
        yield "caf: communs/pas-de-calais.yaml"
        yield from self._territory()
        yield f"periode:\n  debut: {self.start}-01-01\n  fin: {self.years[5:]}-12-31"
        if self.reference:
            yield f"date_reference: {self.reference}"
        yield f"etape: {'copil' if self.rank % 2 else 'projet'}\nannexes: {_ANNEXES}"
        yield "intervention:\n  competences:\n" + self._competences("    ")
        yield from self._themes()
        yield bodies(self.random, self.name)
        yield from self._diagnostic()
        yield "equipements:\n  liste:" + "".join(self._equipments(self.random.randint(3, 8), "    "))
        yield from self._signature()
        yield "fiches:"
        for path, text in fiches.items():
            yield _entry(text, "  ") if self.in_one_file else f"  - {path}"
        yield ""

    def _territory(self) -> Iterator[str]:
        kind = "epci" if self.is_epci else "commune"
        word = "communauté de communes" if self.is_epci else self.random.choice(("commune", "ville"))
        yield f"territoire:\n  type: {kind}\n  nom: {self.name}\n  denomination: {word}"
        yield f'  insee: "{self.rank:05d}"\n  ads:\n    nom: Antenne {self.rank % 9 + 1}\n    responsable: femme'
        yield f"    charges_accompagnement: {self.rank % 4 + 1}\n    travailleurs_sociaux: {self.rank % 9 + 3}"
        if not self.is_epci:
            yield "  epci: la communauté de communes du Pays voisin"
            return
        yield "  communes:"
        for name, path in self._members():
            yield f"    - nom: {name}\n      denomination: commune\n      donnees: {path}"
            yield f"      signataire:\n        qualite: Le Maire\n        nom: {person(self.random)}"
            yield "      competences:\n" + self._competences("        ")
            yield "      equipements:" + "".join(self._equipments(2, "        "))

    def _members(self) -> list[tuple[str, str]]:
        """Names of the member communes, with their files of figures."""
        names = [f"{self.name.partition('-')[0]}-{end}" for end in ("le-Vieux", "le-Neuf", "l’Église", "du-Bois")]
        return [(name, f"{self.stem}/{slug(name)}.csv") for name in names[: 2 + self.rank % 3]] if self.is_epci else []

    def _competences(self, indent: str) -> str:
        found = self.random.sample(COMPETENCES, self.random.randint(2, 5))
        return "\n".join(f"{indent}- {each}" for each in found)

    def _equipments(self, count: int, indent: str) -> Iterator[str]:
        for _ in range(count):
            yield "\n" + _entry(equipment(self.random, self.name), indent)

    def _themes(self) -> Iterator[str]:
        yield "enjeux:\n  themes:"
        themes = self.random.sample(THEMES, min(len(self.actions), self.random.randint(2, 5)))
        for rank, (title, aim) in enumerate(themes):
            yield f"    - titre: {title}\n      orientations:\n        - titre: {aim}\n          objectifs:"
            yield from (f"            - fiche: {key}" for key, _ in self.actions[rank :: len(themes)])

    def _diagnostic(self) -> Iterator[str]:
        figures = "somme_des_communes: oui" if self.is_epci else f"donnees: {self.stem}/donnees.csv"
        yield f"diagnostic:\n  {figures}\n  reference: communs/departement-2020.csv"
        yield f"  presentation: |\n    Le diagnostic de ce territoire ({self.name}) a été établi en commun.\n"
        yield "  sections:"
        yield from (f"    - titre: {title}\n      tableaux: [{codes}]" for title, codes in _TABLES)

    def _signature(self) -> Iterator[str]:
        caf = "Caisse d’Allocations Familiales du Pas-de-Calais"
        yield f"signature:\n  lieu: {self.name}\n  signataires:\n    - organisme: {caf}\n      qualite: Le Directeur"
        yield f"      nom: Jean-Jacques PION\n    - organisme: {self.name}"
        yield f"      qualite: {'Le Président' if self.is_epci else 'Le Maire'}\n      nom: {person(self.random)}"


def _entry(text: str, indent: str) -> str:
    """A block of YAML as an item of a list."""
    return f"{indent}- " + textwrap.indent(text, f"{indent}  ").removeprefix(f"{indent}  ").rstrip("\n")


if __name__ == "__main__":
    wanted = Path(sys.argv[1])
    print(sum(1 for _ in make_workspace(wanted, int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)))

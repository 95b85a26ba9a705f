"""The figures that an input names: read, summed, and completed with what the catalogue computes."""

from __future__ import annotations

from pathlib import Path

from assembler.build.digests import digest
from assembler.build.workspace import Workspace
from assembler.compose.french import definite
from assembler.compose.names import designation_of
from assembler.model.arithmetic import completed, summed
from assembler.model.catalogue import Catalogue
from assembler.model.convention import Collectivite, Commune, Departement, Diagnostic, Reference
from assembler.model.figures import Dataset, Figures
from assembler.model.finding import UnreadFile, reached
from assembler.model.place import Collector, Place, Problems
from assembler.readers.archive import MAX_BYTES
from assembler.readers.convention import Source
from assembler.readers.figures import read_figures
from assembler.readers.source_text import read_bytes

FIGURES_SUFFIXES = (".csv", ".xlsx")
_NO_CATALOGUE = Catalogue(sections=())


Shelf = dict[str, tuple[Figures, Figures]]
"""The figures of references, as typed and complete, by name and content: all conventions of a vintage share them."""


class FiguresOf:
    """Reads the figures of one input; in a draft, a file that can't be read becomes a notice (`unread`)."""

    def __init__(
        self, workspace: Workspace, catalogue: Catalogue | None, shelf: Shelf, source: Source, collector: Collector
    ) -> None:
        self.workspace, self.shelf, self.source, self.collector = workspace, shelf, source, collector
        self.has_catalogue, self.catalogue = catalogue is not None, catalogue or _NO_CATALOGUE
        self.lenient = not reached(source.convention.etape, "deliberation")
        self.unread: list[UnreadFile] = []

    def member(self, commune: Commune, rank: int) -> Dataset:
        figures = self._read(commune.donnees, commune, "territoire", "communes", rank, "donnees")
        return self._dataset(commune.nom, designation_of(commune), figures or {})

    def own(self, diagnostic: Diagnostic, members: tuple[Dataset, ...]) -> Dataset:
        """What the territory's file says; the sum of its members, if asked for, says the rest."""
        territoire = self.source.convention.territoire
        typed = self._read(diagnostic.donnees, territoire, "diagnostic", "donnees") or {}
        sums: Figures = {}
        if diagnostic.somme_des_communes == "oui" and len(members) == len(territoire.communes):
            sums = summed(self.catalogue, [member.complete for member in members])
        given = {code: figure for code, figure in typed.items() if code not in sums or not figure.is_empty}
        complete = completed(self.catalogue, {**typed, **sums, **given})
        added = frozenset(sums.keys() - given.keys())
        return Dataset(territoire.nom, designation_of(territoire), typed, complete, added)

    def references(self, diagnostic: Diagnostic) -> tuple[Dataset, ...]:
        """The department, then the other reference if there is one; those without a file are left out."""
        departement = self.source.convention.caf.departement
        found = []
        if diagnostic.reference:
            said = definite(departement.nom, departement.article)
            found.append(self._shared(departement.nom, said, diagnostic.reference, departement, "reference"))
        if other := diagnostic.autre_reference:
            found.append(self._shared(other.nom, other.dit, other.donnees, other, "autre_reference", "donnees"))
        return tuple(found)

    def _shared(self, name: str, said: str, path: str, owner: Departement | Reference, *key: str) -> Dataset:
        """The figures of a reference, read once a run; a mapping leads to another file, and is read each time."""
        file = self.workspace.root / path
        shelf_mark = _content_of(file)
        if shelf_mark in self.shelf:
            return Dataset(name, said, *self.shelf[shelf_mark])
        typed = self._read(path, owner, "diagnostic", *key)
        found = self._dataset(name, said, typed or {})
        if typed is not None and shelf_mark and file.suffix.lower() in FIGURES_SUFFIXES:
            self.shelf[shelf_mark] = found.typed, found.complete
        return found

    def _dataset(self, name: str, said: str, figures: Figures) -> Dataset:
        return Dataset(name, said, figures, completed(self.catalogue, figures))

    def _read(self, path: str | None, owner: Collectivite | Departement | Reference, *key: str | int) -> Figures | None:
        """The figures of a file of the workspace, none where no file is named; None where it can't be read."""
        if path is None:
            return {}
        if not self.lenient:
            return self.collector.attempt(self._figures, path, owner)
        try:
            return self._figures(path, owner)
        except Problems as error:
            file = self.workspace.root / path
            self.unread.append(UnreadFile(file, self.source.places.at(*key), error.problems))
            return None

    def _figures(self, path: str, owner: Collectivite | Departement | Reference) -> Figures:
        file = self.workspace.root / path
        if not self.has_catalogue:
            raise Problems.one(
                "Ces chiffres demandent un catalogue d’indicateurs.",
                "Ajoutez inputs/communs/indicateurs.yaml à l’espace de travail.",
                Place(file),
            )
        return read_figures(file, self.catalogue, names_of(owner), self.workspace.root)


def names_of(owner: Collectivite | Departement | Reference) -> tuple[str, ...]:
    """What an extract that holds several territories may call this one."""
    code = owner.insee if isinstance(owner, Collectivite) else None
    return (owner.nom, *([code] if code else []))


def _content_of(file: Path) -> str:
    """A file's name and the digest of its bytes; empty where it can't be read, which who reads it next will tell."""
    try:
        return f"{file}\0{digest(read_bytes(file, MAX_BYTES))}"
    except Problems:
        return ""

"""A workspace: one CAF's content (`clauses/`, `templates/`, `inputs/`, `out/`), apart from the engine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assembler.model.lock import ENDING as LOCK_ENDING
from assembler.model.messages import suggestion
from assembler.model.place import Place, Problems
from assembler.model.seal import RECORD

SHARED_INPUTS = "inputs/communs/"
"""What begins the path of an input that all conventions share."""
KEPT = "fige.zip"
"""In a convention's archive: the files that the voted text is made of."""


@dataclass(frozen=True, slots=True)
class Workspace:
    root: Path

    @property
    def clauses(self) -> Path:
        return self.root / "clauses"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def inputs(self) -> Path:
        return self.root / "inputs"

    @property
    def out(self) -> Path:
        return self.root / "out"

    @property
    def catalogue(self) -> Path:
        return self.inputs / "communs" / "indicateurs.yaml"

    def conventions(self) -> tuple[Path, ...]:
        """The conventions' main files, by name: those directly in `inputs/`."""
        found = (path for path in self.inputs.glob("*") if path.suffix.lower() in (".yaml", ".yml"))
        return tuple(sorted(path for path in found if not path.name.startswith(".") and not path.is_dir()))

    def input(self, name: str) -> Path:
        """The input that `name` means: a path, or a bare name sought in `inputs/`. Raises Problems."""
        given = Path(name)
        own = [self.inputs / given, self.inputs / f"{name}.yaml"]
        candidates = [*own, given] if given.name == name else [given, *own]
        found = next((path for path in candidates if is_file(path)), None)
        if found is not None:
            return found
        known = sorted(path.name for path in self.inputs.glob("*.y*ml"))
        hint = suggestion(given.name, known, "Fichiers de inputs/")
        raise Problems.one(f"Le fichier « {name} » est introuvable, ici comme dans inputs/.", hint, Place(given))

    def output(self, source: Path) -> Path:
        """The folder of an input's files: `out/harnes/`, or `out/essais/harnes/` for `inputs/essais/harnes.yaml`."""
        return self.out / self._own_name(source)

    def document(self, source: Path) -> Path:
        """An input's convention as a Word file: `out/harnes/convention.docx`."""
        return self.output(source) / "convention.docx"

    def template_files(self) -> tuple[Path, ...]:
        """The Word templates of conventions, in a fixed order."""
        return (self.templates / "convention.docx", *sorted((self.templates / "annexes").glob("*.docx")))

    def name_of(self, path: Path) -> str:
        """A file's path from the workspace: « inputs/harnes.yaml ». A link keeps its own name where it can.

        Raises Problems: it is outside.
        """
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        real, root = path.resolve(), self.root.resolve()
        if real.is_relative_to(root):
            return real.relative_to(root).as_posix()
        raise Problems.one(
            "Ce fichier est hors de l’espace de travail.", f"Placez-le dans « {self.root} ».", Place(path)
        )

    def file(self, name: str) -> Path | None:
        """The file of that name, which a lock gives; None for one that leads out of the workspace."""
        path = PurePosixPath(name)
        return None if path.is_absolute() or ".." in path.parts else self.root / name

    def lock(self, source: Path) -> Path:
        """What an input's files were made of: `inputs/harnes.lock.json`, beside it."""
        return source.with_name(f"{source.stem}{LOCK_ENDING}")

    def archive(self, source: Path) -> Path:
        """What must never be lost of a convention: `archives/harnes/`."""
        return self.root / "archives" / self._own_name(source)

    def _own_name(self, source: Path) -> Path:
        """What no other input has: its path from `inputs/`, or from the workspace, without its ending."""
        try:
            name = PurePosixPath(self.name_of(source))
        except Problems:  # outside of the workspace, which reading it will refuse
            return Path(source.stem)
        within = name.relative_to("inputs") if name.is_relative_to("inputs") else name
        return Path(within.with_suffix(""))

    def seal(self, source: Path) -> Path:
        """The record of the seal; there is none as long as the convention isn't sealed."""
        return self.archive(source) / RECORD


def is_file(path: Path) -> bool:
    """False also for a name that no disk can hold."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def find_workspace(given: Path | None, start: Path) -> Workspace:
    """The `given` folder, or the nearest parent of `start` with a folder `clauses/`. Raises Problems."""
    if given is not None:
        if not (given / "clauses").is_dir():
            raise Problems.one(
                f"« {given} » n’est pas un espace de travail : il n’a pas de dossier clauses/.",
                "Indiquez le dossier qui contient clauses/, templates/ et inputs/.",
            )
        return Workspace(given.resolve())
    for folder in (start, *start.parents):
        if (folder / "clauses").is_dir():
            return Workspace(folder)
    raise Problems.one(
        "Aucun espace de travail ici : ni ce dossier ni ses parents n’ont de dossier clauses/.",
        "Placez-vous dans le bon dossier, ou indiquez-le avec --workspace.",
    )

"""What a convention is made of: the files that its input names, and the digests of what all conventions share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

import assembler
from assembler.build.convention import Tools
from assembler.build.digests import digest
from assembler.build.workspace import Workspace
from assembler.model.convention import Caf, Collectivite, Convention
from assembler.readers.convention import Source
from assembler.readers.correspondance import extract_of
from assembler.readers.figures import MAPPINGS

_WRITES_WITH = ("docxtpl", "jinja2", "lxml", "markdown-it-py", "openpyxl", "pydantic", "python-docx", "pyyaml")


@dataclass(frozen=True)
class Shared:
    """The digests of what all conventions of a workspace share, each taken once."""

    tools: Tools

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """« plan », « catalogue » and « modeles », with their digests."""
        tools = self.tools
        templates = "".join(f"{path.name}{tools.digests[path]}" for path in tools.workspace.template_files())
        return {
            "plan": digest(tools.plan.model_dump_json().encode()),
            "catalogue": tools.digests.get(tools.workspace.catalogue, ""),
            "modeles": digest(templates.encode()),
        }

    @cached_property
    def wordings(self) -> Mapping[tuple[str, str], str]:
        """The digest of each version, by clause and version."""
        return {(each.id, each.version): each.digest for versions in self.tools.library.values() for each in versions}

    @property
    def engine(self) -> str:
        return engine_mark()


@cache
def engine_mark() -> str:
    """Version and digest of the program and of what it writes with, as they were when this was first asked:
    « 0.1.0+3f2a9c1d ».
    """
    folder = Path(assembler.__file__).parent
    found = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in _WRITES_WITH).encode())
    for path in sorted(folder.rglob("*.py")):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{assembler.__version__}+{found.hexdigest()[:8]}"


def files_of(workspace: Workspace, source: Source) -> tuple[Path, ...]:
    """The main file, and every file that the input leads to, each once, links not followed.

    The extract of a mapping may be missing: a draft goes on without its figures.
    """
    named = [workspace.root / name for name in _named(source.convention)]
    extracts = [extract_of(path, workspace.root) for path in named if path.suffix.lower() in MAPPINGS]
    return tuple(dict.fromkeys([*source.files, *named, *(path for path in extracts if path)]))


def _named(convention: Convention) -> Iterator[str]:
    """The files that are named and not YAML or tables of the input itself: figures, pictures, texts."""
    diagnostic, territoire = convention.diagnostic, convention.territoire
    if diagnostic:
        yield from filter(None, (diagnostic.donnees, diagnostic.reference))
        if diagnostic.autre_reference:
            yield diagnostic.autre_reference.donnees
    yield from filter(None, (commune.donnees for commune in territoire.communes))
    bodies: tuple[Caf | Collectivite, ...] = (convention.caf, territoire, *territoire.communes)
    yield from filter(None, (body.logo for body in bodies))
    yield from (each.texte for each in convention.derogations)

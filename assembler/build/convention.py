"""From an input file to its Word files: read, compose, write, prove, replace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assembler.build.files import replace_files
from assembler.build.workspace import Workspace
from assembler.compose.compose import compose
from assembler.compose.content import Content
from assembler.compose.select import Library
from assembler.model.convention import Convention
from assembler.model.document import Document, Part
from assembler.model.figures import Catalogue, Figures
from assembler.model.place import Collector, Place, Problems
from assembler.model.plan import Plan
from assembler.readers.convention import Source, read_convention
from assembler.readers.figures import read_catalogue, read_figures
from assembler.readers.library import read_library, read_own_text, read_plan, wording_of
from assembler.readers.source_text import read_bytes
from assembler.writers.docx import annexe_alone, write_convention
from assembler.writers.templates import Templates, load_templates


@dataclass(frozen=True, slots=True)
class Tools:
    """What all conventions of a workspace share, read once. `catalogue` is None where there is none."""

    workspace: Workspace
    plan: Plan
    library: Library
    templates: Templates
    catalogue: Catalogue | None


@dataclass(frozen=True, slots=True)
class Built:
    """`files` maps each target to its bytes; nothing is on disk yet."""

    source: Source
    document: Document
    files: Mapping[Path, bytes]


def load_tools(workspace: Workspace) -> Tools:
    """Raises Problems: all of the library's and the templates'."""
    collector = Collector()
    plan = collector.attempt(read_plan, workspace.clauses / "plan.yaml")
    library = collector.attempt(read_library, workspace.clauses)
    templates = collector.attempt(load_templates, workspace.templates)
    has_catalogue = workspace.catalogue.is_file()
    catalogue = collector.attempt(read_catalogue, workspace.catalogue) if has_catalogue else None
    collector.finish()
    assert plan is not None and library is not None and templates is not None
    return Tools(workspace, plan, library, templates, catalogue)


def assemble(tools: Tools, path: Path, separate_annexes: bool = False) -> Built:
    """Read, compose, write and prove one convention; nothing is put on disk. Raises Problems."""
    source = read_convention(path, tools.workspace.root)
    document = compose(_content(tools, source))
    logos = _logos(source.convention, tools.workspace)
    folder = tools.workspace.output(path)
    files = {folder / "convention.docx": write_convention(document, tools.templates, logos)}
    if separate_annexes:
        for annexe in document.annexes:
            alone = annexe_alone(document, annexe)
            files[folder / _annexe_file(annexe)] = write_convention(alone, tools.templates, logos)
    return Built(source, document, files)


def save(built: Built) -> None:
    """Put the files of one convention in their place, whole. Raises Problems."""
    replace_files(built.files)


def _annexe_file(annexe: Part) -> str:
    return f"annexe-{annexe.number}-{annexe.name.partition(':')[2]}.docx"


def _content(tools: Tools, source: Source) -> Content:
    convention, collector = source.convention, Collector()
    diagnostic = convention.diagnostic

    own = collector.attempt(_figures, tools, diagnostic.donnees if diagnostic else None)
    reference = collector.attempt(_figures, tools, diagnostic.reference if diagnostic else None)
    members = {
        commune.nom: collector.attempt(_figures, tools, commune.donnees) or {}
        for commune in convention.territoire.communes
        if commune.donnees
    }
    own_texts = [collector.attempt(read_own_text, tools.workspace.root / each.texte) for each in convention.derogations]
    collector.finish()
    return Content(
        convention=convention,
        plan=tools.plan,
        plan_place=Place(tools.workspace.clauses / "plan.yaml"),
        library=tools.library,
        own_texts=tuple(text for text in own_texts if text is not None),
        catalogue=tools.catalogue or Catalogue(sections=()),
        figures=own or {},
        reference=reference or {},
        members=members,
        parse=wording_of,
        place_of=source.places.at,
    )


def _figures(tools: Tools, path: str | None) -> Figures:
    """The figures of a file of the workspace; none where no file is named."""
    if path is None:
        return {}
    file = tools.workspace.root / path
    if tools.catalogue is None:
        raise Problems.one(
            "Ces chiffres demandent un catalogue d’indicateurs.",
            "Ajoutez inputs/communs/indicateurs.yaml à l’espace de travail.",
            Place(file),
        )
    return read_figures(file, tools.catalogue)


def _logos(convention: Convention, workspace: Workspace) -> dict[str, bytes]:
    paths = {path for path in (convention.caf.logo, convention.territoire.logo) if path}
    return {path: read_bytes(workspace.root / path) for path in paths}

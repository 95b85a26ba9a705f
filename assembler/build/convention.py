"""From an input file to its Word files: read, compose, write, prove, replace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from assembler.build.digests import digest_of
from assembler.build.figures import FIGURES_SUFFIXES, FiguresOf, Shelf
from assembler.build.workspace import Workspace
from assembler.compose.compose import choose_clauses, compose
from assembler.compose.content import Content
from assembler.compose.needs import check_needs
from assembler.compose.select import Library
from assembler.model.catalogue import Catalogue
from assembler.model.clause import OwnText
from assembler.model.convention import AnnexeKind, Convention, Diagnostic
from assembler.model.document import Document
from assembler.model.finding import UnreadFile
from assembler.model.place import Collector, Place, Problem, Problems
from assembler.model.plan import Plan
from assembler.readers.catalogue import read_catalogue
from assembler.readers.convention import Source, Unread, read_convention
from assembler.readers.figures import read_figures
from assembler.readers.library import read_library, read_own_text, read_plan, wording_of
from assembler.readers.source_text import read_bytes
from assembler.writers.package import read_image
from assembler.writers.templates import Templates, load_templates

Change = Callable[[Convention], Convention]


@dataclass(frozen=True, slots=True)
class Tools:
    """What all conventions of a workspace share, read once. `catalogue` is None where there is none.

    `digests`: of the templates and the catalogue, taken before they were read: whoever changed one since is found out.
    `shelf` fills with the figures of the references, as conventions name them.
    """

    workspace: Workspace
    plan: Plan
    library: Library
    templates: Templates
    catalogue: Catalogue | None
    digests: Mapping[Path, str] = field(default_factory=dict)
    shelf: Shelf = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Composed:
    """One convention before any Word file is made.

    `logos`: the cover's pictures by their path. `unread`: files that a notice stands for. `moved`: the passing folder
    that its files were read in, and the one that their places are told in; None where they are the same.
    """

    source: Source
    content: Content
    document: Document
    logos: Mapping[str, bytes]
    unread: tuple[UnreadFile, ...] = ()
    moved: tuple[Path, Path] | None = None


def load_tools(workspace: Workspace) -> Tools:
    """Raises Problems: all of the library's and the templates'."""
    collector = Collector()
    digests = {path: digest_of(path) for path in (*workspace.template_files(), workspace.catalogue)}
    plan = collector.attempt(read_plan, workspace.clauses / "plan.yaml")
    library = collector.attempt(read_library, workspace.clauses)
    templates = collector.attempt(load_templates, workspace.templates)
    has_catalogue = workspace.catalogue.is_file()
    catalogue = collector.attempt(read_catalogue, workspace.catalogue) if has_catalogue else None
    collector.finish()
    assert plan is not None and library is not None and templates is not None
    return Tools(workspace, plan, library, templates, catalogue, digests)


def prepare(workspace: Workspace, path: Path) -> Tools:
    """The tools for one input. Raises Problems: where the tools are wrong, the input's own are told with them."""
    try:
        return load_tools(workspace)
    except Problems as error:
        collector = Collector()
        collector.problems += error.problems
        collector.attempt(read_convention, path, workspace.root)
        raise Problems(collector.problems) from None


def compose_input(
    tools: Tools, path: Path, pins: Mapping[str, str] | None = None, change: Change | None = None
) -> Composed:
    """Read and compose one convention. Raises Problems: all of the input's, then all of the clauses'.

    `pins`: versions that win over those that the input would take, and over its dérogations. `change`: what else is
    to be taken otherwise than the input says it; it must leave every list at its length.
    """
    source = _read(tools, path)
    changed = _pinned(source.convention, pins or {})
    return compose_source(tools, replace(source, convention=change(changed) if change else changed))


def compose_source(tools: Tools, source: Source) -> Composed:
    """The same for an input that is already read. Raises Problems: those of the files it names, then the clauses'."""
    collector = Collector()
    content = _content(tools, source, collector)
    logos = collector.attempt(logos_of, tools, source) or {}
    chosen = collector.attempt(choose_clauses, content)
    collector.attempt(check_needs, content, chosen or {})
    if collector.problems:
        collector.problems += [problem for each in content.unread for problem in each.problems]
    collector.finish()
    return Composed(source, content, compose(content), logos, source.unread + content.unread)


def _pinned(convention: Convention, pins: Mapping[str, str]) -> Convention:
    changed = {
        "clauses": {**convention.clauses, **pins},
        "derogations": tuple(each for each in convention.derogations if each.clause not in pins),
    }
    return convention.model_copy(update=changed) if pins else convention


def recomposed(content: Content, pins: Mapping[str, str], annexes: tuple[AnnexeKind, ...] | None = None) -> Document:
    """The document with other versions of some clauses, their dérogations left out, and other annexes if given.

    Raises Problems: a version may name a part that the convention lacks.
    """
    convention = content.convention
    kept = [
        (each, own)
        for each, own in zip(convention.derogations, content.own_texts, strict=True)
        if each.clause not in pins
    ]
    changed = {
        "clauses": {**convention.clauses, **pins},
        "derogations": tuple(each for each, _ in kept),
        "annexes": annexes or convention.annexes,
    }
    texts = tuple(own for _, own in kept)
    return compose(replace(content, convention=convention.model_copy(update=changed), own_texts=texts))


def _read(tools: Tools, path: Path) -> Source:
    """The input. Raises Problems: its own, and those of the figures that it names."""
    try:
        return read_convention(path, tools.workspace.root)
    except Unread as found:
        collector = Collector()
        collector.problems += found.problems
        for file in found.named:
            if file.suffix.lower() in FIGURES_SUFFIXES and tools.catalogue:
                collector.attempt(read_figures, file, tools.catalogue)
        raise Problems(collector.problems) from None


def _content(tools: Tools, source: Source, collector: Collector) -> Content:
    """What the composition starts from; what can't be read is left empty, and `collector` knows why."""
    convention, diagnostic = source.convention, source.convention.diagnostic or Diagnostic()
    figures = FiguresOf(tools.workspace, tools.catalogue, tools.shelf, source, collector)
    members = tuple(
        figures.member(commune, rank) for rank, commune in enumerate(convention.territoire.communes) if commune.donnees
    )
    texts = [tools.workspace.root / each.texte for each in convention.derogations]
    own_texts = [collector.attempt(read_own_text, text) or _no_text(Place(text)) for text in texts]
    return Content(
        convention=convention,
        plan=tools.plan,
        plan_place=Place(tools.workspace.clauses / "plan.yaml"),
        library=tools.library,
        own_texts=tuple(own_texts),
        catalogue=tools.catalogue or Catalogue(sections=()),
        own=figures.own(diagnostic, members),
        references=figures.references(diagnostic),
        members=members,
        unread=tuple(figures.unread),
        parse=wording_of,
        place_of=source.places.at,
    )


def _no_text(place: Place) -> OwnText:
    return OwnText(title=None, title_place=place, body="", body_line=1, place=place)


def logos_of(tools: Tools, source: Source) -> dict[str, bytes]:
    """The cover's pictures by their path. Raises Problems, each at the key that names the picture."""
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for owner, path in (("caf", source.convention.caf.logo), ("territoire", source.convention.territoire.logo)):
        try:
            if path:
                found[path] = read_bytes(tools.workspace.root / path)
                read_image(owner, found[path])
        except Problems as error:
            place = source.places.at(owner, "logo")
            problems += [replace(each, place=each.place or place) for each in error.problems]
    if problems:
        raise Problems(problems)
    return found

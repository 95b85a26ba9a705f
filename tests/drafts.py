"""Conventions stated as a dict, for tests: as values to compose, or as files of a throw-away workspace."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from wordfile import W, WordFile, text_of

from assembler.build.convention import Tools
from assembler.build.workspace import Workspace
from assembler.build.writing import Built, assemble
from assembler.compose.content import Content
from assembler.compose.context import build_context
from assembler.compose.expand import expand, expand_leaves
from assembler.compose.numbering import annexes_of, number
from assembler.model.arithmetic import completed
from assembler.model.convention import Convention
from assembler.model.document import Block, Blocks, Heading, Inlines, List, Paragraph, plain
from assembler.model.figures import Dataset, Figures
from assembler.model.place import Place
from assembler.readers.clause_markdown import parse_wording
from assembler.readers.library import wording_of

REPOSITORY = Path(__file__).resolve().parent.parent
COMMON_CAF = "communs/pas-de-calais.yaml"
CLAUSE = Path("clauses/essai/2023-01.md")

CAF = {
    "nom": "Caf du Pas-de-Calais",
    "nom_complet": "Caisse d’Allocations Familiales du Pas-de-Calais",
    "departement": {"nom": "Pas-de-Calais", "article": "le"},
    "cog": [{"debut": "2013", "fin": "2017"}, {"debut": "2018", "fin": "2022"}],
}
SMALL: Mapping[str, Any] = {
    "caf": CAF,
    "territoire": {"nom": "Arras"},
    "periode": {"debut": "2023-01-01", "fin": "2026-12-31"},
}


def convention(**keys: Any) -> Convention:
    """The smallest convention, with these keys beside its own or in their place."""
    return Convention.model_validate({**SMALL, **keys})


def content(
    tools: Tools, given: Convention, figures: Figures | None = None, reference: Figures | None = None, **keys: Any
) -> Content:
    """What a composition starts from, with the repository's library and no file read."""
    start = Content(
        convention=given,
        plan=tools.plan,
        plan_place=Place(Path("plan.yaml")),
        library=tools.library,
        own_texts=(),
        catalogue=tools.catalogue,
        own=dataset(tools, given.territoire.nom, figures),
        references=(dataset(tools, "Pas-de-Calais", reference, "le Pas-de-Calais"),),
        members=(),
        parse=wording_of,
        place_of=lambda *path: Place(Path("essai.yaml"), 1 + len(path), 1),
    )
    return replace(start, **keys)


def dataset(tools: Tools, name: str, figures: Figures | None, said: str = "") -> Dataset:
    """The figures of a territory, and what the repository's catalogue computes from them."""
    assert tools.catalogue is not None
    return Dataset(name, said or f"la commune de {name}", figures or {}, completed(tools.catalogue, figures or {}))


def context(tools: Tools, given: Convention) -> dict[str, Any]:
    """The parameters that every clause of `given` may name."""
    numbering = number(tools.plan, annexes_of(tools.plan, given), given)
    return build_context(content(tools, given), numbering)


def clause(body: str, values: Mapping[str, Any] | None = None) -> Blocks:
    """The blocks of a clause whose body begins on line 8 of its file."""
    return expand(parse_wording("Essai", body, CLAUSE, 2, 8).nodes, values or {})


def phrase(body: str, values: Mapping[str, Any] | None = None) -> Inlines:
    """The inlines of a clause that is one paragraph."""
    (paragraph,) = clause(body, values)
    assert isinstance(paragraph, Paragraph)
    return paragraph.inlines


def said(body: str, values: Mapping[str, Any] | None = None) -> str:
    """The text of a clause that is one paragraph."""
    return plain(phrase(body, values))


def title(text: str, values: Mapping[str, Any]) -> str:
    return plain(expand_leaves(parse_wording(text, "", CLAUSE, 2, 8).title, values))


def outline(blocks: Blocks) -> list[Any]:
    """Blocks as plain values: `"text"`, `("#2", "text")`, `["item", ["nested"]]`; an ordered list opens with 1."""
    return [_outline(block) for block in blocks]


def _outline(block: Block) -> Any:
    if isinstance(block, Heading):
        return (f"#{block.level}", plain(block.inlines))
    if isinstance(block, Paragraph):
        return plain(block.inlines)
    if isinstance(block, List):
        items = [shown for item in block.items for shown in outline(item)]
        return [1, *items] if block.ordered else items
    return type(block).__name__


def texts(document_blocks: Blocks) -> list[str]:
    """Every text of headings, paragraphs and list items, in order."""
    return [text for shown in outline(document_blocks) for text in _flat(shown)]


def _flat(shown: Any) -> list[str]:
    if isinstance(shown, list):
        return [text for item in shown for text in _flat(item)]
    return [shown[1]] if isinstance(shown, tuple) else [shown] if isinstance(shown, str) else []


def spaced(text: str) -> str:
    """A message with ordinary spaces, so that a test can quote it."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


# --- as files --------------------------------------------------------------------------


def workspace(folder: Path, files: Mapping[str, Any]) -> Workspace:
    """A workspace with the shared inputs and `files` (below `inputs/`): dicts become YAML, texts stay as they are."""
    inputs = folder / "inputs"
    shutil.copytree(REPOSITORY / "inputs/communs", inputs / "communs")
    for name, value in files.items():
        path = inputs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(value, bytes):
            path.write_bytes(value)
        else:
            path.write_text(value if isinstance(value, str) else yaml.safe_dump(value, allow_unicode=True), "utf-8")
    return Workspace(folder)


def built(tools: Tools, folder: Path, given: Mapping[str, Any], files: Mapping[str, Any] | None = None) -> Built:
    """A convention assembled from files, with the repository's library and templates."""
    keys = {"caf": COMMON_CAF, "periode": dict(SMALL["periode"]), **given}
    place = workspace(folder, {"essai.yaml": keys, **(files or {})})
    return assemble(replace(tools, workspace=place), place.inputs / "essai.yaml")


def written(tools: Tools, folder: Path, given: Mapping[str, Any], files: Mapping[str, Any] | None = None) -> WordFile:
    """Its Word file."""
    (data,) = built(tools, folder, given, files).files.values()
    return WordFile(data)


def under(file: WordFile, heading: str) -> list[str]:
    """The lines under a heading."""
    return [spaced(line) for child in file.section(heading) for p in child.iter(f"{W}p") if (line := text_of(p))]

"""Spoils the complete convention one thing at a time and counts what the checks find, and where.

`python tests/mutations.py` prints the table: family, tried, found, found at the right place, then each miss.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

import yaml

HERE = FilePath(__file__).resolve().parent
sys.path += [str(HERE), str(HERE / "checks"), str(HERE.parent)]

from samples import approved, complete, composed_of, dumped, findings_of  # noqa: E402
from spoiling import Mutation, Spot  # noqa: E402
from spoilings import broken_references, emptied_cells, missing_values  # noqa: E402
from spoilings_figures import bare_themes, doubled_sentences, turned_claims, wrong_figures  # noqa: E402
from spoilings_legal import approvals, dates, names, scope, stages, years  # noqa: E402
from spoilings_texts import list_holes, macros, placeholders  # noqa: E402

from assembler.build.convention import Tools, load_tools  # noqa: E402
from assembler.build.workspace import Workspace  # noqa: E402
from assembler.model.finding import Finding  # noqa: E402
from assembler.model.place import Problem, Problems  # noqa: E402

SEED = 2023
FAMILIES: tuple[Callable[[Any, random.Random], Iterator[Mutation]], ...] = (
    emptied_cells,
    missing_values,
    broken_references,
    dates,
    years,
    names,
    placeholders,
    macros,
    list_holes,
    scope,
    stages,
    turned_claims,
    wrong_figures,
    doubled_sentences,
    bare_themes,
)


@dataclass(frozen=True)
class Outcome:
    """`found`: something was said; `placed`: something was said at the right place (and blocks, where it must)."""

    mutation: Mutation
    found: bool
    placed: bool
    said: tuple[str, ...]


def mutations(used: tuple[str, ...]) -> list[Mutation]:
    """All of them, the same at each run. `used`: the clauses of the complete convention."""
    data, chance = complete(), random.Random(SEED)
    made = [mutation for family in FAMILIES for mutation in family(data, chance)]
    return [*made, *approvals(data, used)]


def every_outcome(tools: Tools, workspace: FilePath, step: int = 1) -> list[Outcome]:
    """One mutation out of `step`, tried with approved `tools`."""
    used = tuple(part.clause.id for part in composed_of(tools, workspace, dumped(complete())).document.parts)
    return [tried(tools, workspace, mutation) for mutation in mutations(used)[::step]]


def prepared(folder: FilePath) -> FilePath:
    """A workspace with the inputs; clauses and templates are those in memory."""
    shutil.copytree(HERE.parent / "inputs", folder / "inputs")
    (folder / "clauses").mkdir()
    return folder


def tried(tools: Tools, workspace: FilePath, mutation: Mutation) -> Outcome:
    """What the checks say of one mutation; `tools` are approved ones."""
    text = dumped(mutation.data)
    said = _said(_spoiled(tools, mutation), workspace, text, mutation)
    right = [each for each in said if _is_right(each, mutation, tools, text)]
    shown = tuple(f"{each.place} {getattr(each, 'code', 'refus')} {each.message}" for each in said)
    return Outcome(mutation, bool(said), bool(right), shown)


def _said(tools: Tools, workspace: FilePath, text: str, mutation: Mutation) -> tuple[Finding | Problem, ...]:
    try:
        return findings_of(tools, workspace, text, mutation.stage)
    except Problems as refused:
        return refused.problems


def _spoiled(tools: Tools, mutation: Mutation) -> Tools:
    if mutation.clause is None:
        return tools
    versions = tools.library[mutation.clause]
    changed = tuple(replace(v, head=v.head.model_copy(update={"statut": "projet"})) for v in versions)
    return replace(tools, library={**tools.library, mutation.clause: changed})


def _is_right(said: Finding | Problem, mutation: Mutation, tools: Tools, text: str) -> bool:
    if said.place is None or (mutation.blocks and isinstance(said, Finding) and said.severity != "bloquant"):
        return False
    if mutation.clause:
        return said.place.file in {version.place.file for version in tools.library[mutation.clause]}
    return said.place.file.name == "essai.yaml" and said.place.line in _lines(text, mutation.spots)


# --- where a value stands, without the readers' help -----------------------------------


def _lines(text: str, spots: tuple[Spot, ...]) -> set[int]:
    root = yaml.compose(text, yaml.CSafeLoader)
    return {line for spot in spots for line in _lines_of(root, spot)}


def _lines_of(root: Any, spot: Spot) -> Iterator[int]:
    """The line of the value, or of its nearest parent: that of its key and that of its first character."""
    node, key_line = root, 1
    for step in spot.path:
        child = _child(node, step)
        if child is None:
            break
        key_line, node = child
    else:
        if spot.offset is not None and node.style == "|":
            yield node.start_mark.line + 2 + node.value[: spot.offset].count("\n")
            return
    yield key_line
    yield node.start_mark.line + 1


def _child(node: Any, step: str | int) -> tuple[int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((k.start_mark.line + 1, v) for k, v in node.value if k.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None


# --- the report ------------------------------------------------------------------------


def report(outcomes: list[Outcome]) -> str:
    """The table by family, then each miss with what was said instead."""
    all_tried = Counter(o.mutation.family for o in outcomes)
    found = Counter(o.mutation.family for o in outcomes if o.found)
    placed = Counter(o.mutation.family for o in outcomes if o.placed)
    rows = [("famille", "essais", "trouvés", "à leur place")]
    rows += [(name, str(count), str(found[name]), str(placed[name])) for name, count in all_tried.items()]
    rows.append(("ensemble", str(len(outcomes)), str(found.total()), str(placed.total())))
    table = [f"{name:<16}{tries:>8}{hits:>9}{right:>14}" for name, tries, hits, right in rows]
    return "\n".join([*table, "", *(_miss(o) for o in outcomes if not o.placed)])


def _miss(outcome: Outcome) -> str:
    instead = " ; ".join(outcome.said[:2]) or "rien"
    return f"- {outcome.mutation.family} : {outcome.mutation.what}\n    dit : {instead}"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        workspace = prepared(FilePath(folder) / "espace")
        tools = approved(load_tools(Workspace(HERE.parent)))
        outcomes = every_outcome(tools, workspace)
    print(report(outcomes))
    return 0 if sum(o.placed for o in outcomes) >= 0.95 * len(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())

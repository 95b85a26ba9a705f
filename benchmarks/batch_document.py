"""One document of a batch in this process: against deflating its parts, and against plain docxtpl."""

from __future__ import annotations

import csv
import gc
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import yaml
from communes import make_workspace
from plain_docxtpl import render, values_of
from plain_template import make_template

from assembler.build.batch.workshop import Workshop
from assembler.build.convention import compose_input, load_tools
from assembler.build.workspace import Workspace
from assembler.model.batch import Orders
from assembler.model.document import Document
from assembler.writers.styles import Styles

_OBJECTS_BETWEEN_COLLECTIONS = 50_000  # as the command itself
_FASTEST_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class DocumentCost:
    """Mean seconds a document. `judging`: what the batch adds to a build, told by a second run that finds all done."""

    ours: float
    judging: float
    deflate: float


@dataclass(frozen=True)
class PeerCost:
    """Mean seconds a document."""

    ours: float
    rendering: float
    reading: float


def measure_document(folder: Path, count: int) -> DocumentCost:
    workspace, forced = _opened(folder, count)
    paths = workspace.conventions()
    idle = Workshop.of(forced.tools, Orders())
    for path in paths:  # parses the clauses, warms the disk's cache
        _done(forced, path, "refaite")
    ours = judging = deflate = 0.0
    for path in paths:
        ours += _time(_done, forced, path, "refaite")
        judging += _time(_done, idle, path, "a_jour")
        parts = _parts(workspace.output(path) / "convention.docx")
        deflate += _time(_deflate, parts)
    return DocumentCost(ours / count, judging / count, deflate / count)


def measure_peer(folder: Path, count: int) -> PeerCost:
    workspace, forced = _opened(folder, count)
    tools = forced.tools
    template, styles = make_template(tools.templates), tools.templates.styles
    ours = rendering = reading = 0.0
    for path in workspace.conventions():
        ours += _time(_done, forced, path, "refaite")
        document = compose_input(tools, path).document
        rendering += _time(_write_plainly, workspace.output(path) / "plain.docx", template, document, styles)
        reading += _time(_read_plainly, workspace, path)
    return PeerCost(ours / count, rendering / count, reading / count)


def _opened(folder: Path, count: int) -> tuple[Workspace, Workshop]:
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    for _ in make_workspace(folder, count):
        pass
    workspace = Workspace(folder)
    workshop = Workshop.of(load_tools(workspace), Orders(force=True))
    _done(workshop, workspace.conventions()[0], "refaite")
    return workspace, workshop


def _done(workshop: Workshop, path: Path, status: str) -> None:
    outcome = workshop.outcome(path)
    if outcome.status != status:
        raise SystemExit(f"{path}: {outcome.status} {outcome.reasons} {outcome.problems}")


def _read_plainly(workspace: Workspace, path: Path) -> None:
    """What a loop with docxtpl reads of the same commune: its YAML and CSV, unchecked."""
    own = [each for each in (workspace.inputs / path.stem).rglob("*") if each.suffix in (".yaml", ".csv")]
    for file in (path, *own):
        with open(file, encoding="utf-8", newline="") as text:
            if file.suffix == ".csv":
                list(csv.DictReader(text, delimiter=";"))
            else:
                yaml.load(text, _FASTEST_LOADER)


def _write_plainly(target: Path, template: bytes, document: Document, styles: Styles) -> None:
    target.write_bytes(render(template, values_of(document, styles)))


def _time(action: Callable[..., object], *arguments: Any) -> float:
    start = perf_counter()
    action(*arguments)
    return perf_counter() - start


def _parts(file: Path) -> list[bytes]:
    with zipfile.ZipFile(file) as package:
        return [package.read(name) for name in package.namelist()]


def _deflate(parts: list[bytes]) -> None:
    for part in parts:
        press = zlib.compressobj(6, zlib.DEFLATED, -15)
        press.compress(part)
        press.flush()

"""One document with library and templates loaded: steps, the plain docxtpl way, and the floor that deflating sets."""

from __future__ import annotations

import gc
import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from lxml import etree
from plain_docxtpl import render, values_of
from plain_template import make_template

from assembler.build import convention
from assembler.build.checking import find
from assembler.build.workspace import Workspace
from assembler.writers import docx
from assembler.writers.styles import W

_ANY_DAY = date(2023, 3, 1)
_STEPS = {
    "compose": (convention, "compose"),
    "render": (docx, "render_parts"),
    "zip": (docx, "zip_parts"),
    "prove": (docx, "prove"),
}


@dataclass(frozen=True)
class Warm:
    """Seconds. `steps` are those of `total`; `plain` starts from the composed document, and nothing proves it."""

    steps: dict[str, float]
    total: float
    plain: float
    deflate: float
    checking: float
    same_text: bool


def measure_warm(root: Path, rounds: int) -> Warm:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("clauses", "templates", "inputs"):
            shutil.copytree(root / name, Path(folder) / name)
        return _measured(Workspace(Path(folder)), rounds)


def _measured(workspace: Workspace, rounds: int) -> Warm:
    """As a worker of a batch does it: the files of the convention are new to it each time, the shared ones are not."""
    gc.set_threshold(50_000)
    tools = convention.load_tools(workspace)
    gc.freeze()
    source = workspace.inputs / "harnes.yaml"
    own = [source, *source.with_suffix("").rglob("*.yaml")]

    first = convention.assemble(tools, source)
    document = first.composed.document
    data = next(iter(first.files.values()))
    parts = list(_parts(data).values())
    template = make_template(tools.templates)
    styles = tools.templates.styles

    def plain() -> bytes:
        return render(template, values_of(document, styles))

    same = texts(data) == texts(plain())
    ours, theirs, floor, checks = [], [], [], []
    for turn in range(rounds):
        for file in own:
            file.write_text(f"{file.read_text('utf-8')}# {turn}\n", "utf-8")
        with _stopwatch() as steps:
            ours.append({"total": _time(lambda: convention.assemble(tools, source)), **steps})
        theirs.append(_time(plain))
        floor.append(_time(lambda: _deflate(parts)))
        checks.append(_time(lambda: find(first.composed, None, _ANY_DAY)))

    medians = {name: median(each[name] for each in ours) for name in ("total", *_STEPS)}
    total = medians.pop("total")
    read = median(each["total"] - sum(each[name] for name in _STEPS) for each in ours)
    return Warm({"read": read, **medians}, total, median(theirs), median(floor), median(checks), same)


@contextmanager
def _stopwatch() -> Iterator[dict[str, float]]:
    """Time the engine's own steps where they are called; what is left of the whole is reading."""
    seconds: dict[str, float] = {}
    originals = {name: getattr(module, function) for name, (module, function) in _STEPS.items()}

    def timed(name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            start = perf_counter()
            result = originals[name](*arguments)
            seconds[name] = perf_counter() - start
            return result

        return call

    for name, (module, function) in _STEPS.items():
        setattr(module, function, timed(name))
    try:
        yield seconds
    finally:
        for name, (module, function) in _STEPS.items():
            setattr(module, function, originals[name])


def _time(action: Callable[[], object]) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start


def _deflate(parts: list[bytes]) -> None:
    for part in parts:
        press = zlib.compressobj(6, zlib.DEFLATED, -15)
        press.compress(part)
        press.flush()


# --- text ------------------------------------------------------------------------------


def texts(data: bytes) -> dict[str, list[str]]:
    """The lines that a reader sees, by part: body, headers, footers."""
    seen = ("word/document", "word/header", "word/footer")
    return {name: _lines(etree.fromstring(part)) for name, part in _parts(data).items() if name.startswith(seen)}


def _lines(root: etree._Element) -> list[str]:
    paragraphs = (_text(each) for each in root.iter(f"{W}p"))
    return [line for text in paragraphs for line in text.split("\n") if line]


def _text(paragraph: etree._Element) -> str:
    marks = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join([marks.get(each.tag, each.text or "") for each in paragraph.iter(f"{W}t", *marks)])


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}

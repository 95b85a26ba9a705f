"""What the figures cost: one document with its tables, sentences and charts, without the charts, without any figure."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from assembler.build import convention
from assembler.build.workspace import Workspace

_CONTENT = ("clauses", "templates", "inputs")
_FIGURES = re.compile(r"^ +(donnees|reference|tableaux): .*\n", re.MULTILINE)


@dataclass(frozen=True)
class Diagnostic:
    """Median seconds of one warm document, proof included."""

    whole: float
    without_charts: float
    without_figures: float


def measure_diagnostic(root: Path, rounds: int) -> Diagnostic:
    with TemporaryDirectory() as folder:
        for name in _CONTENT:
            shutil.copytree(root / name, Path(folder) / name)
        workspace = Workspace(Path(folder))
        tools = convention.load_tools(workspace)
        assert tools.catalogue is not None
        chartless = replace(tools, catalogue=tools.catalogue.model_copy(update={"graphiques": ()}))
        source, bare = workspace.inputs / "harnes.yaml", workspace.inputs / "sans-chiffres.yaml"
        bare.write_text(_FIGURES.sub("", source.read_text(encoding="utf-8")), encoding="utf-8")
        ways = {"whole": (tools, source), "without_charts": (chartless, source), "without_figures": (tools, bare)}
        times: dict[str, list[float]] = {name: [] for name in ways}
        for turn in range(rounds + 1):
            for name, (given, path) in ways.items():
                start = perf_counter()
                convention.assemble(given, path)
                if turn:  # the first one parses clauses and catalogue
                    times[name].append(perf_counter() - start)
    return Diagnostic(**{name: median(each) for name, each in times.items()})

"""The communes that the benchmarks are made on: distinct, the same for a seed, and each assembles without error."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from lots import REPOSITORY, command, contents

from assembler.build.checking import find
from assembler.build.convention import compose_input, load_tools
from assembler.build.workspace import Workspace

COUNT = 24


def made(folder: Path, seed: int = 1, count: int = COUNT) -> Path:
    script = REPOSITORY / "benchmarks" / "communes.py"
    subprocess.run([sys.executable, str(script), str(folder), str(count), str(seed)], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def communes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("communes") / "espace")


def test_they_are_distinct_and_the_same_for_a_seed(communes: Path, tmp_path: Path) -> None:
    found = contents(communes)
    mains = [name for name in found if name.count("/") == 1]
    assert len(mains) == COUNT == len({found[name] for name in mains})
    assert contents(made(tmp_path / "same")) == found
    assert contents(made(tmp_path / "other", seed=2)) != found
    fewer = contents(made(tmp_path / "fewer", count=5))
    assert fewer.items() < found.items()


def test_they_are_of_all_kinds(communes: Path) -> None:
    texts = [path.read_text("utf-8") for path in (communes / "inputs").glob("*.yaml")]
    assert sum("type: epci" in text for text in texts) == COUNT // 12
    assert 0 < sum("/fiches/" in text for text in texts) < COUNT
    days = Counter(line for text in texts for line in text.splitlines() if line.startswith("date_reference"))
    assert len(days) == 3 and 0 < days.total() < COUNT


def test_each_assembles_and_its_figures_agree(communes: Path) -> None:
    done = subprocess.run(command(communes, "--format", "json"), cwd=REPOSITORY, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["refaite"] == COUNT
    tools = load_tools(Workspace(communes))
    today = next(iter(tools.library["fin"])).head.en_vigueur.du
    for path in tools.workspace.conventions()[:8]:
        codes = {finding.code for finding in find(compose_input(tools, path), None, today)}
        contradictions = {code for code in codes if code.startswith("CHI")} - {"CHI009"}  # the department's year
        assert contradictions == set()

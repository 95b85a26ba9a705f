"""Fixtures: a throw-away workspace with the real content, and the command line on it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from trials import earlier_output, is_untouched, listing, straight

from assembler.build.convention import Tools, load_tools
from assembler.build.workspace import Workspace
from assembler.cli.main import run

REPOSITORY = Path(__file__).resolve().parent.parent
CONTENT = ("clauses", "templates", "inputs")


@dataclass(frozen=True)
class Result:
    """What a command left: exit status and all that it printed."""

    status: int
    output: str


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A copy of the repository's content that a test may spoil."""
    root = tmp_path / "espace"
    for name in CONTENT:
        shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("*.lock.json"))
    return root


@pytest.fixture(scope="session")
def tools() -> Tools:
    """The repository's own library and templates, read once."""
    return load_tools(Workspace(REPOSITORY))


@pytest.fixture(scope="session")
def checked(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Lay a piece of YAML over the complete convention and check it, every wording being approved."""
    from samples import Bench, approved

    root = tmp_path_factory.mktemp("complet")
    shutil.copytree(REPOSITORY / "inputs", root / "inputs")
    return Bench(approved(tools), root)


@pytest.fixture
def assemble(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run `assemble` in the workspace, as a user in that folder would."""
    monkeypatch.chdir(workspace)

    def call(*arguments: str) -> Result:
        capture = CliRunner()
        with capture.isolation() as (_out, _err, mixed):
            status = run(list(arguments))
            text = mixed.getvalue().decode()
        return Result(status, text)

    return call


@pytest.fixture
def refused(assemble: Callable[..., Result], workspace: Path) -> Callable[..., str]:
    """Run `assemble` on what must be refused, an earlier output being there; return what it says, spaces plain.

    Whatever is wrong: exit 2, no traceback, no file written, replaced or left over.
    """

    def call(*arguments: str) -> str:
        earlier = earlier_output(workspace)
        before = listing(workspace)
        result = assemble(*(arguments or ("essai.yaml",)))
        assert result.status == 2, result.output
        assert "Traceback" not in result.output
        assert "Erreur imprévue" not in result.output
        assert is_untouched(earlier)
        assert listing(workspace) == before
        return straight(result.output)

    return call


def needs(*programs: str) -> None:
    """Skip aloud where a program is missing; fail in CI."""
    missing = [name for name in programs if shutil.which(name) is None]
    if not missing:
        return
    reason = f"il manque {', '.join(missing)} (voir README)"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def _without_office(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test starts LibreOffice by the way: one that wants it names the fixture `office`."""
    if "office" not in request.fixturenames:
        monkeypatch.setattr("assembler.writers.pdf.office.installed_office", _no_office)


def _no_office() -> None:
    from assembler.model.place import Problems

    raise Problems.one("LibreOffice n’est pas installé sur cette machine.", "Installez-le.")


@pytest.fixture(scope="session")
def office() -> None:
    """LibreOffice, where it is installed; the test skips aloud or fails elsewhere."""
    needs("soffice")


@pytest.fixture(scope="session")
def printer(office: None) -> Iterator[Any]:
    """The engine's own way to LibreOffice, one for the session; it keeps what it was given and gave last."""
    from conforming import KeepingPrinter

    with KeepingPrinter() as found:
        yield found


@pytest.fixture(scope="session")
def conforming(tools: Tools, printer: Any, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What `--pdf` writes for each of `conforming.JUDGED`."""
    from conforming import made

    return made(tools, printer, tmp_path_factory.mktemp("conforme"))

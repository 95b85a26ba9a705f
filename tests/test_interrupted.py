"""Commands that end at any of their steps: whole files, nothing voted or signed lost, and the next run completes."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from avenants import CONVENTION, DAY, FILE, MAIN, SIGNED, change, new_fin, on
from click.testing import CliRunner
from conftest import CONTENT, REPOSITORY, Result
from lots import contents, emptied
from trials import edit, put, straight

from assembler.build.temporaries import PREFIX, sweep_once
from assembler.cli.main import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="il faut « fork » et /proc")
SEAL = ("seal", FILE, "--signature", SIGNED)
AVENANT = ("avenant", FILE, "--effet", "2025-01-01")
SEAL_AVENANT = ("seal", FILE, "--signature", "2024-12-10", "--avenant", "1")
UNSEAL = ("seal", FILE, "--desceller", "--motif", "Signature refusée")
KEPT = "archives/essai/fige.zip"
ASIDE = "archives/_descellees/essai-"
DONE = ("est scellée", "n’est pas scellée", "déjà scellé", "Aucun avenant de cette convention n’est scellé")
LOCK = "inputs/essai.lock.json"
OUTPUT = "out/essai/convention.docx"
_CUT, _IN_PLACE, _TRACEBACK = 77, 78, 79
Files = dict[str, bytes]


@dataclass(frozen=True)
class Axe:
    """Ends the process just before the `last`-th time that it moves or takes away a file of the workspace."""

    root: Path
    last: int

    def arm(self) -> None:
        steps = 0

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal steps
            if event == "open":
                self.refuse_in_place(*arguments)
            elif event in ("os.rename", "os.remove", "os.rmdir"):
                path = self.path(arguments[0], arguments[2 if event == "os.rename" else 1])
                if self.is_ours(path) and os.path.lexists(path):
                    steps += 1
                    if steps == self.last:
                        os._exit(_CUT)

        sys.addaudithook(hook)

    def refuse_in_place(self, path: Any, _mode: Any, flags: int) -> None:
        """A file that bears its own name is never written to, only moved into its place."""
        if flags & (os.O_WRONLY | os.O_RDWR) and not isinstance(path, int):
            found = self.path(path, -1)
            if self.is_ours(found) and not found.name.startswith(PREFIX):
                os._exit(_IN_PLACE)

    def is_ours(self, path: Path) -> bool:
        return path.is_relative_to(self.root)

    def path(self, given: Any, folder: int) -> Path:
        base = os.getcwd() if folder < 0 else os.readlink(f"/proc/self/fd/{folder}")
        return Path(os.path.normpath(Path(base, os.fsdecode(given))))


def cut_short(root: Path, last: int, arguments: tuple[str, ...]) -> int:
    """The status of the command, or `_CUT` where it ended before that step."""
    child = os.fork()
    if child == 0:
        status = _TRACEBACK
        try:
            os.chdir(root)
            for stream in (1, 2):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
            Axe(root, last).arm()
            status = run(list(arguments))
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def call(root: Path, *arguments: str) -> Result:
    """The command, run to its end, as by a new process: it sweeps what an earlier one left."""
    sweep_once.cache_clear()
    here = Path.cwd()
    os.chdir(root)
    try:
        with CliRunner().isolation() as (_out, _err, mixed):
            status = run(list(arguments))
            return Result(status, straight(mixed.getvalue().decode()))
    finally:
        os.chdir(here)


def done(root: Path, *arguments: str) -> None:
    result = call(root, *arguments)
    assert result.status == 0, result.output


# --- what the commands start from ------------------------------------------------------


def drafted(root: Path) -> None:
    put(root, MAIN, CONVENTION.replace("etape: signature", "etape: copil"))
    done(root, FILE)
    edit(root, MAIN, ("etape: copil", "etape: deliberation"))


def voted(root: Path) -> None:
    """The library has moved on since, and what comes after the vote is filled in."""
    put(root, MAIN, CONVENTION.replace("etape: signature", "etape: deliberation").replace("lieu: Harnes", "lieu: Lens"))
    done(root, FILE)
    new_fin(root, since="2023")
    edit(root, "clauses/plan.yaml", ("sous_titre: au", "sous_titre: Au"))
    edit(root, MAIN, ("etape: deliberation", "etape: signature"), ("lieu: Lens", "lieu: Harnes"))


def withdrawn(root: Path) -> None:
    voted(root)
    edit(root, MAIN, ("etape: signature", "etape: copil"))


def changed(root: Path) -> None:
    """Sealed; then the library and the input changed."""
    put(root, MAIN, CONVENTION)
    done(root, *SEAL)
    change(root)


def amended(root: Path) -> None:
    changed(root)
    done(root, *AVENANT)


def sealed_twice(root: Path) -> None:
    amended(root)
    done(root, *SEAL_AVENANT)


@dataclass(frozen=True)
class Trial:
    """`before` and `after`: the files of the workspace without the command, and after it ran undisturbed.

    `kept`: what was voted or signed, whose bytes must be somewhere in the archives whatever happens.
    """

    root: Path
    command: tuple[str, ...]
    before: Files
    after: Files

    @property
    def kept(self) -> set[bytes]:
        return {data for name, data in self.before.items() if name.startswith("archives/")}

    def assert_safe(self, at: Path) -> None:
        now = {name: data for name, data in contents(at).items() if PREFIX not in name}
        known = {*self.before.values(), *self.after.values()}
        assert [name for name, data in now.items() if data not in known] == [], "half a file, or another text"
        archived = {data for name, data in now.items() if name.startswith("archives/")}
        assert self.kept <= archived, "something voted or signed is lost"

    def assert_verified(self, at: Path) -> None:
        """An archive is whole, or not there yet: a run that was cut short damages none."""
        result = call(at, "seal", "--verifier")
        assert result.status == 0, result.output

    def assert_completed(self, at: Path) -> None:
        """The same command again does all; or it says, and it is true, that the archive is as it asks for."""
        result = call(at, *self.command)
        found = differences(settled(contents(at)), settled(self.after))
        if result.status:
            assert any(words in result.output for words in DONE), result.output
            assert call(at, "seal", "--verifier").status == 0
            found = [name for name in found if name.startswith("archives/")]
        assert not found, f"{found} differ; said: {result.output}"

    def assert_batch_is_safe(self, at: Path) -> None:
        """A batch in the place of the same command: the text is what it was, or what the command makes."""
        result = call(at, "batch", "--jobs", "1")
        assert result.status == 0 or "ne serait plus celui qui a été voté" in result.output, result.output
        self.assert_safe_texts(at)

    def assert_safe_texts(self, at: Path) -> None:
        now = contents(at)
        assert now[OUTPUT] in {self.before.get(OUTPUT), self.after[OUTPUT]}, "another text is in out/"
        assert self.kept <= {data for name, data in now.items() if name.startswith("archives/")}


def settled(files: Files) -> Files:
    """The files, without what an unsealing that was cut short has copied and not taken away, or not yet copied.

    A reason that was told twice counts once.
    """
    aside = {name: data for name, data in files.items() if name.startswith(ASIDE)}
    found = {name: data for name, data in files.items() if name == KEPT or data not in aside.values()}
    found |= {name[len(ASIDE) :].partition("/")[2]: data for name, data in aside.items() if PREFIX not in name}
    lock = json.loads(found[LOCK])
    lock["descellements"] = sorted({json.dumps(each) for each in lock.get("descellements", ())})
    return {**found, LOCK: json.dumps(lock).encode()}


def differences(found: Files, expected: Files) -> list[str]:
    return sorted(name for name in {**found, **expected} if found.get(name) != expected.get(name))


@pytest.fixture
def trials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Iterator[tuple[int, Path, Trial]]]:
    """For each step of a command: its number, the workspace as the command left it there, the trial."""
    on(monkeypatch, DAY)
    first = tmp_path / "espace"
    for name in CONTENT:
        shutil.copytree(REPOSITORY / name, first / name, ignore=shutil.ignore_patterns("*.lock.json", "harnes", "lens"))
    emptied(first)

    def each(before: Callable[[Path], None], command: tuple[str, ...]) -> Iterator[tuple[int, Path, Trial]]:
        before(first)
        calm = shutil.copytree(first, tmp_path / "calme")
        done(calm, *command)
        trial = Trial(first, command, contents(first), contents(calm))
        for step in range(1, 100):
            at = shutil.copytree(first, tmp_path / "coupe")
            status = cut_short(at, step, command)
            assert status in (_CUT, 0), f"step {step}: {status}"
            if status == 0:
                assert differences(contents(at), trial.after) == []
                assert step > 2, "nothing was ever cut"
                return
            yield step, at, trial
            shutil.rmtree(at)

    return each


@pytest.mark.parametrize(
    ("before", "command"),
    [
        (drafted, (FILE,)),
        (withdrawn, (FILE,)),
        (voted, SEAL),
        (changed, AVENANT),
        (amended, SEAL_AVENANT),
        (sealed_twice, UNSEAL),
        (sealed_twice, (*UNSEAL, "--avenant", "1")),
    ],
    ids=["the vote", "back at the committee", "seal", "avenant", "seal an avenant", "unseal", "unseal an avenant"],
)
def test_cut_short_at_any_step(
    trials: Callable[..., Iterator[tuple[int, Path, Trial]]],
    tmp_path: Path,
    before: Callable[[Path], None],
    command: tuple[str, ...],
) -> None:
    wrong = []
    for step, at, trial in trials(before, command):
        other = shutil.copytree(at, tmp_path / "autre")
        checks = (
            (trial.assert_safe, at),
            (trial.assert_verified, at),
            (trial.assert_batch_is_safe, other),
            (trial.assert_completed, at),
        )
        for check, where in checks:
            try:
                check(where)
            except AssertionError as error:
                said = str(error).partition("\nassert")[0]
                wrong.append(f"step {step}, {check.__name__}: {said}")
        shutil.rmtree(other)
    assert not wrong, "\n".join(wrong)

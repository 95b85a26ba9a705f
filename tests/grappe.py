"""A real Dask scheduler with worker processes on loopback, in clear or with certificates."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from lots import REPOSITORY

_PATIENCE = 60


@dataclass
class Cluster:
    address: str
    folder: Path
    options: Sequence[str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(self) -> None:
        quiet = ["--no-dashboard", "--no-nanny", "--nthreads", "1", "--local-directory", str(self.folder)]
        self.processes.append(_started("dask_worker", [self.address, *quiet, *self.options]))


def needs_distributed() -> None:
    if importlib.util.find_spec("distributed"):
        return
    reason = "il manque l’extra « cluster » (voir docs/lots.md)"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def cluster(folder: Path, workers: int, options: Sequence[str] = (), protocol: str = "tcp") -> Iterator[Cluster]:
    """Listens on a free port; all its processes end with the context."""
    file = folder / f"{protocol}.json"
    where = ["--host", f"{protocol}://127.0.0.1", "--port", "0", "--scheduler-file", str(file), "--no-dashboard"]
    scheduler = _started("dask_scheduler", [*where, *options])
    found = Cluster("", folder, options, [scheduler])
    try:
        found.address = _address(file, scheduler)
        for _ in range(workers):
            found.start_worker()
        yield found
    finally:
        for process in reversed(found.processes):
            process.kill()
            process.wait()


def _address(file: Path, scheduler: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and scheduler.poll() is None:
        if file.exists() and (text := file.read_text("utf-8")):
            return str(json.loads(text)["address"])
        time.sleep(0.05)
    raise AssertionError("the scheduler has not started")


def _started(module: str, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=REPOSITORY, stdin=quiet, stdout=quiet, stderr=quiet)


def certificates(folder: Path, name: str) -> dict[str, str]:
    """An authority of its own and a certificate that it signed: the files « ca », « cert » and « key »."""
    files = {kind: str(folder / f"{name}-{kind}.pem") for kind in ("ca", "ca-key", "cert", "key", "request")}
    new = ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    authority = ["-x509", "-days", "2", "-subj", f"/CN=autorite {name}"]
    _openssl(*new, *authority, "-keyout", files["ca-key"], "-out", files["ca"])
    _openssl(*new, "-subj", f"/CN={name}", "-keyout", files["key"], "-out", files["request"])
    signed = ["-CA", files["ca"], "-CAkey", files["ca-key"], "-CAcreateserial", "-days", "2"]
    _openssl("x509", "-req", "-in", files["request"], *signed, "-out", files["cert"])
    return files


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)

"""PDFs of a batch: `python benchmarks/pdf.py [--communes N]`, or `make bench-pdf`.

The Word files of N (50) distinct communes become PDFs on two cores, in turns of ten:
  long-lived   two LibreOffices that stay, each driven by one worker (`writers.pdf.office`), their starts included
  launches     `soffice --convert-to pdf` once a document, by two workers, each with a profile that it keeps
Then the whole command: `assemble batch --pdf --jobs 2`, pages read back, sommaire written, PDF made to conform.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from batch_runs import made, report_of
from goals import goal, heading, line, ms

from assembler.writers.pdf.installed import installed_office
from assembler.writers.pdf.office import Office

_TURN = 10
_WORKERS = 2
_FILTER = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
)
Convert = Callable[[Sequence[Path]], None]
"""Turns these Word files into PDFs, one after the other."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--communes", type=int, default=50, metavar="N")
    count = parser.parse_args().communes
    with TemporaryDirectory() as folder:
        workspace = Path(folder) / "espace"
        made(workspace, count)
        word = report_of(workspace, "--jobs", str(_WORKERS))["seconds"]
        files = sorted(workspace.glob("out/*/convention.docx"))
        lived, launched = _in_turns(files, Path(folder))
        whole = report_of(workspace, "--jobs", str(_WORKERS), "--pdf")["seconds"]
    heading(f"pdf. {count} conventions, {_WORKERS} workers")
    line("the Word files alone, a document", ms(word / count))
    line("two long-lived LibreOffices, a document", ms(lived / count))
    line("one launch a document", ms(launched / count))
    line("assemble batch --pdf, the whole, a document", ms(whole / count))
    goal("times faster than one launch a document", launched / lived, 2, at_least=True)
    line("the whole command against launches alone", f"{launched / whole:.2f} times faster")


def _in_turns(files: Sequence[Path], folder: Path) -> tuple[float, float]:
    """Seconds of each way over all files, first the long-lived."""
    offices = [Office() for _ in range(_WORKERS)]
    seconds = [0.0, 0.0]
    try:
        stays: list[Convert] = [_exporter(office) for office in offices]
        starts: list[Convert] = [_launcher(folder / f"profil{rank}") for rank in range(_WORKERS)]
        for first in range(0, len(files), _TURN):
            turn = files[first : first + _TURN]
            for side, ways in enumerate((stays, starts)):
                seconds[side] += _timed(ways, turn)
    finally:
        for office in offices:
            office.close()
    return seconds[0], seconds[1]


def _timed(ways: Sequence[Convert], files: Sequence[Path]) -> float:
    start = perf_counter()
    with ThreadPoolExecutor(len(ways)) as pool:
        shares = [files[rank :: len(ways)] for rank in range(len(ways))]
        for done in [pool.submit(way, share) for way, share in zip(ways, shares, strict=True)]:
            done.result()
    return perf_counter() - start


def _exporter(office: Office) -> Convert:
    def convert(files: Sequence[Path]) -> None:
        for file in files:
            file.with_name("ici.pdf").write_bytes(office.export(file.read_bytes()).pdf)

    return convert


def _launcher(profile: Path) -> Convert:
    program = str(installed_office().program)

    def convert(files: Sequence[Path]) -> None:
        for file in files:
            command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", _FILTER]
            subprocess.run([*command, "--outdir", str(file.parent), str(file)], check=True, capture_output=True)

    return convert


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # for a checkout that is not installed
    main()

"""What `--pdf` writes, for conventions and acts of several kinds, beside what LibreOffice gave for it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import extremes
from conftest import CONTENT, REPOSITORY
from drafts import COMMON_CAF, SMALL, workspace
from pngmaking import png
from test_territories import NAMES, epci, figures, member
from wordfile import WordFile

from assembler.build.acte import MadeActe, files_of_actes
from assembler.build.acte_circuit import make_circuit
from assembler.build.acte_deliberation import make_deliberations
from assembler.build.convention import Tools, compose_input, load_tools
from assembler.build.printing import Printed, Printer, Render, with_fields
from assembler.build.workspace import Workspace
from assembler.build.writing import Wanted, write
from assembler.model.document import Document
from assembler.model.produced import PdfFacts
from assembler.writers.pdf.office import Export, Office

DOCUMENTS = ("harnes", "lens", "logos", "epci")
"""Conventions."""
JUDGED = (*DOCUMENTS, "epci-champs", "extreme-champs", "deliberation", "circuit")
"""All that is made: with fields to sign, and acts."""


@dataclass(frozen=True)
class Made:
    """`draft`: the Word file that LibreOffice laid out, `raw`: what it gave; `word` and `pdf` (at `path`): what is
    written.
    """

    document: Document
    draft: bytes
    raw: bytes
    word: WordFile
    pdf: bytes
    facts: PdfFacts
    path: Path


class KeepingOffice(Office):
    """Keeps the last Word file that it was given and the PDF that it gave."""

    draft = raw = b""

    def export(self, word: bytes) -> Export:
        found = super().export(word)
        self.draft, self.raw = word, found.pdf
        return found


class KeepingPrinter(Printer):
    """Keeps what it printed last."""

    last: Printed

    def __init__(self) -> None:
        super().__init__()
        self.office: KeepingOffice = KeepingOffice()

    def printed(self, render: Render, document: Document) -> Printed:
        self.last = super().printed(render, document)
        return self.last


@dataclass(frozen=True)
class _Making:
    folder: Path
    printer: KeepingPrinter

    def convention(self, name: str, tools: Tools, path: Path, fields: bool = False) -> Made:
        composed = compose_input(tools, path)
        built = write(tools, composed, Wanted(pdf=True, fields=fields), self.printer)
        assert built.lacking == ()
        return self._kept(name, composed.document, built.files)

    def act(self, name: str, act: MadeActe) -> Made:
        files, lacking = files_of_actes((act,), self.printer, is_wanted=True)
        assert lacking == ()
        return self._kept(name, act.acte.whole, files)

    def signed_in_fields(self, name: str, made: Made, tools: Tools) -> Made:
        """The convention that was made last, with its fields."""
        return self._named(name, replace(made, pdf=with_fields(self.printer.last, made.document, tools.templates).pdf))

    def _kept(self, name: str, document: Document, files: Mapping[Path, bytes]) -> Made:
        by_kind = {path.suffix: data for path, data in files.items()}
        office, word, facts = self.printer.office, WordFile(by_kind[".docx"]), self.printer.last.facts
        made = Made(document, office.draft, office.raw, word, by_kind[".pdf"], facts, self.folder)
        return self._named(name, made)

    def _named(self, name: str, made: Made) -> Made:
        path = self.folder / f"{name}.pdf"
        path.write_bytes(made.pdf)
        return replace(made, path=path)


def made(tools: Tools, printer: KeepingPrinter, folder: Path) -> Mapping[str, Made]:
    """All of `JUDGED`, from one LibreOffice."""
    making, inputs = _Making(folder, printer), REPOSITORY / "inputs"
    found = {name: making.convention(name, tools, inputs / f"{name}.yaml") for name in ("harnes", "lens")}
    own = load_tools(_with_logos(folder / "logos"))
    found["logos"] = making.convention("logos", own, own.workspace.inputs / "harnes.yaml")
    found["epci"] = making.convention("epci", *_essai(tools, folder / "epci", *_twelve()))
    found["epci-champs"] = making.signed_in_fields("epci-champs", found["epci"], tools)
    extreme = _essai(tools, folder / "extreme", extremes.given(), extremes.files())
    found["extreme-champs"] = making.convention("extreme-champs", *extreme, fields=True)
    (act,) = make_deliberations(tools, inputs / "harnes.yaml").made
    found["deliberation"] = making.act("deliberation", act)
    found["circuit"] = making.act("circuit", make_circuit(tools, inputs / "harnes.yaml").made)
    return found


def _with_logos(root: Path) -> Workspace:
    """Harnes with a logo that is transparent and one that is not."""
    for name in CONTENT:
        shutil.copytree(REPOSITORY / name, root / name)
    (root / "inputs/communs/caf.png").write_bytes(png(200, 80, is_transparent=True))
    (root / "inputs/harnes/logo.png").write_bytes(png(120, 120))
    for file, before, line in (
        ("communs/pas-de-calais.yaml", "nom_complet:", "logo: caf.png\n"),
        ("harnes.yaml", "  type: commune\n", "  logo: harnes/logo.png\n"),
    ):
        path = root / "inputs" / file
        path.write_text(path.read_text("utf-8").replace(before, line + before, 1), "utf-8")
    return Workspace(root)


def _twelve() -> tuple[dict, dict]:
    """An intercommunality whose twelve communes sign, and its files."""
    members = [member(name, rank) for rank, name in enumerate(NAMES, 1)]
    given = epci(*members) | {"diagnostic": {"reference": "communs/departement-2020.csv"}}
    return given, {f"essai/{rank}.csv": figures(rank) for rank in range(1, 13)}


def _essai(tools: Tools, folder: Path, given: Mapping, files: Mapping) -> tuple[Tools, Path]:
    """A convention stated as a dict, with the repository's library and templates."""
    place = workspace(folder, {"essai.yaml": {"caf": COMMON_CAF, "periode": dict(SMALL["periode"]), **given}, **files})
    return replace(tools, workspace=place), place.inputs / "essai.yaml"

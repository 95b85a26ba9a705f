"""Pairs of Word files: the Harnes convention as it was sent, and what alterations make of it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

from alterations import Altering, kinds, part_bookmarks
from lxml import etree
from peer_marks import headings_of, styles_of_sommaire
from wordfile import MAIN, WordFile, zipped

from assembler.build.convention import load_tools
from assembler.build.workspace import Workspace
from assembler.build.writing import assemble


@dataclass(frozen=True)
class Pair:
    """Two files on disk, and the parts that were altered: their bookmarks, or that of the footer."""

    old: Path
    new: Path
    touched: frozenset[str]


@dataclass(frozen=True)
class Family:
    """`sent` is held against alterations of `base`."""

    title: str
    sent: Path
    base: Path

    @cached_property
    def parts(self) -> dict[str, bytes]:
        return dict(WordFile.at(self.base).parts)

    @cached_property
    def names(self) -> frozenset[str]:
        """The bookmarks that begin a part."""
        return part_bookmarks(etree.fromstring(self.parts[MAIN]))

    @cached_property
    def headings(self) -> dict[str, str]:
        """Words of the heading that begins a part -> its bookmark."""
        return headings_of(self.sent.read_bytes(), self.names)

    @cached_property
    def sommaire(self) -> frozenset[str]:
        """The ids of the styles of its entries."""
        return styles_of_sommaire((self.sent.read_bytes(), self.base.read_bytes()))

    def pairs(self, count: int) -> Iterator[Pair]:
        """`count` of them, each kind of alteration as often as the others, the same on any day."""
        new = self.sent.with_name("altered.docx")
        for seed, kind in enumerate(kinds(count)):
            altered = Altering(self.parts, self.names, Random(f"harnes{seed}")).altered(kind)
            new.write_bytes(zipped(altered.parts))
            yield Pair(self.sent, new, altered.touched)


def families(root: Path, folder: Path) -> Iterator[Family]:
    """Files are made in `folder`. The trip is left out where there is no LibreOffice."""
    tools = load_tools(Workspace(root))
    sent = folder / "convention.docx"
    sent.write_bytes(next(iter(assemble(tools, tools.workspace.inputs / "harnes.yaml").files.values())))
    yield Family("Altered as it is", sent, sent)
    soffice = shutil.which("soffice")
    if soffice:
        yield Family("Altered after a trip docx, odt, docx", sent, _tripped(soffice, sent))
    else:
        print("\nLeft out: the files that made a trip through LibreOffice (soffice is not installed).")


def _tripped(soffice: str, sent: Path) -> Path:
    back = sent.parent / "back"
    profile = f"-env:UserInstallation={(sent.parent / 'profile').as_uri()}"
    for source, form, target in ((sent, "odt", sent.parent), (sent.with_suffix(".odt"), "docx", back)):
        command = [soffice, "--headless", profile, "--convert-to", form, "--outdir", str(target), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return back / sent.name

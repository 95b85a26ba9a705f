"""Alterations in a file that went docx → odt → docx: each is found in its part, and no other part is accused."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import pytest
from alterations import FOOTER, Altered, Altering, kinds, part_bookmarks
from conftest import needs
from lxml import etree
from wordfile import MAIN, W, WordFile, text_of, zipped

from assembler.build.convention import Tools
from assembler.build.writing import assemble
from assembler.compare.outline import sections_of
from assembler.compare.texts import compare_texts
from assembler.model.wordtext import WordText
from assembler.readers.word import read_word, read_word_bytes

ALTERATIONS = 100
"""For each convention."""


@pytest.fixture(scope="module")
def tripped(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[WordText, Path]]:
    """What was sent for a convention, and the file after its trip through LibreOffice's own format."""
    needs("soffice")

    def trip(name: str) -> tuple[WordText, Path]:
        folder = tmp_path_factory.mktemp(name)
        sent = folder / "convention.docx"
        sent.write_bytes(next(iter(assemble(tools, tools.workspace.inputs / f"{name}.yaml").files.values())))
        back = folder / "retour"
        profile = f"-env:UserInstallation=file://{folder}/profil"
        for source, form, target in ((sent, "odt", folder), (folder / "convention.odt", "docx", back)):
            command = ["soffice", "--headless", profile, "--convert-to", form, "--outdir", str(target), str(source)]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        return read_word(sent), back / "convention.docx"

    return trip


@pytest.mark.parametrize("name", ["harnes", "lens"])
def test_every_alteration_is_found_in_its_part_and_no_other_part_is_accused(
    tripped: Callable[[str], tuple[WordText, Path]], name: str
) -> None:
    sent, returned = tripped(name)
    assert told(sent, read_word(returned)) == set()
    parts = dict(WordFile.at(returned).parts)
    names = part_bookmarks(etree.fromstring(parts[MAIN]))
    wrong = []
    for seed, kind in enumerate(kinds(ALTERATIONS)):
        altered = Altering(parts, names, Random(f"{name}{seed}")).altered(kind)
        found = told(sent, read_word_bytes(zipped(altered.parts), returned))
        if found != altered.touched:
            wrong.append(f"{seed} {kind}: {altered.what}: {set(altered.touched)}, told {found}")
    assert not wrong, "\n".join(wrong)


def told(sent: WordText, returned: WordText) -> set[str]:
    """The bookmarks of the parts that the comparison accuses, and `FOOTER`."""
    marks = {section.name: next(iter(section.bookmarks), section.name) for section in sections_of(sent.items)}
    units, beside = compare_texts(sent, returned)
    accused = {marks.get(unit.name, unit.title) for unit in units if unit.verdict != "identique"}
    return accused | {each.where for each in beside if each.where == FOOTER}


def test_an_alteration_alters(tools: Tools) -> None:
    """The bench itself: what it says it changed reads differently."""
    data = next(iter(assemble(tools, tools.workspace.inputs / "harnes.yaml").files.values()))
    parts = dict(WordFile(data).parts)
    names = part_bookmarks(etree.fromstring(parts[MAIN]))
    for seed, kind in enumerate(kinds(16)):
        altered: Altered = Altering(parts, names, Random(seed)).altered(kind)
        before, after = (_shown(each) for each in (parts, altered.parts))
        assert after != before, altered
        assert altered.touched


def _shown(parts: Mapping[str, bytes]) -> list[str]:
    shown = [part for name, part in parts.items() if name == MAIN or name.startswith("word/footer")]
    return [text_of(paragraph) for part in shown for paragraph in etree.fromstring(part).iter(f"{W}p")]

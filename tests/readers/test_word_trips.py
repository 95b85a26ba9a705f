"""The real conventions, opened and saved by LibreOffice: what comes back says the same."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from conftest import REPOSITORY, needs
from pngmaking import png

from assembler.cli.main import run
from assembler.model.lines import Line
from assembler.model.wordtext import WordText
from assembler.readers.word import cleaned, read_word, read_word_bytes

NAMES = ("harnes", "lens")
TRIPS = ("docx", "odt")
COMMENTED = "remarques"
REMARK = "{de: La ville, texte: Qui préside le comité ?}"
Returned = Mapping[tuple[str, str], WordText]
"""Name and trip (empty: as it was sent) -> what is read."""


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Both conventions with a logo, and one with a remark as a comment."""
    root = tmp_path_factory.mktemp("envoi") / "espace"
    for folder in ("clauses", "templates", "inputs"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    for name in NAMES:
        (root / "inputs" / name / "logo.png").write_bytes(png(60, 40))
        main = root / "inputs" / f"{name}.yaml"
        main.write_text(main.read_text().replace("\nterritoire:\n", f"\nterritoire:\n  logo: {name}/logo.png\n"))
        assert run(["--workspace", str(root), f"{name}.yaml"]) == 0
    fiche = root / "inputs" / "harnes" / "fiches" / "loisirs.yaml"
    fiche.write_text(fiche.read_text().replace("\nid: loisirs\n", f"\nid: loisirs\nremarques:\n  - {REMARK}\n"))
    shutil.copy(root / "inputs" / "harnes.yaml", root / "inputs" / f"{COMMENTED}.yaml")
    assert run(["--workspace", str(root), f"{COMMENTED}.yaml", "--remarques"]) == 0
    return {name: root / "out" / name / "convention.docx" for name in (*NAMES, COMMENTED)}


@pytest.fixture(scope="module")
def returned(sent: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Returned:
    """As Word files saved again, and by way of OpenDocument."""
    needs("soffice")
    folder = tmp_path_factory.mktemp("retour")
    for name, path in sent.items():
        shutil.copy(path, folder / f"{name}.docx")
    docx = [folder / f"{name}.docx" for name in sent]
    convert(folder, "docx", folder / "docx", *docx)
    convert(folder, "odt", folder / "opendocument", *docx)
    convert(folder, "docx", folder / "odt", *(folder / "opendocument" / f"{name}.odt" for name in sent))
    found = {(name, ""): read_word(path) for name, path in sent.items()}
    return found | {(name, trip): read_word(folder / trip / f"{name}.docx") for name in sent for trip in TRIPS}


def convert(folder: Path, to: str, into: Path, *sources: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", into, *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


@pytest.fixture(params=[(name, trip) for name in NAMES for trip in TRIPS], ids="-".join)
def pair(request: pytest.FixtureRequest, returned: Returned) -> tuple[WordText, WordText]:
    name, trip = request.param
    return returned[name, ""], returned[name, trip]


def lines(text: WordText) -> Iterator[Line]:
    """Those that say something, cells included, the sommaire left out."""
    for item in text.items:
        found = [item] if isinstance(item, Line) else [line for cell in item.cells for line in cell]
        yield from (line for line in found if line.text and line.kind != "sommaire")


def test_no_word_changes_on_the_way(pair: tuple[WordText, WordText]) -> None:
    before, after = ([line.text for line in lines(text)] for text in pair)
    assert len(before) > 1_000
    assert after == before


def test_no_line_changes_its_kind_its_level_or_its_bookmarks(pair: tuple[WordText, WordText]) -> None:
    before, after = (
        [
            (line.text, line.kind, line.level, [name for name in line.bookmarks if name.startswith("c_")])
            for line in lines(text)
        ]
        for text in pair
    )
    assert {kind for _, kind, _, _ in before} == {"titre", "texte", "puce", "numero"}
    assert after == before


def test_rows_keep_their_cells_and_items_their_places(pair: tuple[WordText, WordText]) -> None:
    before, after = (
        [(item.rank, -1 if isinstance(item, Line) else len(item.cells)) for item in text.items] for text in pair
    )
    assert after == before


def test_headers_footers_and_pictures_are_the_same(pair: tuple[WordText, WordText]) -> None:
    before, after = pair
    assert [aside.where for aside in before.asides] == ["en-tête", "pied de page"]
    assert [[line.text for line in aside.lines] for aside in after.asides] == [
        [line.text for line in aside.lines] for aside in before.asides
    ]
    assert {picture.kind for picture in before.pictures} == {"image", "graphique"}
    shown = [[(each.kind, each.key, each.rank) for each in text.pictures] for text in pair]
    assert shown[1] == shown[0]


@pytest.mark.parametrize("trip", TRIPS)
def test_comments_come_back_with_their_words(returned: Returned, trip: str) -> None:
    """LibreOffice puts an empty paragraph first, where a file that has comments begins with a table."""
    before, after = (returned[COMMENTED, each].comments for each in ("", trip))
    assert [(each.author, each.text) for each in before] == [("La ville", "Qui préside le comité ?")]
    assert before[0].about.startswith("Fiche ")
    assert [(each.author, each.text, each.about) for each in after] == [
        (each.author, each.text, each.about) for each in before
    ]
    sent_lines, back = ([line.text for line in lines(returned[COMMENTED, each])] for each in ("", trip))
    assert back == sent_lines


def test_what_the_file_knows_of_itself_comes_back(pair: tuple[WordText, WordText]) -> None:
    before, after = pair
    assert before.manifest is not None
    assert after.manifest == before.manifest


def test_nothing_is_hidden_changed_or_linked(pair: tuple[WordText, WordText]) -> None:
    for text in pair:
        assert not text.tracked and not text.hidden and not text.unread and not text.links


def test_reduced_to_what_was_judged_they_say_the_same(sent: Mapping[str, Path]) -> None:
    for path in sent.values():
        before, after = read_word(path), read_word_bytes(cleaned(path.read_bytes(), path), path)
        assert (after.items, after.asides, after.comments) == (before.items, before.asides, before.comments)
        assert [each.key for each in after.pictures] == [each.key for each in before.pictures]


def test_reduced_to_what_was_judged_they_open_elsewhere(sent: Mapping[str, Path], tmp_path: Path) -> None:
    needs("soffice")
    (tmp_path / "harnes.docx").write_bytes(cleaned(sent["harnes"].read_bytes(), sent["harnes"]))
    convert(tmp_path, "docx", tmp_path / "docx", tmp_path / "harnes.docx")
    before, after = (read_word(path) for path in (sent["harnes"], tmp_path / "docx" / "harnes.docx"))
    assert [line.text for line in lines(after)] == [line.text for line in lines(before)]
    assert [each.key for each in after.pictures] == [each.key for each in before.pictures]


def test_tags_are_those_of_the_parts_as_they_were_sent(returned: Returned) -> None:
    """LibreOffice 7.4 loses them: what comes back is known by its bookmarks."""
    for name in NAMES:
        tags = list(dict.fromkeys(line.tag for line in lines(returned[name, ""])))
        assert {"preambule", "article", "signature", "annexe", ""} == {tag.partition(":")[0] for tag in tags}
        assert len(tags) > 20


def test_the_real_conventions_are_read_fast(sent: Mapping[str, Path]) -> None:
    """42 pages take some 30 ms; ten times that is a mistake, not a slow machine."""
    import time

    data = sent["harnes"].read_bytes()
    read_word_bytes(data, sent["harnes"])
    started = time.process_time()
    read_word_bytes(data, sent["harnes"])
    assert time.process_time() - started < 0.3

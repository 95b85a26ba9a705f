"""The proof after writing: a writer broken on purpose makes the run fail, and the last good file stays."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest
from drafts import spaced
from lxml import etree
from wordfile import MAIN, W, WordFile, text_of

from assembler.writers import docx, wordml
from assembler.writers.blocks import BlockWriter

Change = Callable[[list[etree._Element]], str]
"""Spoils the paragraphs that hold text and returns what the message must name."""


@pytest.fixture
def good(assemble, workspace) -> bytes:
    """A first run that went well."""
    assert assemble("harnes.yaml").status == 0
    return (workspace / "out/harnes/convention.docx").read_bytes()


@pytest.fixture
def spoil(monkeypatch: pytest.MonkeyPatch) -> Callable[[Change], list[str]]:
    """Make the writer spoil `word/document.xml` of the next run; returns where the lost text will be told."""

    def install(change: Change) -> list[str]:
        told: list[str] = []
        render = docx.render_parts

        def spoiled(*arguments):
            parts = dict(render(*arguments))
            root = etree.fromstring(parts[MAIN])
            told.append(change([p for p in root.iter(f"{W}p") if text_of(p)]))
            parts[MAIN] = etree.tostring(root)
            return parts

        monkeypatch.setattr(docx, "render_parts", spoiled)
        return told

    return install


def at(paragraphs: list[etree._Element], opening: str) -> etree._Element:
    """The last paragraph that opens so: behind the sommaire, in the body."""
    return [p for p in paragraphs if text_of(p).startswith(opening)][-1]


def drop(opening: str) -> Change:
    def change(paragraphs):
        lost = at(paragraphs, opening)
        lost.getparent().remove(lost)
        return text_of(lost)

    return change


def double(opening: str) -> Change:
    def change(paragraphs):
        twice = at(paragraphs, opening)
        twice.addnext(copy.deepcopy(twice))
        return ""

    return change


def swap(opening: str) -> Change:
    """With the next paragraph that holds text."""

    def change(paragraphs):
        first = at(paragraphs, opening)
        second = paragraphs[paragraphs.index(first) + 1]
        for each, other in ((first, copy.deepcopy(second)), (second, copy.deepcopy(first))):
            each.getparent().replace(each, other)
        return ""

    return change


def retype(opening: str, old: str, new: str) -> Change:
    def change(paragraphs):
        typed = at(paragraphs, opening)
        before = text_of(typed)
        for node in typed.iter(f"{W}t"):
            node.text = (node.text or "").replace(old, new)
        assert text_of(typed) != before
        return before

    return change


PLACES = [
    "Article 10 – ",  # a heading
    "Les communes et leurs groupements",  # the first paragraph of the préambule
    "Le comité de pilotage valide",  # a paragraph of an article
    "Gestion du service périscolaire",  # an item of a list
    "Philippe DUQUESNOY",  # the last text of the body
    "Annexe 2 – ",
    "Nombre d’allocataires Caf",  # a cell
    "Tableau 1 – ",  # a caption
    "Parents employeurs",  # the last item of a fiche's cell
    "L’action commence en 2024.",  # a fiche's cell with one paragraph
    "Délibération n°",
]


@pytest.mark.parametrize("opening", PLACES)
@pytest.mark.parametrize("breakage", [drop, double])
def test_a_paragraph_lost_or_doubled(good, assemble, workspace, spoil, breakage, opening):
    told = spoil(breakage(opening))
    _fails(good, assemble, workspace, told)


# In a fiche the template chooses the order of the cells, so only what stands inside one cell has an order.
@pytest.mark.parametrize("opening", [place for place in PLACES if place != "L’action commence en 2024."])
def test_two_paragraphs_swapped(good, assemble, workspace, spoil, opening):
    told = spoil(swap(opening))
    _fails(good, assemble, workspace, told)


@pytest.mark.parametrize(
    ("opening", "old", "new"),
    [
        ("Les communes et leurs groupements", "communes", ""),
        ("Nombre d’allocataires Caf", "Caf", "CAF"),
        ("Composition", "\u00a0", " "),
        ("Article 10 – ", "10", "11"),
        ("Du 1", "2023", "2022"),
    ],
)
def test_a_word_changed(good, assemble, workspace, spoil, opening, old, new):
    told = spoil(retype(opening, old, new))
    _fails(good, assemble, workspace, told)


def test_the_axis_of_a_fiche_lost(good, assemble, workspace, spoil):
    told = spoil(retype("Axe", "Transversal", ""))
    _fails(good, assemble, workspace, told, "« Transversal »")


def test_a_tag_left_in_the_text(good, assemble, workspace, spoil):
    def change(paragraphs):
        label = next(p for p in paragraphs if text_of(p) == "Public cible")
        next(label.iter(f"{W}t")).text = "Public {{ fiche.public }}"
        return "{{ fiche.public }}"

    told = spoil(change)
    _fails(good, assemble, workspace, told)


def test_a_list_writer_that_loses_its_last_item(good, assemble, workspace, monkeypatch):
    written = BlockWriter._list
    monkeypatch.setattr(BlockWriter, "_list", lambda self, block, place: written(self, _shortened(block), place))
    _fails(good, assemble, workspace, [], "Ce texte manque dans le fichier écrit : « ")


def _shortened(block):
    return type(block)(block.ordered, block.items[:-1])


def test_a_writer_that_forgets_to_escape(good, assemble, workspace, monkeypatch):
    """`&` makes the part no XML at all: the run fails, it does not write a file that Word refuses."""
    main = workspace / "inputs/harnes.yaml"
    renamed = main.read_text("utf-8").replace("titre: Enjeux transversaux", "titre: Petite & grande")
    main.write_text(renamed, "utf-8")
    assert assemble("harnes.yaml").status == 0
    kept = (workspace / "out/harnes/convention.docx").read_bytes()
    assert "Petite & grande" in WordFile(kept).lines
    monkeypatch.setattr(wordml, "escape", lambda text: text)
    assert assemble("harnes.yaml").status == 2
    assert (workspace / "out/harnes/convention.docx").read_bytes() == kept


def _fails(good: bytes, assemble, workspace: Path, told: list[str], shown: str | None = None) -> None:
    """The run fails, names the text that the change `told` (or `shown`), and leaves the last good file alone."""
    result = assemble("harnes.yaml")
    assert result.status == 2, result.output
    assert "Traceback" not in result.output and "imprévue" not in result.output
    assert spaced(told[-1] if shown is None else shown)[:60] in spaced(result.output)
    assert "templates/convention.docx" in result.output
    assert (workspace / "out/harnes/convention.docx").read_bytes() == good
    assert [path.name for path in (workspace / "out/harnes").iterdir()] == ["convention.docx"]

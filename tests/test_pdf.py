"""The two real conventions as pages: LibreOffice makes them, `pdftotext` reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from conforming import Made
from real import NAMES, convention, given, squeezed
from rendered import page_texts
from wordfile import WordFile

Pages = list[str]
"""The text of each page."""


@pytest.fixture(scope="session")
def printed(conforming: Mapping[str, Made]) -> Mapping[str, Pages]:
    """Both conventions as `--pdf` writes them."""
    return {name: page_texts(conforming[name].pdf) for name in NAMES}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def file(name: str) -> WordFile:
    return convention(name)


@pytest.fixture
def pages(name: str, printed: Mapping[str, Pages]) -> Pages:
    return printed[name]


def flat(text: str) -> str:
    """Without any space, since lines break where they will."""
    return re.sub(r"\s", "", text)


def running_title(name: str) -> str:
    keys = given(name)
    return f"CTG de {keys['territoire']['nom']} {keys['periode']['debut'][:4]}-{keys['periode']['fin'][:4]}"


def content_of(name: str, page: str) -> str:
    """The page without its header, which is its first line."""
    first, _, rest = page.strip().partition("\n")
    return squeezed(rest if first.startswith(running_title(name)) else page)


def body(pages: Pages) -> Pages:
    """The pages behind the cover and the sommaire, which names every heading as well."""
    first = next(rank for rank, page in enumerate(pages) if flat("Les communes et leurs groupements") in flat(page))
    return pages[first:]


def test_a_reasonable_number_of_pages(pages):
    assert 25 <= len(pages) <= 60


def test_every_page_but_the_cover_says_its_number_and_the_last(name, pages):
    assert "Page" not in pages[0] and running_title(name) not in pages[0]
    for number, page in enumerate(pages[1:], start=2):
        assert f"Page {number} / {len(pages)}" in squeezed(page)
        assert running_title(name) in squeezed(page)


def test_no_page_is_empty(name, pages):
    footer = r"Caisse d’Allocations Familiales du Pas-de-Calais|Page \d+ / \d+"
    assert all(len(re.sub(footer, "", content_of(name, page))) > 20 for page in pages)


def test_every_heading_is_in_the_pages_in_order(file, pages):
    text, at = flat("".join(body(pages))), 0
    for _, heading in file.headings():
        found = text.find(flat(heading), at)
        assert found >= 0, heading
        at = found + 1


def test_every_table_title_is_in_the_pages(file, pages):
    text = flat("".join(pages))
    captions = [line for line in file.lines if re.match(r"Tableau \d+ – ", line)]
    assert captions and all(flat(caption) in text for caption in captions)


def test_each_annexe_begins_a_page(name, file, pages):
    for _, heading in file.headings():
        if heading.startswith("Annexe "):
            begun = [page for page in body(pages) if flat(content_of(name, page)).startswith(flat(heading))]
            assert len(begun) == 1, heading


def test_each_fiche_begins_a_page(name, file, pages):
    for _, heading in file.headings():
        if heading.startswith("Fiche action n°"):
            begun = [page for page in body(pages) if flat(content_of(name, page)).startswith(flat(heading))]
            assert len(begun) == 1, heading


def test_the_signature_block_stands_on_one_page(name, pages):
    signers = given(name)["signature"]["signataires"]
    words = [
        "Fait ",
        *(squeezed(signer[key]) for signer in signers for key in ("organisme", "qualite") if key in signer),
    ]
    together = [page for page in body(pages) if all(word in squeezed(page) for word in words)]
    assert len(together) == 1


def test_no_mark_of_a_broken_file(pages):
    text = "".join(pages)
    assert "Erreur" not in text and "{{" not in text and "Error:" not in text and "\ufffd" not in text

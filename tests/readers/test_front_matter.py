"""An approval written into a header: what changes is what was asked, to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.model.clause import ApprobationDeClause
from assembler.model.place import Problems
from assembler.readers.editing.front_matter import place_of_key, with_approval
from assembler.readers.library import read_version
from assembler.readers.source_text import FORBIDDEN

FILE = Path("clauses/fin/2023-01.md")
APPROVAL = ApprobationDeClause(par="Direction", le="2026-11-26", reference="Note 12", empreinte="0f4a89ba24db446e")
VALUES = "par: Direction, le: 2026-11-26, reference: Note 12, empreinte: 0f4a89ba24db446e"
BLOCK = "approbation:\n  " + VALUES.replace(", ", "\n  ") + "\n"
BODY = "---\n\nUn texte {{ commune.nom }}.\n\n---\n\nUn autre.  \n"

_lines = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40)
    .map(str.strip)
    .filter(lambda text: text and not FORBIDDEN.search(text))
)


def edited(header: str, approval: ApprobationDeClause = APPROVAL) -> str:
    return with_approval(FILE, f"---\n{header}{BODY}".encode(), approval).decode()


TOP = "# Relue par deux personnes\ntitre: 'La fin'\nen_vigueur: {du: 2023-01-01}\n"
END = "motif: |\n  Deux lignes\n  de motif.\n# fin\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("statut: projet\napprobation:\n", f"statut: approuvee\n{BLOCK}"),
        ("statut:   projet\napprobation: ~\n", f"statut:   approuvee\n{BLOCK}"),
        ("statut: projet\napprobation: {}\n# vue\n", f"statut: approuvee\napprobation: {{{VALUES}}}\n# vue\n"),
        (
            "statut: projet\napprobation: {reference: 'R, 1', par: A, le: 01/02/2020}\n",
            "statut: approuvee\n"
            "approbation: {reference: Note 12, par: Direction, le: 2026-11-26, empreinte: 0f4a89ba24db446e}\n",
        ),
        (
            "approbation: {par: A, le: 01/02/2020, reference: R, empreinte: vieille,}\nstatut: projet\n",
            f"approbation: {{{VALUES},}}\nstatut: approuvee\n",
        ),
        (
            "statut: projet\napprobation:\n  # par courriel\n  par: A\n  le: 2020-02-01\n\n  reference: R\n\n# suite\n",
            "statut: approuvee\napprobation:\n  # par courriel\n  par: Direction\n  le: 2026-11-26\n\n"
            "  reference: Note 12\n  empreinte: 0f4a89ba24db446e\n\n# suite\n",
        ),
        (
            "statut: projet\napprobation:\n  reference: |\n    Une note\n    longue\n  le: 2020-02-01\n  par: A\n",
            "statut: approuvee\napprobation:\n  reference: |\n    Note 12\n  le: 2026-11-26\n  par: Direction\n"
            "  empreinte: 0f4a89ba24db446e\n",
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_values_that_change_are_replaced(before, after, newline, mark):
    given_file, expected = (f"{mark}---\n{TOP}{each}{END}{BODY}".replace("\n", newline) for each in (before, after))
    got = with_approval(FILE, given_file.encode(), APPROVAL).decode()
    assert got == expected
    assert read_version(FILE, got.encode()).head.approbation == APPROVAL


def test_a_first_approval_ends_the_header():
    assert edited(f"{TOP}statut: projet\n{END}") == f"---\n{TOP}statut: approuvee\n{END}{BLOCK}{BODY}"


def test_a_header_on_one_line():
    header = "{titre: Fin, en_vigueur: {}, statut: projet, motif: M.}\n"
    expected = f"{{titre: Fin, en_vigueur: {{}}, statut: approuvee, motif: M., approbation: {{{VALUES}}}}}\n"
    assert edited(header) == f"---\n{expected}{BODY}"


def test_what_cannot_be_written_is_told_at_its_line():
    with pytest.raises(Problems) as caught:
        edited(f"{TOP}statut: projet\napprobation: [a]\n")
    (problem,) = caught.value.problems
    assert "« approbation.par »" in problem.message
    assert problem.place and problem.place.line == 6


@given(by=_lines, reference=_lines)
def test_any_line_is_read_back_as_it_was_given(by, reference):
    approval = ApprobationDeClause(par=by, le="2026-11-26", reference=reference, empreinte="0" * 16)
    data = f"---\n{TOP}statut: projet\n{END}{BODY}".encode()
    version = read_version(FILE, with_approval(FILE, data, approval))
    assert version.head.approbation == approval
    assert version.body == read_version(FILE, data).body


def test_the_place_of_a_key(tmp_path):
    file = tmp_path / "2023-01.md"
    file.write_text(f"---\n{TOP}statut: projet\n{END}{BODY}", encoding="utf-8")
    assert place_of_key(file, "en_vigueur").line == 4
    assert place_of_key(file, "approbation").line is None

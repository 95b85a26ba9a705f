"""The two real conventions hold all that their inputs say, in order.

What is expected is read from the inputs again, with `yaml` and `csv` alone: nothing of the engine helps.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from real import NAMES, assert_in_order, catalogue, convention, figures, given, read_rows, squeezed, unmarked
from wordfile import W, WordFile, cells_of, rows_of, text_of

LABELS = {
    "diagnostic": "Diagnostic initial",
    "public": "Public cible",
    "objectifs": "Objectifs opérationnels",
    "modalites": "Modalités de mise en œuvre",
    "echeances": "Échéances de réalisation",
    "services": "Services mobilisés et responsables de l’action",
    "resultats": "Résultats attendus",
    "partenaires": "Partenaires sollicités",
    "indicateurs": "Indicateurs d’évaluation",
}
ANALYSIS = ("commentaires", "atouts", "faiblesses", "problematique", "axes")


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def file(name: str) -> WordFile:
    return convention(name)


@pytest.fixture
def keys(name: str) -> dict[str, Any]:
    return given(name)


def section(file: WordFile, heading: str) -> str:
    """The text under a heading, on one line."""
    lines = (text_of(p) for child in file.section(heading) for p in child.iter(f"{W}p"))
    return squeezed(" ".join(lines))


def table_rows(file: WordFile, heading: str) -> list[list[list[str]]]:
    """The tables under a heading."""
    tables = [child for child in file.section(heading) if child.tag == f"{W}tbl"]
    return [[[squeezed(cell) for cell in row] for row in rows_of(table)] for table in tables]


# --- articles --------------------------------------------------------------------------


def test_the_cover(file, keys):
    start, end = keys["periode"]["debut"], keys["periode"]["fin"]
    cover = [squeezed(line) for line in file.lines[: file.lines.index("Préambule")]]
    assert f"La {keys['territoire']['denomination']} de {keys['territoire']['nom']}" in cover
    assert f"Du 1er janvier {start[:4]} au 31 décembre {end[:4]}" in cover
    assert (start[4:], end[4:]) == ("-01-01", "-12-31")


def test_article_3_holds_the_text_and_every_competence(file, keys):
    intervention = keys["intervention"]
    expected = [unmarked(intervention.get("texte", "")), *map(squeezed, intervention.get("competences", []))]
    assert_in_order(section(file, "Article 3 – "), expected)


def test_article_4_holds_the_whole_tree(file, keys):
    titles = {fiche["id"]: squeezed(fiche["titre"]) for fiche in keys["fiches"]}
    expected = []
    for theme in keys["enjeux"]["themes"]:
        expected += [squeezed(theme["titre"]), *_objectives(theme, titles)]
        for orientation in theme.get("orientations", []):
            expected += [squeezed(orientation["titre"]), *_objectives(orientation, titles)]
    assert_in_order(section(file, "Article 4 – "), expected)


def _objectives(owner: dict[str, Any], titles: dict[str, str]) -> Iterator[str]:
    for objective in owner.get("objectifs", []):
        if isinstance(objective, str):
            yield squeezed(objective)
        else:
            yield squeezed(objective.get("texte") or titles[objective["fiche"]])
            yield "(fiche action "


def test_governance_stands_in_article_6a_and_in_its_annexe(file, keys):
    expected = []
    for body in keys["gouvernance"]["instances"]:
        expected += [squeezed(body["nom"]), squeezed(body.get("composition", "")), unmarked(body["missions"])]
        expected += [squeezed(body.get("reunions", ""))]
    expected += [unmarked(keys["gouvernance"].get("animation", ""))]
    assert_in_order(section(file, "Article 6-a – "), expected)
    if "gouvernance" in keys["annexes"]:
        number = keys["annexes"].index("gouvernance") + 1
        assert_in_order(section(file, f"Annexe {number} – "), expected)


def test_the_signature_page_holds_every_signatory(file, keys):
    signature = keys["signature"]
    expected = [f"Fait à {signature['lieu']}"] if "lieu" in signature else []
    signers = signature["signataires"]
    expected += [squeezed(signer["organisme"]) for signer in signers]
    for signer in signers:
        expected += [squeezed(signer[key]) for key in ("qualite", "nom") if key in signer]
    assert_in_order(section(file, "Signature"), expected)


# --- diagnostic ------------------------------------------------------------------------


def test_every_row_of_figures(file, keys):
    """Each table row of the file is the row that the CSV files make, in the order of the diagnostic."""
    own, reference = figures(keys["diagnostic"]["donnees"]), figures(keys["diagnostic"]["reference"])
    tables = [rows for rows in table_rows(file, "Annexe 1 – ") if rows[0][0] == "Indicateur"]
    codes = list(_codes(keys["diagnostic"]["sections"]))
    assert len(tables) == len(codes)
    for code, (_, *rows) in zip(codes, tables, strict=True):
        assert rows == _expected_rows(catalogue()[code], own, reference)


def _codes(sections: list[dict[str, Any]]) -> Iterator[str]:
    for each in sections:
        yield from each.get("tableaux", [])
        yield from _codes(each.get("sections", []))


def _expected_rows(table: dict[str, Any], own: Any, reference: Any) -> list[list[str]]:
    rows = []
    for indicator in table["indicateurs"]:
        if indicator["code"] in own:
            year, value, change = own[indicator["code"]]
            _, other, other_change = reference.get(indicator["code"], ["", "", ""])
            numbers = [value, change, other, other_change] if table["colonnes"] == "variation" else [value, other]
            rows.append([squeezed(indicator["libelle"]), year, *numbers])
    return rows


def test_no_figure_of_the_input_is_left_out(keys):
    """The tables that the diagnostic names hold every code of the figures file."""
    tables = [catalogue()[code] for code in _codes(keys["diagnostic"]["sections"])]
    shown = {each["code"] for table in tables for each in [*table["indicateurs"], *table.get("versements", [])]}
    assert set(figures(keys["diagnostic"]["donnees"])) <= shown


def test_every_payment_is_said(file, keys):
    own = figures(keys["diagnostic"]["donnees"])
    codes = _codes(keys["diagnostic"]["sections"])
    payments = [payment for code in codes for payment in catalogue()[code].get("versements", [])]
    said = [f"{own[each['code']][1]} {squeezed(each['objet'])}" for each in payments if each["code"] in own]
    assert_in_order(section(file, "Annexe 1 – "), said)


def test_the_diagnostic_holds_presentation_analysis_and_context(file, keys):
    diagnostic = keys["diagnostic"]
    expected = [unmarked(diagnostic.get("presentation", "")), *_analysis(diagnostic["sections"])]
    expected += _rubriques(diagnostic.get("contexte", []))
    assert_in_order(section(file, "Annexe 1 – "), expected)


def _analysis(sections: list[dict[str, Any]]) -> Iterator[str]:
    for each in sections:
        yield squeezed(each["titre"])
        yield from (unmarked(each[key]) for key in ANALYSIS if key in each)
        yield from _analysis(each.get("sections", []))


def _rubriques(rubriques: list[dict[str, Any]]) -> Iterator[str]:
    for each in rubriques:
        yield squeezed(each.get("titre", ""))
        yield unmarked(each.get("texte", ""))
        if "tableau" in each:
            yield from (cell for row in read_rows(each["tableau"]) for cell in row if cell)
        yield from _rubriques(each.get("rubriques", []))


# --- equipments ------------------------------------------------------------------------


def test_every_equipment_has_its_row(file, keys):
    number = keys["annexes"].index("equipements") + 1
    listed = keys["equipements"]["liste"]
    header, *rows = table_rows(file, f"Annexe {number} – ")[0]
    managed = "Gestionnaire" in header
    assert rows == [
        [
            squeezed(each.get("type", "")),
            squeezed(f"{each.get('nom', '[à compléter : nom de la structure]')} {each.get('adresse', '')}"),
            *([squeezed(each.get("gestionnaire", ""))] if managed else []),
        ]
        for each in listed
    ]
    assert managed == any("gestionnaire" in each for each in listed)


def test_the_note_and_the_offer_of_the_equipments(file, keys):
    number = keys["annexes"].index("equipements") + 1
    equipments = keys["equipements"]
    expected = [unmarked(equipments.get("note", "")), *_rubriques(equipments.get("offre", []))]
    assert_in_order(section(file, f"Annexe {number} – "), expected)


# --- action plan -----------------------------------------------------------------------


def test_every_cell_of_every_fiche(file, keys):
    """Each label of the grid has under it exactly the text of the input; a blank one says what is missing."""
    assert len(keys["fiches"]) == len([title for _, title in file.headings() if title.startswith("Fiche action n°")])
    for fiche in keys["fiches"]:
        grid = _grid(file, squeezed(fiche["titre"]))
        assert grid == {label: _cell(fiche.get(key), label) for key, label in LABELS.items()}


def _cell(text: str | None, label: str) -> str:
    return unmarked(text) if text else f"[à compléter : {label[0].lower()}{label[1:]}]"


def _grid(file: WordFile, title: str) -> dict[str, str]:
    """Label -> text of the cell under it, of the fiche with this title."""
    heading = next(text for _, text in file.headings() if squeezed(text).endswith(f" – {title}") and "Fiche" in text)
    tables = [child for child in file.section(heading) if child.tag == f"{W}tbl"]
    rows = [row.findall(f"{W}tc") for table in tables for row in table.findall(f"{W}tr")]
    found = {}
    for labels, cells in zip(rows[::2], rows[1::2], strict=True):
        for label, cell in zip(labels, cells, strict=True):
            found[text_of(label)] = squeezed(" ".join(map(text_of, cell.iter(f"{W}p"))))
    return found


def test_each_fiche_shows_its_axis_its_stakes_and_its_presentation(file, keys):
    for fiche in keys["fiches"]:
        theme, orientations = _citing(keys, fiche["id"])
        axis = [f"Axe : {squeezed(theme.get('axe', theme['titre']))}"] if theme else []
        stakes = [unmarked(fiche["enjeux"])] if "enjeux" in fiche else orientations
        heading = next(text for _, text in file.headings() if text.endswith(f" – {fiche['titre']}") and "Fiche" in text)
        expected = [*axis, *stakes, unmarked(fiche.get("presentation", "")), "Diagnostic initial"]
        assert_in_order(section(file, heading), expected)


def _citing(keys: dict[str, Any], identifier: str) -> tuple[dict[str, Any] | None, list[str]]:
    """The theme that cites a fiche, and its orientations that do."""
    for theme in keys["enjeux"]["themes"]:
        citing = [o for o in theme.get("orientations", []) if {"fiche": identifier} in o.get("objectifs", [])]
        if citing or {"fiche": identifier} in theme.get("objectifs", []):
            return theme, [squeezed(orientation["titre"]) for orientation in citing]
    return None, []


def test_fiches_are_numbered_by_article_4_then_as_listed(file, keys):
    cited = [
        objective["fiche"]
        for theme in keys["enjeux"]["themes"]
        for owner in [theme, *theme.get("orientations", [])]
        for objective in owner.get("objectifs", [])
        if isinstance(objective, dict)
    ]
    by_id = {fiche["id"]: squeezed(fiche["titre"]) for fiche in keys["fiches"]}
    order = list(dict.fromkeys([*cited, *by_id]))
    titles = [squeezed(text) for _, text in file.headings() if text.startswith("Fiche action n°")]
    assert titles == [f"Fiche action n° {rank} – {by_id[each]}" for rank, each in enumerate(order, 1)]


def test_the_overview_names_every_fiche(file, keys):
    number = keys["annexes"].index("plan-actions") + 1
    overview = table_rows(file, f"Annexe {number} – ")[0]
    shown = " ".join(cell for row in overview for cell in row)
    titles = [
        squeezed(text).replace("Fiche action n° ", "Fiche action ") for _, text in file.headings() if "n°" in text
    ]
    assert_in_order(shown, titles)


def test_no_cell_of_a_fiche_is_empty(file):
    grids = [table for table in file.tables() if file.table_style(table) == "CTG Fiche"]
    assert grids and all(cell for grid in grids for cell in cells_of(grid))

"""Are the tables of the Word file simple enough to be read aloud, cell by cell?"""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.produced import in_section, word_with
from assembler.checks.table import Hit, file_check
from assembler.model.messages import excerpt
from assembler.model.produced import Produced, WordTable

_SECTION = "Annexe 1 – Diagnostic partagé"
_CAPTION = "Tableau 1 – Population"
_SIMPLE = word_with(tables=(WordTable(_SECTION, _CAPTION, 5, 1, 2, False),))


def _called(table: WordTable) -> str:
    """« Le tableau « … » (sous « … ») »."""
    name = f" « {excerpt(table.caption)} »" if table.caption else ""
    return f"Le tableau{name}{in_section(table.under)}"


@file_check(
    "ACS008",
    "tableau-sans-entete",
    blocks="publiee",
    meaning="Un tableau n’a pas exactement une ligne d’en-tête, marquée comme telle : un lecteur d’écran ne peut pas "
    "dire à quelle colonne appartient une cellule, et l’en-tête ne se répète pas en haut de page.",
    source="WCAG 2.1, critère 1.3.1 ; PDF/UA-1 (ISO 14289-1), 7.5.",
    mend="Dans le modèle : première ligne du tableau, Disposition, Répéter les lignes d’en-tête ; et elle seule.",
    bad="La première ligne de la grille des fiches n’est pas marquée comme en-tête.",
    good="Sa première ligne, et elle seule, se répète comme en-tête.",
    bad_files=word_with(tables=(WordTable(_SECTION, _CAPTION, 5, 0, 0, False),)),
    good_files=_SIMPLE,
)
def no_header_row(produced: Produced) -> Iterator[Hit]:
    hint = "Marquez la première ligne, elle seule, comme en-tête (Disposition, Répéter les lignes d’en-tête)."
    for each in produced.word.tables:
        if each.header_rows != 1:
            none = "n’a pas de ligne d’en-tête marquée"
            found = f"a {each.header_rows} lignes d’en-tête" if each.header_rows else none
            yield Hit(f"{_called(each)} {found}.", hint, produced.word_place)


@file_check(
    "ACS009",
    "cellules-fusionnees",
    blocks="publiee",
    meaning="Un tableau a des cellules fusionnées : lu cellule par cellule, il perd ses lignes et ses colonnes.",
    source="WCAG 2.1, critère 1.3.1 ; RGAA 4.1, thématique 5 (tableaux).",
    mend="Partagez le tableau en tableaux simples, ou répétez la valeur dans chaque cellule.",
    bad="« Diagnostic initial » s’étend sur les deux colonnes de la grille.",
    good="« Diagnostic initial » est l’en-tête d’un tableau d’une colonne.",
    bad_files=word_with(tables=(WordTable(_SECTION, _CAPTION, 5, 1, 0, True),)),
    good_files=_SIMPLE,
)
def merged_cells(produced: Produced) -> Iterator[Hit]:
    for each in produced.word.tables:
        if each.has_merged:
            hint = "Partagez-le en tableaux simples, chacun avec sa ligne d’en-tête."
            yield Hit(f"{_called(each)} a des cellules fusionnées.", hint, produced.word_place)


@file_check(
    "ACS010",
    "tableau-de-mise-en-page",
    blocks="publiee",
    meaning="Un tableau sert à placer des éléments plutôt qu’à présenter des données : il a des cellules vides sans "
    "ligne d’en-tête, ou une ligne ou une colonne entière est vide. Dans un tableau de données, une case vide dit que "
    "le chiffre n’est pas disponible : elle est admise.",
    source="WCAG 2.1, critère 1.3.2 ; RGAA 4.1, critères 5.3 et 5.8.",
    mend="Placez les éléments par des taquets, des retraits ou l’espacement des styles ; supprimez la ligne ou la "
    "colonne vide.",
    bad="Une colonne vide écarte les deux blocs de signature.",
    good="L’espacement des cellules les écarte.",
    bad_files=word_with(tables=(WordTable("Signature", "", 1, 1, 1, False, 1),)),
    good_files=_SIMPLE,
)
def layout_table(produced: Produced) -> Iterator[Hit]:
    for each in produced.word.tables:
        if each.empty_lines or (each.empty_cells and not each.header_rows):
            empty = "une ligne ou une colonne vide" if each.empty_lines else "des cellules vides, et pas d’en-tête"
            hint = "Supprimez ce qui est vide ; placez par des retraits et des espacements."
            yield Hit(f"{_called(each)} a {empty}.", hint, produced.word_place)

"""The diagnostic as a user sees it: figures of a commune, of an intercommunality, of a second reference."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafts import spaced, under, written
from wordfile import rows_of

from assembler.build.convention import compose_input
from assembler.build.workspace import Workspace
from assembler.model.arithmetic import parse_formula
from assembler.model.place import Problems
from assembler.readers.catalogue import read_catalogue

HEAD = "code;annee;valeur;variation\n"
ONE = HEAD + "allocataires;2020;100;+1,0 %\nrsa;2020;10;\nisoles_part;2020;40,0 %;\nlogement_financements;2020;- €;\n"
TWO = HEAD + "allocataires;2020;300;\nrsa;2020;90;\nisoles_part;2020;20,0 %;\nlogement_financements;2020;- €;\n"


def tables(file, heading="Annexe 1 – "):
    """Rows of the statistics tables under a heading, label first."""
    found = [rows_of(each) for each in file.section(heading) if each.tag.endswith("}tbl")]
    return [[spaced(cell) for cell in row] for rows in found if rows[0][0] == "Indicateur" for row in rows[1:]]


def epci(**diagnostic):
    communes = [{"nom": "Breb", "donnees": "essai/1.csv"}, {"nom": "Wancourt", "donnees": "essai/2.csv"}]
    territory = {"type": "epci", "nom": "Arras", "denomination": "communauté urbaine", "communes": communes}
    return {"territoire": territory, "diagnostic": {"reference": "communs/departement-2020.csv", **diagnostic}}


FILES = {"essai/1.csv": ONE, "essai/2.csv": TWO}


def test_an_intercommunality_sums_its_members_where_that_is_right(tools, tmp_path):
    file = written(tools, tmp_path, epci(somme_des_communes="oui"), FILES)
    assert tables(file, "Données de cadrage") == [
        ["Nombre d’allocataires Caf", "2020", "400", "", "318 388", "+14,9 %"],
    ]
    assert tables(file, "Insertion sociale et professionnelle") == [
        ["Nombre de bénéficiaires du RSA", "2020", "100", "", "55 682", "-29,4 %"],
        ["Part des bénéficiaires du RSA", "2020", "25,0 %", "", "17,5 %", ""],
    ]
    assert tables(file, "Logement et habitat") == [
        ["Montant des financements d’action sociale de la Caf", "2020", "- €", "325 257 €"],
    ]


def test_without_being_asked_nothing_is_summed(tools, tmp_path):
    file = written(tools, tmp_path, epci(), FILES)
    assert not any(row[2] == "400" for row in tables(file))


def test_the_file_of_the_intercommunality_wins_over_the_sum(tools, tmp_path):
    given = epci(somme_des_communes="oui", donnees="essai/tout.csv")
    file = written(tools, tmp_path, given, {**FILES, "essai/tout.csv": HEAD + "allocataires;2021;410;+2,0 %\n"})
    assert ["Nombre d’allocataires Caf", "2021", "410", "+2,0 %", "318 388", "+14,9 %"] in tables(file)
    assert any("Pour le Pas-de-Calais : Caf, 2020." in spaced(line) for line in file.lines)


def test_a_second_reference_stands_in_a_column_and_in_sentences(tools, tmp_path):
    other = {
        "nom": "CA de Lens-Liévin", "dit": "la communauté d’agglomération de Lens-Liévin", "donnees": "essai/epci.csv",
    }  # fmt: skip
    diagnostic = {
        "donnees": "essai/1.csv", "reference": "communs/departement-2020.csv", "autre_reference": other,
        "sections": [{"titre": "Insertion", "tableaux": ["T15"]}],
    }  # fmt: skip
    files = {"essai/1.csv": ONE, "essai/epci.csv": HEAD + "allocataires;2020;1 000;\nrsa;2020;50;+3,0 %\n"}
    file = written(tools, tmp_path, {"territoire": {"nom": "Breb"}, "diagnostic": diagnostic}, files)
    assert tables(file, "Insertion") == [
        ["Nombre de bénéficiaires du RSA", "2020", "10", "", "55 682", "-29,4 %", "50", "+3,0 %"],
        ["Part des bénéficiaires du RSA", "2020", "10,0 %", "", "17,5 %", "", "5,0 %", ""],
    ]
    assert [spaced(line) for line in under(file, "Insertion")][:2] == [
        "La part des bénéficiaires du RSA est inférieure à celle du Pas-de-Calais (10,0 % contre 17,5 %).",
        "La part des bénéficiaires du RSA est supérieure à celle de la communauté d’agglomération de Lens-Liévin "
        "(10,0 % contre 5,0 %).",
    ]


def test_a_table_without_any_figure_is_left_out_and_told(assemble, workspace):
    path = workspace / "inputs/harnes/donnees.csv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("potentiel")]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = assemble("check", "harnes.yaml").output.replace("\u00a0", " ")
    assert "COM016" in told
    assert "Le tableau « Potentiel fiscal et financier » n’a aucun chiffre : le document ne le montre pas." in told
    assemble("harnes.yaml")
    from wordfile import WordFile

    file = WordFile.at(workspace / "out/harnes/convention.docx")
    assert not any("Potentiel fiscal" in line for line in file.lines)


# --- the catalogue ---------------------------------------------------------------------

CATALOGUE = """
sections:
  - code: s
    titre: S
    tableaux:
      - code: T1
        titre: T
        colonnes: simple
        indicateurs:
          - {code: a, libelle: A, unite: nombre}
          - {code: b, libelle: B, unite: nombre}
          - {code: c, libelle: C, unite: pourcent, formule: a / b}
          - {code: e, libelle: E, unite: euros}
          - {code: f, libelle: F, unite: pourcent}
          - {code: g, libelle: G, unite: pourcent}
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("formule: a / b", "formule: a / z", "L’indicateur « z » n’est pas au catalogue."),
        ("formule: a / b", "formule: a * b", "La formule « a * b » n’est pas comprise."),
        ("formule: a / b", "formule: a + b / b", "La formule « a + b / b » n’est pas comprise."),
        ("unite: euros", "unite: euros, decimales: 99", "Un chiffre a au plus 6 décimales."),
        ("formule: a / b", "formule: a / e", "« e » est en « euros » ; « nombre » est attendu ici."),
        ("unite: euros", "unite: euros, formule: a / b", "Une formule calcule une part, en pourcentage."),
        ("unite: euros", "unite: euros, dont: [a]", "« a » est en « nombre » ; « euros » est attendu ici."),
        ("unite: euros", "unite: euros, dont: [e]", "« e » ne peut pas être une partie de lui-même."),
        ("libelle: A,", "libelle: A, inclus_dans: z,", "L’indicateur « z » n’est pas au catalogue."),
        ("        indic", "        phrases: [{genre: comparaison, indicateurs: [a]}]\n        indic",
         "L’indicateur « a » n’a pas de quoi faire cette phrase."),
        ("        indic", "        phrases: [{genre: compte, indicateurs: [z]}]\n        indic",
         "L’indicateur « z » n’est pas au catalogue."),
        ("        indic", "        phrases: [{genre: versement, indicateurs: [e]}]\n        indic",
         "Cette phrase ne dit pas à quel titre l’argent est versé."),
        ("        indic", "        phrases: [{genre: compte, indicateurs: [a], objet: x}]\n        indic",
         "Une phrase « compte » n’a pas d’objet."),
        ("        indic", "        phrases: [{genre: evolution, indicateurs: [a]}]\n        indic",
         "Ce tableau ne montre pas les variations dont parle la phrase."),
        ("        indic", "        phrases: [{genre: surrepresentation, indicateurs: [f]}]\n        indic",
         "Cette phrase compte des groupes sans les nommer."),
        ("        indic", "        repartitions: [[f, a]]\n        indic",
         "« a » est en « nombre » ; « pourcent » est attendu ici."),
        ("        indic", "        versements: [{code: v, rythme: annuel, objet: x, total_de: [a]}]\n        indic",
         "« a » est en « nombre » ; « euros » est attendu ici."),
        ("\nsections", "\ngraphiques: [{code: G, genre: barres, titre: x, mesure: y, indicateurs: [a, e]}]\nsections",
         "Un graphique compare des indicateurs d’une même unité : pourcent, euros ou nombre."),
        ("\nsections", "\ngraphiques: [{code: G, genre: radar, titre: x, mesure: y, indicateurs: [f, g]}]\nsections",
         "Un radar a besoin d’au moins trois indicateurs."),
        ("\nsections", "\ngraphiques: [{code: G, genre: barres, titre: x, mesure: y, apres: T9, "
         "indicateurs: [f, g]}]\nsections", "Le tableau « T9 » n’est pas au catalogue."),
        ("\nsections", "\nseuils: {haut: 90, bas: 80}\nsections",
         "Les seuils du radar doivent encadrer 100, la valeur de la référence."),
    ],
)  # fmt: skip
def test_what_the_catalogue_cites_must_exist_and_fit(tmp_path, old, new, message):
    path = tmp_path / "indicateurs.yaml"
    path.write_text(CATALOGUE, encoding="utf-8")
    assert read_catalogue(path)
    path.write_text(CATALOGUE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Problems) as refused:
        read_catalogue(path)
    problems = {problem.message: problem for problem in refused.value.problems}
    assert message in problems
    place, hint = problems[message].place, problems[message].hint
    assert place and place.line and hint


def test_a_sum_in_a_formula_stands_in_parentheses():
    assert parse_formula("(rsa + ppa) / allocataires").codes == ("rsa", "ppa", "allocataires")
    assert parse_formula("rsa / ( a+b )").bottom == ("a", "b")


def test_the_sum_is_only_for_an_intercommunality(refused, workspace):
    path = workspace / "inputs/harnes.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  donnees: harnes", "  somme_des_communes: oui\n  donnees: harnes"), encoding="utf-8")
    assert "Il n’y a pas de communes membres à additionner." in refused("harnes.yaml")


def test_a_section_whose_tables_are_all_left_out_has_no_heading(tools, tmp_path):
    sections = [{"titre": "Insertion", "tableaux": ["T15"]}, {"titre": "Précarité", "tableaux": ["T17"]}]
    diagnostic = {"donnees": "essai/1.csv", "sections": sections}
    file = written(tools, tmp_path, {"territoire": {"nom": "Breb"}, "diagnostic": diagnostic}, {"essai/1.csv": ONE})
    titles = [text for _, text in file.headings()]
    assert "Insertion" in titles and "Précarité" not in titles


def test_a_summed_table_says_so(tools, tmp_path):
    file = written(tools, tmp_path, epci(somme_des_communes="oui"), FILES)
    assert any(
        line.startswith("Chiffres additionnés des communes membres") for line in under(file, "Données de cadrage")
    )
    assert not any(line.startswith("Chiffres additionnés") for line in under(file, "Données de Breb"))


def test_two_communes_out_of_three_are_no_sum(tools, tmp_path):
    given = epci(somme_des_communes="oui")
    given["territoire"]["communes"].append({"nom": "Hem"})
    file = written(tools, tmp_path, given, FILES)
    assert not any(row[2] == "400" for row in tables(file))


def test_an_empty_line_does_not_hide_the_sum(tools, tmp_path):
    given = epci(somme_des_communes="oui", donnees="essai/tout.csv")
    file = written(tools, tmp_path, given, {**FILES, "essai/tout.csv": HEAD + "allocataires;2020;;\n"})
    assert ["Nombre d’allocataires Caf", "2020", "400", "", "318 388", "+14,9 %"] in tables(file)


def test_the_figures_of_a_reference_are_read_once_and_anew_when_they_change(tools, workspace):
    """One set of tools serves a whole run: neither an old file nor an unreadable one may stay on its shelf."""
    path, reference = workspace / "inputs/harnes.yaml", workspace / "inputs/communs/departement-2020.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("etape: ", "#"), encoding="utf-8")
    shared = replace(tools, workspace=Workspace(workspace), shelf={})
    text = reference.read_text(encoding="utf-8")

    def inhabitants():
        return compose_input(shared, path).content.references[0].number("habitants")

    assert inhabitants() == inhabitants() == 1_466_743
    assert len(shared.shelf) == 1
    reference.write_text(text.replace("1 466 743", "1 500 000 "), encoding="utf-8")
    assert inhabitants() == 1_500_000
    reference.write_text(text.replace("1 466 743", "1 466 74x"), encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8") + "\netape: deliberation\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(Problems):
            inhabitants()


def test_a_figure_declared_as_not_communicated_stays_so(tools, tmp_path):
    diagnostic = {"donnees": "essai/1.csv"}
    file = written(
        tools, tmp_path, {"territoire": {"nom": "Breb"}, "diagnostic": diagnostic},
        {"essai/1.csv": HEAD + "allocataires;2020;100;\nrsa;2020;4;\nrsa_part;2020;N.C.;\n"},
    )  # fmt: skip
    assert ["Part des bénéficiaires du RSA", "2020", "N.C.", ""] in tables(file)

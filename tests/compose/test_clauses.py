"""A clause's Markdown and a convention's values -> blocks."""

from __future__ import annotations

from typing import Any

import pytest
from drafts import clause, context, convention, outline, phrase, said, title

from assembler.build.convention import Tools
from assembler.model.document import Blank, Heading, LineBreak, List, Paragraph, Reference, Text

NBSP = "\u00a0"


@pytest.fixture(scope="module")
def values(tools: Tools) -> dict[str, Any]:
    """Parameters of a convention that has a little of everything."""
    given = convention(
        territoire={
            "nom": "Arras",
            "ads": {"nom": "Arras", "responsable": "femme", "charges_accompagnement": "1", "travailleurs_sociaux": "9"},
        },
        annexes=["equipements", "plan-actions", "diagnostic"],
        intervention={"texte": "Un.\n\n- a\n- b", "competences": ["Écoles", "Crèches", "Sport"]},
        enjeux={"themes": [{"titre": "Jeunesse", "objectifs": [{"fiche": "seconde"}, "Un texte"]}]},
        fiches=[{"id": "premiere", "titre": "Première"}, {"id": "seconde", "titre": "Seconde"}],
    )
    return context(tools, given)


# --- parameters ------------------------------------------------------------------------


def test_a_parameter_stands_inside_a_sentence(values):
    assert phrase("À {{ commune.nom }}, ici.", values) == (Text("À Arras, ici."),)


def test_bold_and_italic_wrap_a_parameter(values):
    assert phrase("La **ville {{ commune.nom | de }}** et *{{ commune.nom }}*.", values) == (
        Text("La "),
        Text("ville d’Arras", bold=True),
        Text(" et "),
        Text("Arras", italic=True),
        Text("."),
    )


def test_bold_reaches_the_pieces_of_a_date_and_of_a_list(values):
    date = phrase("**Le {{ periode.debut | date }}**", values)
    assert [(piece.bold, piece.superscript) for piece in date] == [(True, False), (True, True), (True, False)]
    assert all(piece.bold for piece in phrase("**{{ intervention.competences | liste }}**", values))


@pytest.mark.parametrize(
    "value", ["**gras** et *it*", "- item", "# titre", "{{ 7*7 }}", "{% for x in y %}", "<w:p/>", "A & B < 3", "1. un"]
)
def test_a_value_is_never_markup(value):
    assert clause("Nom : {{ nom }}", {"nom": value}) == (Paragraph((Text(f"Nom : {value}"),)),)
    assert clause("{{ nom }}", {"nom": value}) == (Paragraph((Text(value),)),)
    assert clause("- {{ nom }}", {"nom": value}) == (List(False, ((Paragraph((Text(value),)),),)),)


def test_a_value_in_a_title_stays_text():
    assert title("La **commune** de {{ nom }}", {"nom": "*X*"}) == "La commune de *X*"


def test_markdown_that_clauses_do_not_have_stays_text():
    assert said("<b>[x](y)</b> `z` ![i](u)") == "<b>[x](y)</b> `z` ![i](u)"


def test_lines_of_one_paragraph_are_joined():
    assert outline(clause("Un\ndeux.\n\nTrois.")) == ["Un deux.", "Trois."]


def test_headings_keep_their_level(values):
    assert clause("### Les {{ commune.nom }}", values) == (Heading(3, (Text("Les Arras"),)),)


# --- filters ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("commune.nom | de", "d’Arras"),
        ("commune.nom | a", "à Arras"),
        ("commune.designation | de", "de la commune d’Arras"),
        ("commune.designation | majuscule", "La commune d’Arras"),
        ("departement.avec_article | de", "du Pas-de-Calais"),
        ("intervention.competences | liste", "Écoles, Crèches et Sport"),
        ("intervention.competences | pluriel('la compétence', 'les compétences')", "les compétences"),
        ("ads.charges_accompagnement | compte('chargé', 'chargés')", f"1{NBSP}chargé"),
        ("ads.travailleurs_sociaux | compte('agent', 'agents')", f"9{NBSP}agents"),
        ("ads.travailleurs_sociaux | lettres", "neuf"),
        ("ads.charges_accompagnement | lettres('f')", "une"),
        ("ads.responsable | genre('le responsable', 'la responsable')", "la responsable"),
        ("periode.annees", "2023-2026"),
    ],
)
def test_filters_on_the_real_parameters(values, expression, expected):
    assert said(f"{{{{ {expression} }}}}", values) == expected


def test_the_ordinal_of_a_date_is_raised(values):
    raised = (Text("1"), Text("er", superscript=True), Text(f"{NBSP}janvier{NBSP}2023"))
    assert phrase("{{ periode.debut | date }}", values) == raised
    assert phrase("{{ periode.debut }}", values) == raised
    assert said("{{ periode.fin | date }}", values) == f"31{NBSP}décembre{NBSP}2026"


def test_elision_of_the_input_overrules_the_rule(tools):
    for elision, expected in (("oui", "d’Harnes"), ("non", "de Harnes")):
        parameters = context(tools, convention(territoire={"nom": "Harnes", "elision": elision}))
        assert said("{{ commune.nom | de }}", parameters) == expected


# --- conditions and loops --------------------------------------------------------------


def test_the_first_true_branch_is_taken():
    body = "{% if a %}\nUn.\n{% elif b %}\nDeux.\n{% else %}\nTrois.\n{% endif %}"
    assert outline(clause(body, {"a": True, "b": True})) == ["Un."]
    assert outline(clause(body, {"a": False, "b": True})) == ["Deux."]
    assert outline(clause(body, {"a": (), "b": Blank("x")})) == ["Trois."]


def test_a_condition_inside_a_sentence():
    body = "Un {% if a %}**mot {{ x }}**{% elif b %}autre{% else %}rien{% endif %}."
    assert phrase(body, {"a": 1, "b": 0, "x": "dit"}) == (Text("Un "), Text("mot dit", bold=True), Text("."))
    assert said(body, {"a": 0, "b": 1, "x": ""}) == "Un autre."
    assert said(body, {"a": 0, "b": 0, "x": ""}) == "Un rien."


def test_conditions_nest():
    body = "{% if a %}\nDebut.\n\n{% if b %}\n- oui\n{% endif %}\n{% endif %}\n\nFin."
    assert outline(clause(body, {"a": 1, "b": 1})) == ["Debut.", ["oui"], "Fin."]
    assert outline(clause(body, {"a": 1, "b": 0})) == ["Debut.", "Fin."]
    assert outline(clause(body, {"a": 0, "b": 1})) == ["Fin."]


def test_the_rounds_of_a_loop_make_one_list(values):
    body = "{% for each in intervention.competences %}\n- {{ each }} ;\n{% endfor %}\n- fin."
    assert outline(clause(body, values)) == [["Écoles ;", "Crèches ;", "Sport ;", "fin."]]


def test_ordered_and_bulleted_items_are_not_joined():
    body = "{% for each in list %}\n1. {{ each }}\n{% endfor %}\n{% for each in list %}\n- {{ each }}\n{% endfor %}"
    assert outline(clause(body, {"list": ("a", "b")})) == [[1, "a", "b"], ["a", "b"]]


def test_a_loop_inside_an_item():
    axes = ({"titre": "Axe", "buts": ("x", "y")}, {"titre": "Autre", "buts": ()}, {"titre": "Fin", "buts": ("z",)})
    body = (
        "{% for axe in axes %}\n- **{{ axe.titre }}**\n  {% for but in axe.buts %}\n  - {{ but }}\n"
        "  {% endfor %}\n{% endfor %}"
    )
    assert outline(clause(body, {"axes": axes})) == [["Axe", ["x", "y"], "Autre", "Fin", ["z"]]]


def test_a_loop_variable_ends_with_its_loop():
    body = "{% for each in list %}\n{{ each }}\n\n{% endfor %}\n{{ each }}"
    assert outline(clause(body, {"list": ("a",), "each": "dehors"})) == ["a", "dehors"]


def test_a_loop_over_a_blank_or_an_empty_list_writes_nothing():
    body = "Avant.\n\n{% for each in list %}\n- {{ each }}\n{% endfor %}"
    assert outline(clause(body, {"list": ()})) == ["Avant."]
    assert outline(clause(body, {"list": Blank("liste")})) == ["Avant."]


# --- blocks ----------------------------------------------------------------------------


def test_a_long_text_alone_on_its_line_becomes_blocks(values):
    assert outline(clause("Avant.\n\n{{ intervention.texte }}\n\nAprès.", values)) == [
        "Avant.",
        "Un.",
        ["a", "b"],
        "Après.",
    ]


def test_an_inserted_list_stays_apart_from_a_written_one(values):
    text = clause("{{ intervention.texte }}\n\n- c", values)
    assert outline(text) == ["Un.", ["a", "b"], ["c"]]


def test_a_long_text_inside_an_item(values):
    assert outline(clause("- {{ intervention.texte }}", values)) == [["Un.", ["a", "b"]]]


def test_a_line_break_in_a_value_keeps_its_place():
    assert phrase("{{ lines }}", {"lines": (Text("a"), LineBreak(), Text("b"))}) == (Text("a"), LineBreak(), Text("b"))


# --- references ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("article:duree", "article 10"),
        ("article:gouvernance", "article 6-a"),
        ("article:pilotage", "article 6-b"),
        ("annexe:equipements", "annexe 1"),
        ("annexe:plan-actions", "annexe 2"),
        ("annexe:diagnostic", "annexe 3"),
        ("fiche:seconde", "fiche action 1"),
        ("fiche:premiere", "fiche action 2"),
    ],
)
def test_references_by_kind_follow_the_numbers(values, target, expected):
    shown = expected[::-1].replace(" ", NBSP, 1)[::-1]
    assert phrase(f"Voir l’{{{{ ref('{target}') }}}}.", values) == (
        Text("Voir l’"),
        Reference(target, shown),
        Text("."),
    )


def test_a_capital_on_a_reference_keeps_the_link(values):
    assert phrase("{{ ref('annexe:diagnostic') | majuscule }}", values) == (
        Reference("annexe:diagnostic", f"Annexe{NBSP}3"),
    )


def test_references_in_a_list_keep_their_links(values):
    refs = phrase("{{ (ref('article:objet'), ref('annexe:diagnostic')) | liste }}", values)
    assert [type(each) for each in refs] == [Reference, Text, Reference]


def test_a_clause_may_ask_whether_a_part_is_there(values):
    body = "{% if present('annexe:deliberation') %}\nOui.\n{% else %}\nNon.\n{% endif %}"
    assert outline(clause(body, values)) == ["Non."]
    assert outline(clause(body.replace("deliberation", "diagnostic"), values)) == ["Oui."]


def test_an_objective_says_the_title_of_its_fiche_and_links_to_it(values):
    item = "- {{ o.texte }}{% if o.fiche %} ({{ o.fiche }}){% endif %}"
    body = "{% for o in enjeux.themes[0].objectifs %}\n" + item + "\n{% endfor %}"
    assert outline(clause(body, values)) == [[f"Seconde (fiche action{NBSP}1)", "Un texte"]]


# --- missing values --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "label"),
    [
        ("signature.lieu", "lieu de signature"),
        ("signature.date | date", "date de signature"),
        ("commune.gentile | majuscule", "gentilé"),
        ("deliberation.texte", "texte de la délibération"),
        ("sdsf.debut | lettres", "début du SDSF"),
        ("sdsf.generation | genre('un', 'une')", "génération du SDSF"),
        ("caf.directeur", "directeur de la Caf"),
    ],
)
def test_a_missing_value_shows_its_name_through_any_filter(values, expression, label):
    assert phrase(f"{{{{ {expression} }}}}", values) == (Blank(label),)
    assert Blank(label).text == f"[à compléter{NBSP}: {label}]"


def test_a_missing_name_keeps_its_preposition_and_a_missing_number_its_noun(values):
    assert phrase("{{ signature.lieu | a }}", values) == (Text("à "), Blank("lieu de signature"))
    assert phrase("{{ ads.travailleurs_sociaux | pluriel('agent', 'agents') }}", values) == (Text("agents"),)


def test_a_missing_value_is_false(values):
    body = "{% if signature.lieu %}\nOui.\n{% else %}\nNon.\n{% endif %}"
    assert outline(clause(body, values)) == ["Non."]

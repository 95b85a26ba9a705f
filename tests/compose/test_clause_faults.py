"""What is wrong in a clause is said in French, with the clause's file and line."""

from __future__ import annotations

from typing import Any

import pytest
from drafts import CLAUSE, clause, content, context, convention, spaced, title

from assembler.build.convention import Tools
from assembler.compose.compose import compose
from assembler.model.place import Problem, Problems
from assembler.readers.library import read_version

BODY_LINE = 8  # of the clauses that `drafts.clause` reads


@pytest.fixture(scope="module")
def values(tools: Tools) -> dict[str, Any]:
    return context(tools, convention(fiches=[{"id": "jeunesse"}], intervention={"competences": ["Sport"]}))


def faults(body: str, values: dict[str, Any]) -> list[Problem]:
    with pytest.raises(Problems) as caught:
        clause(body, values)
    return list(caught.value.problems)


def fault(body: str, values: dict[str, Any]) -> Problem:
    (problem,) = faults(body, values)
    assert problem.place is not None and problem.place.file == CLAUSE
    return problem


@pytest.mark.parametrize(
    ("expression", "message", "hint"),
    [
        ("comune.nom", "Paramètre inconnu « comune »", "Vouliez-vous dire « commune » ?"),
        ("commune.nomm", "Paramètre inconnu « nomm »", "Vouliez-vous dire « nom » ?"),
        ("commune.nomm | de", "Paramètre inconnu « nomm »", "Vouliez-vous dire « nom » ?"),
        ("signature.liu", "Paramètre inconnu « liu »", "Vouliez-vous dire « lieu » ?"),
        ("zzzzz", "Paramètre inconnu « zzzzz »", "docs/clauses.md"),
        ("cgo.axes", "Paramètre inconnu « cgo »", "Vouliez-vous dire « cog » ?"),
        ("commune.nom | majuscle", "Filtre inconnu « majuscle »", "Vouliez-vous dire « majuscule » ?"),
        ("commune.nom | upper", "Filtre inconnu « upper »", "Filtres connus"),
        (
            "ref('annexe:diagnostique')",
            "Le renvoi « annexe:diagnostique »",
            "Vouliez-vous dire « annexe:diagnostic » ?",
        ),
        ("ref('fiche:jeunese')", "Le renvoi « fiche:jeunese »", "Vouliez-vous dire « fiche:jeunesse » ?"),
        ("ref('annexe:gouvernance')", "Le renvoi « annexe:gouvernance »", ""),
        ("ref('xyz')", "Le renvoi « xyz »", "annexe:diagnostic"),
        ("commune.nom |", "Expression mal écrite", "parenthèses"),
        ("ref('annexe:diagnostic'", "Expression mal écrite", "guillemets"),
        ("", "Expression mal écrite", "points"),
        ("1 +", "Expression mal écrite", "points"),
        ("commune.nom + 1", "ne peut pas être calculé", "docs/clauses.md"),
        ("1 / 0", "ne peut pas être calculé", "docs/clauses.md"),
    ],
)
def test_a_wrong_expression(values, expression, message, hint):
    problem = fault(f"Un.\n\nDeux\ntrois {{{{ {expression} }}}} quatre.", values)
    assert message in spaced(problem.message)
    assert hint in spaced(problem.hint)
    assert problem.place.line == BODY_LINE + 3


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__",
        "''.__class__.__mro__[1].__subclasses__()",
        "commune.__dict__",
        "commune.__class__.__init__.__globals__",
        "ref.__globals__",
        "ref.__func__.__code__",
        "present.__self__.numbers.clear()",
        "'%s'.__mod__(1)",
        "'{0.__class__}'.format(commune)",
        "range(10)",
        "lipsum.__globals__",
        "cycler.__init__",
        "self.__init__",
        "namespace()",
        "dict(a=1)",
        "().__class__.__bases__",
        "commune|attr('__class__')",
    ],
)
def test_a_clause_reaches_nothing_but_its_parameters(values, expression):
    problem = fault(f"{{{{ {expression} }}}}", values)
    assert problem.place.line == BODY_LINE
    message = spaced(problem.message)
    assert message.startswith(("Paramètre inconnu", "Filtre inconnu")) or "ne peut pas être calculé" in message


@pytest.mark.parametrize("expression", ["{{ 9 ** (9 ** 9) }}", "{{ 'a' * 10000000000 }}", "{{ '%9999999999d' % 1 }}"])
def test_a_clause_cannot_ask_for_an_endless_calculation(values, expression):
    assert "n’existe pas dans une clause" in fault(expression, values).hint


def test_a_clause_cannot_call_a_method(values):
    assert "ne peut pas être calculé" in fault("{{ 'x'.ljust(300) }}", values).message


def test_an_expression_nested_too_deep_is_no_crash(values):
    assert fault("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", values).message


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("Un.\n\n{% if a %}\nDeux.", 2, "« {% if a %} » n’est pas fermé."),
        ("{% for x in schemas %}\n- {{ x }}", 0, "« {% for x in schemas %} » n’est pas fermé."),
        ("{% if a %}\nUn.\n{% endfor %}", 0, "« {% if a %} » n’est pas fermé."),
        ("Un.\n\n{% endif %}", 2, "« {% endif %} » n’a pas d’ouverture"),
        ("{% else %}\nUn.", 0, "« {% else %} » n’a pas d’ouverture"),
        ("{% set x = 1 %}", 0, "« {% set x = 1 %} » n’a pas d’ouverture ou n’est pas connu."),
        ("{% include 'x' %}", 0, "n’est pas connu"),
        ("{% for x schemas %}\n{% endfor %}", 0, "Boucle mal écrite"),
        ("Un {% if a %}deux.", 0, "{% if %} sans {% endif %} dans la phrase."),
        ("Un {% endif %}deux.", 0, "« {% endif %} » n’a pas sa place dans une phrase."),
        ("Un {% for x in y %}deux.", 0, "« {% for x in y %} » n’a pas sa place dans une phrase."),
        ("Un {{ a deux.", 0, "« {{ » sans son pendant."),
        ("Un.\n\nUn a }} deux.", 2, "« }} » sans son pendant."),
        ("Un {% a deux.", 0, "« {% » sans son pendant."),
    ],
)
def test_a_wrong_directive(values, body, line, message):
    problem = faults(body, values)[0]
    assert message in spaced(problem.message)
    assert problem.place.line == BODY_LINE + line
    assert problem.hint


def test_the_column_is_that_of_the_expression(values):
    problem = fault("Un **{{ inconnu }}**.", values)
    assert str(problem.place) == f"{CLAUSE}:{BODY_LINE}:9"


def test_a_line_inside_a_list_or_a_heading(values):
    assert fault("Un :\n\n- deux\n- {{ inconnu }}", values).place.line == BODY_LINE + 3
    assert fault("Un :\n\n## {{ inconnu }}", values).place.line == BODY_LINE + 2
    assert fault("- un\n\n  deux\n  {{ inconnu }}", values).place.line == BODY_LINE + 3


def test_a_wrong_condition_has_its_line(values):
    assert fault("Un.\n\n{% if inconnu %}\nDeux.\n{% endif %}", values).place.line == BODY_LINE + 2
    assert fault("Un.\n\n{% for x in inconnu %}\n{{ x }}\n{% endfor %}", values).place.line == BODY_LINE + 2


def test_a_loop_needs_a_list(values):
    problem = fault("{% for x in commune.nom %}\n{{ x }}\n{% endfor %}", values)
    assert spaced(problem.message) == "« commune.nom » n’est pas une liste."


@pytest.mark.parametrize(
    "expression", ["intervention.competences", "commune", "1 == 1", "plan_actions.synthese", "1.5"]
)
def test_what_is_no_text_cannot_stand_in_a_sentence(values, expression):
    problem = fault(f"Un {{{{ {expression} }}}} deux.", values)
    assert spaced(problem.message) == f"« {expression} » n’est pas un texte que l’on peut placer ici."


def test_a_title_has_the_place_of_its_line():
    with pytest.raises(Problems) as caught:
        title("Durée {{ inconnu }}", {})
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line) == (CLAUSE, 2)


def test_all_faults_are_told_at_once(values):
    body = "{{ un }}\n\n{{ deux }}\n\n{% for x in schemas %}\n{{ trois }}\n{% endfor %}"
    given = {**values, "schemas": ("a", "b")}
    assert [problem.place.line - BODY_LINE for problem in faults(body, given)] == [0, 2, 5]


def test_the_faults_of_every_clause_of_a_convention_are_told_at_once(tools, tmp_path):
    """Read from files, so that the front matter counts in the line."""
    library = dict(tools.library)
    for name in ("objet", "annexe-diagnostic"):
        file = tmp_path / name / "2023-01.md"
        file.parent.mkdir()
        file.write_text(
            "---\ntitre: Essai\nen_vigueur: {du: 2023-01-01}\nstatut: projet\nmotif: Essai.\n---\n\n{{ inconnu }}\n",
            "utf-8",
        )
        library[name] = (read_version(file),)
    with pytest.raises(Problems) as caught:
        compose(content(tools, convention(), library=library))
    places = [str(problem.place) for problem in caught.value.problems]
    assert places == [f"{tmp_path}/{name}/2023-01.md:8:4" for name in ("objet", "annexe-diagnostic")]


def test_a_value_that_looks_like_an_expression_is_no_fault(tools):
    given = convention(
        territoire={"nom": "{{ 7*7 }}", "denomination": "{% for %}"}, intervention={"texte": "{_{ a }_} **x**"}
    )
    document = compose(content(tools, given))
    (article,) = [part for part in document.parts if part.name == "article:intervention-commune"]
    assert "{{ 7*7 }}" in article.heading.inlines[0].text
    assert article.blocks[0].inlines[0].text == "{_{ a }_} **x**"

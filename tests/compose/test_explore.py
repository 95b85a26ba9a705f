"""Every branch of a wording against a convention in which everything is given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from drafts import CLAUSE, spaced

from assembler.compose.explore import explore
from assembler.compose.specimen import SpecimenContext, specimen, specimen_context
from assembler.model.convention import Convention, Saisie
from assembler.model.place import Place, Problem
from assembler.readers.clause_markdown import parse_wording
from assembler.readers.library import wording_of


@pytest.fixture(scope="module")
def context(tools) -> SpecimenContext:
    return specimen_context(tools.plan, Place(Path("plan.yaml")))


def told(body: str, values: Mapping[str, Any], title: str = "Essai") -> list[Problem]:
    return list(explore(parse_wording(title, body, CLAUSE, 2, 8), values))


def test_the_library_is_sound(tools, context):
    for versions in tools.library.values():
        for version in versions:
            assert explore(wording_of(version), context.of(version)) == ()


@pytest.mark.parametrize(
    ("body", "message", "place"),
    [
        ("{% if commune %}\nUn.\n{% else %}\n{{ comune.nom }}\n{% endif %}", "Paramètre inconnu « comune »", "11:4"),
        ("{% if commune %}\nUn.\n{% elif zz %}\nDeux.\n{% endif %}", "Paramètre inconnu « zz »", "10:4"),
        ("Un{% if not commune %} de {{ commune.nomm }}{% endif %}.", "Paramètre inconnu « nomm »", "8:30"),
        ("{{ commune.nom or commune.nomm }}", "Paramètre inconnu « nomm »", "8:4"),
        ("{% if not commune and zz %}\nUn.\n{% endif %}", "Paramètre inconnu « zz »", "8:4"),
        ("{{ commune.nom if commune else zz.nom }}", "Paramètre inconnu « zz »", "8:4"),
        ("{% if commune %}\nUn.\n{% else %}\n{{ commune.nom | dee }}\n{% endif %}", "Filtre inconnu « dee »", "11:4"),
        ("{{ ads.responsable | genre('le') }}", "ne peut pas être calculé", "8:4"),
        ("{{ ref('annexe:diag') }}", "Le renvoi « annexe:diag »", "8:4"),
        ("{{ ref('article:fins') }}", "Le renvoi « article:fins »", "8:4"),
        ("{% if present('annexe:gouv') %}\nUn.\n{% endif %}", "Le renvoi « annexe:gouv »", "8:4"),
        ("{{ cog.debut }}", "Paramètre inconnu « cog »", "8:4"),
        ("{% for x in sdsf.axe %}\nUn.\n{% endfor %}", "Paramètre inconnu « axe »", "8:4"),
        ("{% for x in commune.nom %}\nUn.\n{% endfor %}", "n’est pas une liste", "8:4"),
        ("{% for x in enjeux.themes %}\n{{ x.titr }}\n{% endfor %}", "Paramètre inconnu « titr »", "9:4"),
        ("Un {{ intervention.texte }}.", "n’est pas un texte que l’on peut placer ici", "8:7"),
        ("Un {{ diagnostic.autres }}.", "n’est pas un texte que l’on peut placer ici", "8:7"),
        ("Un {{ diagnostic.synthese }}.", "n’est pas un texte que l’on peut placer ici", "8:7"),
    ],
)
def test_what_no_convention_may_reach_is_told_at_its_place(context, body, message, place):
    (problem,) = told(body, context.parameters)
    assert message in spaced(problem.message)
    assert str(problem.place) == f"{CLAUSE}:{place.partition(':')[0]}:" + place.partition(":")[2]


def test_all_is_told_at_once_also_behind_a_wrong_loop(context):
    body = "{{ un }}\n\n{% for x in deux %}\n{{ x.nom | de }} {{ trois }}\n{% endfor %}\n\n{{ quatre }}"
    found = told(body, context.parameters, "Titre {{ zero }}")
    assert [re.findall("« ([^»]+) » dans", spaced(each.message))[0] for each in found] == [
        "zero", "un", "deux", "trois", "quatre",
    ]  # fmt: skip


def test_an_item_of_a_list_that_is_not_known_has_every_attribute(context):
    nested = "sections"
    loops = "".join(f"{{% for s{rank + 1} in s{rank}.{nested} %}}\n" for rank in range(6))
    body = f"{{% for s0 in diagnostic.sections %}}\n{loops}{{{{ s6.titre | majuscule }}}} {{{{ s6.x | dee }}}}\n"
    body += "{% endfor %}\n" * 7
    assert [spaced(each.message) for each in told(body, context.parameters)] == [
        "Filtre inconnu « dee » dans « s6.x | dee »."
    ]


@pytest.mark.parametrize(
    "body",
    [
        "{{ ref('fiche:jeunesse') }}",
        "{{ ref('annexe:gouvernance') | majuscule }}",
        "{% if present('fiche:x') %}\nUn.\n{% endif %}",
        "{{ a_completer('instances') }}",
        "{% for each in collectivites %}\n{{ each.designation | de }}\n{% endfor %}",
    ],
)
def test_what_some_convention_may_have_is_no_fault(context, body):
    assert told(body, context.parameters) == []


# --- the specimen ----------------------------------------------------------------------


def missing(value: Any, path: str) -> list[str]:
    """The keys of a specimen that hold nothing."""
    if isinstance(value, Saisie):
        return [each for name in type(value).model_fields for each in missing(getattr(value, name), f"{path}.{name}")]
    if isinstance(value, tuple) and value:
        return [each for item in value for each in missing(item, f"{path}[]")]
    return [] if value or value == 0 else [path]


def test_everything_is_given_but_what_is_nested_endlessly():
    for path in missing(specimen(Convention), ""):
        last = path.rpartition(".")[2]
        assert path.count(f"{last}[]") >= 2, path


def documented() -> list[str]:
    """The parameters of docs/clauses.md, the second names of each line as attributes of the first."""
    table = spaced((REPOSITORY / "docs/clauses.md").read_text(encoding="utf-8")).partition("\n## Paramètres\n")[2]
    found = []
    for names, content in re.findall(r"^\| (`.+?) \| (.*) \|$", table, re.MULTILINE):
        first = re.sub(r"\([^)]*\)", "", content.partition(" ; ")[0])
        before, _, after = first.partition(" : ")
        flat = before if before.startswith("`") else after or before
        for name in re.findall("`([a-z_]+)`", names):
            found += [f"{name}.{attribute}" for attribute in re.findall("`([a-z_]+)`", flat)] or [name]
    return found


def test_every_documented_parameter_is_known(context):
    values = {**context.parameters, "cog": context.cog}
    assert len(documented()) > 40
    for name in documented():
        if not name.startswith("collectivites"):
            assert told(named(name, values), values) == [], name


def named(name: str, values: Mapping[str, Any]) -> str:
    """A clause that names it; what a list holds is named of each of its items."""
    first, _, attribute = name.partition(".")
    body = "{%% if %s %%}\nUn.\n{%% endif %%}"
    if attribute and isinstance(values[first], tuple):
        return f"{{% for each in {first} %}}\n{body % f'each.{attribute}'}\n{{% endfor %}}"
    return body % name

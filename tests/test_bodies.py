"""Names of bodies as people type them: for which council each signs, and how many boxes it gets."""

from __future__ import annotations

import pytest
from drafts import convention
from hypothesis import given
from hypothesis import strategies as st

from assembler.build.acte_deliberation import _file_names
from assembler.compose.acte_bodies import councils
from assembler.compose.acte_context import executive_of
from assembler.compose.context import signatories_of
from assembler.compose.names import designation_of
from assembler.model.acte import Council
from assembler.model.bodies import signs_for
from assembler.model.convention import Commune, Deliberation, Territoire
from assembler.model.document import SignatureBox, Text

EPCI = Territoire.model_validate(
    {"nom": "Arras", "type": "epci", "denomination": "communauté urbaine", "communes": [{"nom": "Le Sars"}]}
)


@pytest.mark.parametrize(
    "organisme",
    [
        "Communauté urbaine d'Arras", "la communauté urbaine d’ARRAS", "CU d’Arras", "Arras Agglo", "Grand Arras",
        "Communauté d’agglomération du Pays d’Arras", "Arras", "Communauté urbaine", "Métropole d’Arras (62)",
    ],
)  # fmt: skip
def test_an_intercommunality_may_be_called_in_many_ways(organisme):
    assert signs_for(organisme, EPCI) == 0


@pytest.mark.parametrize(
    "organisme",
    [
        "Commune d’Arras", "Mairie d’Arras", "Lycée d’Arras", "CIAS de la communauté urbaine d’Arras", "", "La",
        "Communauté de brigades d’Arras", "Communauté urbaine de Saint-Arras", "Office d’Arras", "Commune", "Mairie",
    ],
)  # fmt: skip
def test_others_that_bear_its_name_are_not_it(organisme):
    assert signs_for(organisme, EPCI) is None


@pytest.mark.parametrize(
    "organisme", ["Commune du Sars", "Ville du Sars", "Mairie de Le Sars", "Le Sars", "LE SARS (62)"]
)
def test_a_member_is_known_by_its_own_name(organisme):
    assert signs_for(organisme, EPCI) == 1


def test_the_member_comes_before_the_intercommunality_of_its_name():
    both = EPCI.model_copy(update={"communes": (Commune(nom="Le Sars"), Commune(nom="Arras"))})
    assert [signs_for(each, both) for each in ("Arras", "Ville d’Arras", "Communauté urbaine d’Arras")] == [2, 2, 0]


names = st.tuples(
    st.sampled_from(["", "Le ", "La ", "Les ", "L’", "L'"]),
    st.text("abcdeéèhilnorsuœçABDEHIOY -’.", min_size=1).map(str.strip).filter(lambda name: name[:1].isalpha()),
).map("".join)
denominations = st.sampled_from([None, "commune", "ville", "commune nouvelle", "communauté d'agglomération", "le pôle"])


@given(names, denominations, st.sampled_from(["commune", "epci"]), st.sampled_from([None, "oui", "non"]))
def test_the_name_that_the_text_gives_a_body_is_always_known(nom, denomination, kind, elision):
    keys = {"nom": nom, "denomination": denomination, "elision": elision}
    body = Territoire.model_validate({**keys, "type": kind})
    member = Commune.model_validate(keys)
    assert signs_for(designation_of(body), body) == 0
    assert signs_for(designation_of(member), EPCI.model_copy(update={"communes": (member,)})) == 1


# --- what follows from it --------------------------------------------------------------


@pytest.mark.parametrize(
    "organisme", ["Commune d'Arras", "Commune d’Arras", "Ville d'Arras", "Mairie d’Arras", "ARRAS"]
)
def test_a_member_that_is_listed_has_one_box(organisme):
    listed = [{"organisme": "Caf"}, {"organisme": "CU d’Arras"}, {"organisme": organisme}]
    territoire = EPCI.model_dump() | {"communes": [{"nom": "Arras"}]}
    found = signatories_of(convention(territoire=territoire, signature={"signataires": listed}))
    assert [each.organisme for each in found] == ["Caf", "CU d’Arras", organisme]


@pytest.mark.parametrize(
    ("qualite", "is_woman"),
    [
        ("La Maire", True),
        ("Madame la Maire", True),
        ("Madame la Présidente", True),
        ("Le Maire", False),
        ("La Vice-Présidente", False),
        ("La Présidente déléguée", False),
        ("La Maire adjointe", False),
        ("L’adjointe, pour la Maire", False),
        ("La Présidente par intérim", False),
    ],
)
def test_a_deputy_does_not_say_whether_the_executive_is_a_woman(qualite, is_woman):
    signatory = SignatureBox((), (Text(qualite),), ())
    found = [executive_of(Council(body, None, Deliberation(), signatory)) for body in (Territoire(nom="Lens"), EPCI)]
    assert found == (["la maire", "la présidente"] if is_woman else ["le maire", "le président"])


@given(st.lists(st.sampled_from(["Lens", "LENS", "Lens 2", "Lens 2 2", "Lens 3", "?", "Commune"]), max_size=8))
def test_no_two_deliberations_have_the_same_file(members):
    communes = [{"nom": nom} for nom in members]
    known = councils(convention(territoire={"nom": "Lens", "type": "epci", "communes": communes}))
    files = _file_names(known)
    assert len(files) == len(set(files.values())) == 1 + len(members)
    assert files[None] == "deliberation.docx"

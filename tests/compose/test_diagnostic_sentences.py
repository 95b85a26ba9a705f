"""The sentences of the diagnostic say what the figures say: wording, agreement, and silence where a side is missing."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from chiffres import PLACE, dataset, department, sentences
from hypothesis import given
from hypothesis import strategies as st

from assembler.build.convention import compose_input
from assembler.model.arithmetic import completed
from assembler.model.figures import Dataset, Figure, Special


@pytest.fixture(scope="module")
def catalogue(tools):
    return tools.catalogue


@pytest.fixture(scope="module")
def real(tools):
    """Name of a convention -> table -> its sentences, as the figures of its files make them."""
    found = {}
    for name in ("harnes", "lens"):
        content = compose_input(tools, tools.workspace.inputs / f"{name}.yaml").content
        found[name] = {
            code: sentences(tools.catalogue, code, content.own, *content.references) for code in tools.catalogue.tables
        }
    return found


# --- the two real conventions ----------------------------------------------------------

CLAIMS = [
    # table, convention, what its own document claims and its figures bear out
    ("T1", "harnes", "le taux de couverture de la population par les prestations de la Caf est supérieur"),
    ("T1", "lens", "le taux de couverture de la population par les prestations de la Caf est supérieur"),
    ("T2", "harnes", "les personnes isolées sans enfant prédominent parmi les allocataires (41,0 %)"),
    ("T2", "lens", "les personnes isolées sans enfant prédominent parmi les allocataires (52,0 %)"),
    ("T2", "harnes", "les familles avec deux enfants prédominent"),
    ("T2", "lens", "les familles avec un enfant prédominent"),
    ("T2", "harnes", "la part des familles monoparentales est plus forte"),
    ("T2", "lens", "la part des familles monoparentales est plus forte"),
    ("T2", "harnes", "la part des familles avec un enfant est plus forte"),
    ("T2", "lens", "la part des familles avec un enfant est plus forte"),
    ("T2", "harnes", "la part des familles avec deux enfants est plus faible"),
    ("T2", "lens", "la part des familles avec deux enfants est plus faible"),
    ("T5", "harnes", "la part des enfants de moins de 3 ans est supérieure"),
    ("T5", "lens", "la part des enfants de moins de 3 ans est supérieure"),
    ("T5", "harnes", "bénéficiaires d’un complément d’activité est supérieure"),
    ("T6", "harnes", "près de 45 000 €"),
    ("T6", "lens", "près de 880 000 €"),
    ("T6", "harnes", "près de 40 000 €"),
    ("T6", "lens", "près de 51 000 €"),
    ("T8", "harnes", "la part des enfants de 6 à moins de 18 ans est inférieure"),
    ("T8", "lens", "la part des enfants de 6 à moins de 18 ans est inférieure"),
    ("T8", "harnes", "aucune tranche d’âge entre 6 et 20 ans n’est surreprésentée"),
    ("T8", "lens", "une tranche d’âge entre 6 et 20 ans est surreprésentée : les enfants de 18 à moins de 20 ans"),
    ("T9", "harnes", "près de 250 000 €"),
    ("T10", "harnes", "la part des bénéficiaires d’allocations familiales est moins élevée"),
    ("T10", "lens", "la part des bénéficiaires d’allocations familiales est moins élevée"),
    ("T10", "harnes", "la part des bénéficiaires de l’allocation de rentrée scolaire est plus élevée"),
    ("T10", "lens", "la part des bénéficiaires de l’allocation de rentrée scolaire est moins élevée"),
    ("T10", "harnes", "près de 240 000 €"),
    ("T10", "lens", "près de 660 000 €"),
    ("T10", "harnes", "près de 700 000 €"),
    ("T10", "lens", "près de 2 100 000 €"),
    ("T11", "harnes", "près de 3 700 €"),
    ("T11", "lens", "près de 280 000 €"),
    ("T12", "harnes", "près de 3 300 €"),
    ("T12", "lens", "près de 240 000 €"),
    ("T13", "harnes", "la part des bénéficiaires d’aides au logement est plus élevée"),
    ("T13", "lens", "la part des bénéficiaires d’aides au logement est plus élevée"),
    ("T13", "harnes", "dont le taux d’effort atteint 30 % est moins élevée"),
    ("T13", "lens", "dont le taux d’effort atteint 30 % est plus élevée"),
    ("T13", "harnes", "parc locatif public est plus élevée (41,3 %"),
    ("T13", "lens", "parc locatif public est plus élevée (42,5 %"),
    ("T13", "harnes", "près de 370 000 €"),
    ("T13", "lens", "près de 1 600 000 €"),
    ("T14", "harnes", "la Caf n’a rien versé sur le territoire au titre de l’action sociale pour le logement"),
    ("T15", "harnes", "la part des bénéficiaires du RSA est supérieure"),
    ("T15", "lens", "la part des bénéficiaires du RSA est supérieure"),
    ("T15", "harnes", "la part des bénéficiaires de la PPA est supérieure"),
    ("T15", "lens", "la part des bénéficiaires de la PPA est inférieure"),
    ("T16", "harnes", "la part des bénéficiaires de l’AAH est similaire"),
    ("T16", "lens", "la part des bénéficiaires de l’AAH est supérieure"),
    ("T16", "harnes", "près de 190 000 €"),
    ("T16", "lens", "près de 810 000 €"),
    ("T17", "harnes", "la part des allocataires à bas revenus est supérieure"),
    ("T17", "lens", "la part des allocataires fragiles est supérieure"),
    ("T17", "harnes", "au moins la moitié des ressources est supérieure"),
    ("T17", "lens", "la totalité des ressources est supérieure"),
]


@pytest.mark.parametrize(("table", "name", "claim"), CLAIMS)
def test_a_right_sentence_of_the_original_is_said_again(real, table, name, claim):
    assert claim in " ".join(real[name][table]).replace("Le ", "le ").replace("La ", "la ").replace("Les ", "les ")


@pytest.mark.parametrize(("name", "figures"), [("harnes", "34,1 contre 51,5"), ("lens", "33,6 contre 51,5")])
def test_the_wrong_sentence_of_the_original_comes_out_right(real, name, figures):
    """Both documents call this capacity higher; their tables say lower."""
    wanted = f"la capacité théorique d’accueil pour 100 enfants de moins de 3 ans est inférieure ({figures})"
    assert any(line.startswith(wanted) for line in real[name]["T5"])


def test_nothing_is_said_beside_a_figure_that_is_not_communicated(real):
    """The document of Harnes claims « supérieur » beside « N.C. »."""
    assert real["harnes"]["T3"] == []


def test_every_table_has_sentences(catalogue):
    """Laid over complete figures, each of the seventeen tables says something."""
    ours = dataset(catalogue, {code: _any(unit) for code, unit in catalogue.units.items()})
    for code in catalogue.tables:
        assert sentences(catalogue, code, ours, department(catalogue, {c: _any(u) for c, u in catalogue.units.items()}))
    assert len(catalogue.tables) == 17


def _any(unit: str) -> tuple[int, str, str]:
    return 2020, {"euros": "1 000 €", "pourcent": "5,0 %"}.get(unit, "3"), "+1,0 %"


# --- wording ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("Pas-de-Calais", "le Pas-de-Calais", "à celui du Pas-de-Calais"),
        ("Aisne", "l’Aisne", "à celui de l’Aisne"),
        ("Landes", "les Landes", "à celui des Landes"),
        ("Paris", "Paris", "à celui de Paris"),
        ("Eure", "l’Eure", "à celui de l’Eure"),
        ("Moselle", "la Moselle", "à celui de la Moselle"),
    ],
)
def test_contractions_with_the_name_of_the_department(catalogue, name, said, told):
    ours = dataset(catalogue, {"taux_couverture": "59,4 %"})
    other = department(catalogue, {"taux_couverture": "53,9 %"}, name, said)
    assert sentences(catalogue, "T1", ours, other) == [
        f"Le taux de couverture de la population par les prestations de la Caf est supérieur {told} "
        "(59,4 % contre 53,9 %)."
    ]
    ours = dataset(catalogue, {"rsa_part": "5,0 %", "ppa_part": "7,0 %"})
    (lead, *_) = sentences(
        catalogue, "T15", ours, department(catalogue, {"rsa_part": "4,0 %", "ppa_part": "9,0 %"}, name, said)
    )
    assert (
        lead
        == "Par rapport "
        + {"le": "au ", "les": "aux "}.get(said.split(" ")[0], f"à {said.removesuffix(name)}")
        + f"{name} :"
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ("8,7 %", "8,7 %", "similaire à celle du Pas-de-Calais (8,7 %)"),
        ("8,74 %", "8,66 %", "similaire à celle du Pas-de-Calais (8,7 %)"),
        ("8,75 %", "8,74 %", "supérieure à celle du Pas-de-Calais (8,8 % contre 8,7 %)"),
        ("0 %", "0,1 %", "inférieure à celle du Pas-de-Calais (0,0 % contre 0,1 %)"),
    ],
)
def test_similar_is_what_rounds_alike(catalogue, ours, theirs, told):
    (line,) = sentences(
        catalogue, "T16", dataset(catalogue, {"aah_part": ours}), department(catalogue, {"aah_part": theirs})
    )
    assert line == f"La part des bénéficiaires de l’AAH est {told}."


@pytest.mark.parametrize("missing", ["N.C.", "", None])
def test_nothing_is_said_where_a_side_is_missing(catalogue, missing):
    known, unknown = {"aah_part": "8,7 %"}, {} if missing is None else {"aah_part": missing}
    assert sentences(catalogue, "T16", dataset(catalogue, known), department(catalogue, unknown)) == []
    assert sentences(catalogue, "T16", dataset(catalogue, unknown), department(catalogue, known)) == []
    assert sentences(catalogue, "T16", dataset(catalogue, known)) == []


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("877 755 €", "En 2020, la Caf a versé sur le territoire près de 880 000 €"),
        ("44 877 €", "En 2020, la Caf a versé sur le territoire près de 45 000 €"),
        ("245 729 €", "En 2020, la Caf a versé sur le territoire près de 250 000 €"),
        ("3 255 €", "En 2020, la Caf a versé sur le territoire près de 3 300 €"),
        ("995 €", "En 2020, la Caf a versé sur le territoire près de 1 000 €"),
        ("100 €", "En 2020, la Caf a versé sur le territoire près de 100 €"),
        ("87 €", "En 2020, la Caf a versé sur le territoire 87 € au titre"),
        ("0,40 €", "En 2020, la Caf a versé sur le territoire 0,40 € au titre"),
        ("0 €", "En 2020, la Caf n’a rien versé sur le territoire"),
        ("- €", "En 2020, la Caf n’a rien versé sur le territoire"),
        ("N.C.", "En 2020, le montant versé par la Caf sur le territoire"),
    ],
)
def test_amounts_are_told_by_two_significant_figures(catalogue, amount, told):
    (line,) = sentences(catalogue, "T14", dataset(catalogue, {"logement_financements": amount}))
    assert line.startswith(told)
    assert ("n’est pas communiqué (au titre de l’action sociale pour le logement)" in line) == (amount == "N.C.")


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (
            "1 712 345 €",
            "la Caf a versé sur le territoire 1 712 345 € au titre des prestations légales, pour le mois de décembre",
        ),
        ("- €", "la Caf n’a rien versé sur le territoire au titre des prestations légales, pour le mois de décembre"),
        (
            "N.C.",
            "le montant versé par la Caf sur le territoire n’est pas communiqué (au titre des prestations légales)",
        ),
    ],
)
def test_the_payments_of_december_are_told_as_they_are(catalogue, amount, told):
    assert sentences(catalogue, "T1", dataset(catalogue, {"versement_prestations_legales": amount})) == [
        f"En 2020, {told}."
    ]


def test_a_monthly_payment(catalogue):
    ours = dataset(catalogue, {"versement_aah": "187 400 €"})
    assert sentences(catalogue, "T16", ours)[0].startswith(
        "En 2020, la Caf a versé chaque mois sur le territoire près de 190 000 €"
    )


def test_an_empty_amount_says_nothing(catalogue):
    assert sentences(catalogue, "T14", dataset(catalogue, {"logement_financements": ""})) == []


@pytest.mark.parametrize(
    ("creches", "mams", "told"),
    [
        ("0", "0", ["Le territoire ne compte aucune micro-crèche hors PSU ni aucune maison d’assistants maternels."]),
        ("1", "1", ["Le territoire compte une micro-crèche hors PSU et une maison d’assistants maternels."]),
        ("2", "1 200", ["Le territoire compte deux micro-crèches hors PSU et 1 200 maisons d’assistants maternels."]),
        (
            "3",
            "0",
            ["Le territoire compte trois micro-crèches hors PSU. Il ne compte aucune maison d’assistants maternels."],
        ),
        ("", "1", ["Le territoire compte une maison d’assistants maternels."]),
        ("", "N.C.", []),
    ],
)
def test_counts_agree_in_number_and_gender(catalogue, creches, mams, told):
    assert sentences(catalogue, "T7", dataset(catalogue, {"micro_creches": creches, "mam": mams})) == told


def test_a_masculine_count(catalogue):
    ours = dataset(catalogue, {"centres_sociaux": "1", "espaces_vie_sociale": "0"})
    assert sentences(catalogue, "T12", ours) == [
        "Le territoire compte un centre social. Il ne compte aucun espace de vie sociale."
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("+6,0 %", "est en hausse de 6,0 % en cinq ans (Pas-de-Calais : -13,9 %)"),
        ("-0,1 %", "est en baisse de 0,1 % en cinq ans (Pas-de-Calais : -13,9 %)"),
        ("+0,0 %", "est stable sur cinq ans (Pas-de-Calais : -13,9 %)"),
    ],
)
def test_a_trend_follows_its_sign(catalogue, change, told):
    ours = dataset(catalogue, {"naissances": (2020, "177", change)})
    theirs = department(catalogue, {"naissances": (2020, "15 261", "-13,9 %")})
    assert sentences(catalogue, "T4", ours, theirs) == [f"Le nombre de naissances domiciliées {told}."]


def test_equal_groups_predominate_together(catalogue):
    shares = {"familles_un_enfant_part": "40,0 %", "familles_deux_enfants_part": "40,0 %"}
    ours = dataset(catalogue, {**shares, "familles_nombreuses_part": "20,0 %"})
    assert sentences(catalogue, "T2", ours) == [
        "Les familles avec un enfant et les familles avec deux enfants prédominent à égalité parmi les allocataires "
        "avec enfants (40,0 %)."
    ]


def test_no_group_predominates_while_one_is_unknown(catalogue):
    ours = dataset(catalogue, {"familles_un_enfant_part": "40,0 %", "familles_deux_enfants_part": "30,0 %"})
    assert sentences(catalogue, "T2", ours) == []


def test_several_groups_are_overrepresented(catalogue):
    codes = ("enfants_6_a_12_ans_part", "enfants_12_a_18_ans_part", "enfants_18_a_20_ans_part")
    ours = dataset(catalogue, dict(zip(codes, ("33,0 %", "30,0 %", "7,6 %"), strict=True)))
    theirs = department(catalogue, dict(zip(codes, ("32,4 %", "30,6 %", "7,1 %"), strict=True)))
    assert sentences(catalogue, "T8", ours, theirs) == [
        "Par rapport au Pas-de-Calais, deux tranches d’âge entre 6 et 20 ans sont surreprésentées : les enfants de 6 à "
        "moins de 12 ans (33,0 % contre 32,4 %) et les enfants de 18 à moins de 20 ans (7,6 % contre 7,1 %)."
    ]
    del_one = dataset(catalogue, {codes[1]: "30,0 %"})
    assert sentences(catalogue, "T8", del_one, theirs) == []


def test_years_that_differ_are_said(catalogue):
    ours, theirs = dataset(catalogue, {"aah_part": (2024, "8,7 %", "")}), department(catalogue, {"aah_part": "8,7 %"})
    assert sentences(catalogue, "T16", ours, theirs) == [
        "La part des bénéficiaires de l’AAH est similaire à celle du Pas-de-Calais "
        "(8,7 % en 2024 contre 8,7 % en 2020)."
    ]


def test_a_second_reference_is_compared_too(catalogue):
    ours = dataset(catalogue, {"aah_part": "10,6 %"})
    epci = dataset(catalogue, {"aah_part": "11,0 %"}, "CALL", "la communauté d’agglomération de Lens-Liévin")
    assert sentences(catalogue, "T16", ours, department(catalogue, {"aah_part": "8,7 %"}), epci) == [
        "La part des bénéficiaires de l’AAH est supérieure à celle du Pas-de-Calais (10,6 % contre 8,7 %).",
        "La part des bénéficiaires de l’AAH est inférieure à celle de la communauté d’agglomération de Lens-Liévin "
        "(10,6 % contre 11,0 %).",
    ]


# --- no sentence is contradicted by its table -------------------------------------------

percents = st.decimals(0, 100, places=1)
counts = st.integers(0, 2_000_000).map(Decimal)
values = {"pourcent": percents, "euros": counts, "nombre": counts, "decimal": st.decimals(0, 90, places=1)}
nothing = st.sampled_from([None, Special.NON_COMMUNIQUE])
variations = st.none() | st.decimals(-99, 300, places=1)


@st.composite
def random_figures(draw: Any, catalogue: Any) -> dict[str, Figure]:
    """Figures of a few tables, some of them missing, few values so that equal ones happen."""
    tables = draw(st.lists(st.sampled_from(list(catalogue.tables)), min_size=1, max_size=3, unique=True))
    found = {}
    for code in (each.code for name in tables for each in catalogue.tables[name].indicateurs):
        unit = catalogue.units[code]
        kind = values.get(unit, st.decimals(-5, 5, places=1))
        value = draw(kind | nothing | st.sampled_from([Decimal(0), Decimal(1), Decimal("8.7"), Decimal(50)]))
        if unit in ("euros", "nombre") and isinstance(value, Decimal):
            value = value.quantize(Decimal(1))
        found[code] = Figure(code, 2020, value, draw(variations), PLACE)
    return found


_FIGURES = re.compile(r"\(([-+0-9 ,]+)(?: %)?(?: contre ([-+0-9 ,]+)(?: %)?)?\)")
_HIGHER, _LOWER = (
    re.compile(r"supérieur|plus fort|plus élevé|surreprésenté"),
    re.compile(r"inférieur|plus faible|moins élevé"),
)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(" ", "").replace(",", "."))


def _half_up(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(10) ** -places, ROUND_HALF_UP)


@given(data=st.data())
def test_no_sentence_is_contradicted_by_its_table(catalogue, data):
    """An oracle of its own reads each sentence back: the words of comparison against the table's two cells."""
    mine, other = data.draw(random_figures(catalogue)), data.draw(random_figures(catalogue))
    ours = Dataset("Arras", "la commune d’Arras", mine, completed(catalogue, mine))
    theirs = Dataset("Pas-de-Calais", "le Pas-de-Calais", other, completed(catalogue, other))
    by_name = {each.comparaison.nom: each for each in catalogue.indicators.values() if each.comparaison}
    for code in catalogue.tables:
        for line in sentences(catalogue, code, ours, theirs):
            name = max((n for n in by_name if n.lower() in line.lower()), key=len, default=None)
            if name and (found := _FIGURES.search(line)) and "en cinq ans" not in line:
                _read_back(line, by_name[name], ours, theirs, found)
            elif "en cinq ans" in line or "sur cinq ans" in line:
                _read_trend(line, by_name[name], ours)
            elif "prédominent" in line:
                _read_largest(line, catalogue, code, ours)
            elif "près de" in line:
                _read_amount(line, catalogue, code, ours)
            elif "surreprésenté" in line:
                _read_groups(line, catalogue, ours, theirs)


def _cell(figures: Dataset, indicator: Any) -> Decimal:
    value = figures.complete[indicator.code].value
    assert isinstance(value, Decimal) or value is Special.NEANT, "a sentence about a figure that nobody gave"
    return value if isinstance(value, Decimal) else Decimal(0)


def _read_back(line: str, indicator: Any, ours: Dataset, theirs: Dataset, found: re.Match[str]) -> None:
    mine, other = _cell(ours, indicator), _cell(theirs, indicator)
    assert (_number(found[1]), _number(found[2] or found[1])) == (mine, other)
    places = 2 if indicator.code == "indice_jeunesse" else 0 if indicator.unite in ("nombre", "euros") else 1
    mine, other = _half_up(mine, places), _half_up(other, places)
    words = line[: found.start()]
    assert bool(_HIGHER.search(words)) == (mine > other)
    assert bool(_LOWER.search(words)) == (mine < other)
    assert ("similaire" in words) == (mine == other)


def _read_trend(line: str, indicator: Any, ours: Dataset) -> None:
    change = ours.complete[indicator.code].variation
    assert isinstance(change, Decimal)
    assert ("en hausse" in line, "en baisse" in line, "stable" in line) == (change > 0, change < 0, change == 0)
    if change:
        told = re.search(r"en (?:hausse|baisse) de ([0-9 ,]+) %", line)
        assert told and _number(told[1]) == abs(change)


def _read_largest(line: str, catalogue: Any, code: str, ours: Dataset) -> None:
    phrase = next(
        p for p in catalogue.tables[code].phrases if p.genre == "predominance" and p.objet and p.objet + " (" in line
    )
    groups = {each: _half_up(_cell(ours, catalogue.indicators[each]), 1) for each in phrase.indicateurs}
    named = {each for each in groups if catalogue.indicators[each].groupe.lower() in line.lower()}
    assert named == {each for each, value in groups.items() if value == max(groups.values())}


def _read_amount(line: str, catalogue: Any, code: str, ours: Dataset) -> None:
    purposes = {
        each: phrase.objet
        for phrase in catalogue.tables[code].phrases
        if phrase.genre == "versement"
        for each in phrase.indicateurs
    }
    paid = next(each for each, purpose in purposes.items() if purpose in line)
    exact = _cell(ours, catalogue.indicators[paid])
    told = re.search(r"près de ([0-9 ]+) €", line)
    assert told and abs(_number(told[1]) - exact) <= Decimal(10) ** max(exact.adjusted() - 1, 0) / 2


def _read_groups(line: str, catalogue: Any, ours: Dataset, theirs: Dataset) -> None:
    phrase = next(p for p in catalogue.tables["T8"].phrases if p.genre == "surrepresentation")
    for code in phrase.indicateurs:
        indicator = catalogue.indicators[code]
        named = f"{indicator.groupe} (" in line
        mine, other = ours.complete.get(code), theirs.complete.get(code)
        known = all(each is not None and isinstance(each.value, Decimal) for each in (mine, other))
        assert known or not named
        if known:
            assert named == (_half_up(mine.value, 1) > _half_up(other.value, 1))
    if "aucune tranche" in line:
        assert all(code in ours.complete and code in theirs.complete for code in phrase.indicateurs)

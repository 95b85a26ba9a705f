"""French grammar: tables of known forms, then properties of any name."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.compose.french import (
    NBSP,
    capitalize_first,
    date_parts,
    date_words,
    definite,
    designation,
    is_feminine,
    number_words,
    plural,
    with_a,
    with_de,
)
from assembler.model.numbers import group_thousands
from assembler.model.scalars import calendar_date

names = st.from_regex(r"[A-ZÀÉÈÎÔŒ][a-zàâçéèêëîïôœùûÿ]{3,8}([-’ ][A-Za-zÉéœ]{2,6}){0,3}", fullmatch=True)
articles = st.sampled_from(["le ", "Le ", "la ", "La ", "les ", "Les ", "l’", "L’", "l'", "L'", f"Le{NBSP}"])
elisions = st.sampled_from([None, True, False])


@pytest.mark.parametrize(
    ("text", "of", "at"),
    [
        ("Lens", "de Lens", "à Lens"),
        ("Arras", "d’Arras", "à Arras"),
        ("Étaples", "d’Étaples", "à Étaples"),
        ("Île-d'Aix", "d’Île-d’Aix", "à Île-d’Aix"),
        ("Œuf-en-Ternois", "d’Œuf-en-Ternois", "à Œuf-en-Ternois"),
        ("Ytres", "d’Ytres", "à Ytres"),
        ("Ypres", "d’Ypres", "à Ypres"),
        ("Yvetot", "d’Yvetot", "à Yvetot"),
        ("Y", "d’Y", "à Y"),
        ("Yutz", "de Yutz", "à Yutz"),
        ("Le Havre", "du Havre", "au Havre"),
        ("Le Touquet-Paris-Plage", "du Touquet-Paris-Plage", "au Touquet-Paris-Plage"),
        ("LE HAVRE", "du HAVRE", "au HAVRE"),
        (f"Le{NBSP}Havre", "du Havre", "au Havre"),
        ("Les Mureaux", "des Mureaux", "aux Mureaux"),
        ("La Réunion", "de La Réunion", "à La Réunion"),
        ("L'Haÿ-les-Roses", "de L’Haÿ-les-Roses", "à L’Haÿ-les-Roses"),
        ("L’Haÿ-les-Roses", "de L’Haÿ-les-Roses", "à L’Haÿ-les-Roses"),
        ("Lesquin", "de Lesquin", "à Lesquin"),
        ("Laventie", "de Laventie", "à Laventie"),
        ("Leforest", "de Leforest", "à Leforest"),
        ("le Pas-de-Calais", "du Pas-de-Calais", "au Pas-de-Calais"),
        ("l'Aisne", "de l’Aisne", "à l’Aisne"),
        ("l’Yonne", "de l’Yonne", "à l’Yonne"),
        ("les Landes", "des Landes", "aux Landes"),
        ("Paris", "de Paris", "à Paris"),
        ("la commune de Harnes", "de la commune de Harnes", "à la commune de Harnes"),
        ("le syndicat d'Artois", "du syndicat d’Artois", "au syndicat d’Artois"),
        ("l’agglomération d’Arras", "de l’agglomération d’Arras", "à l’agglomération d’Arras"),
        ("onze communes", "de onze communes", "à onze communes"),
        ("huit communes", "de huit communes", "à huit communes"),
        ("Onzain", "d’Onzain", "à Onzain"),
        ("7 Vallées", "de 7 Vallées", "à 7 Vallées"),
        ("  Arras ", "d’Arras", "à Arras"),
        ("", "", ""),
    ],
)
def test_prepositions(text: str, of: str, at: str) -> None:
    assert (with_de(text), with_a(text)) == (of, at)


@pytest.mark.parametrize(
    ("name", "elided"),
    [
        ("Hénin-Beaumont", True),
        ("Hesdin", True),
        ("Hersin-Coupigny", True),
        ("Hinges", True),
        ("Hulluch", True),
        ("Hyères", True),
        ("Harnes", False),
        ("Houdain", False),
        ("Hœrdt", False),
    ],
)
def test_default_rule_for_h(name: str, elided: bool) -> None:
    assert with_de(name) == (f"d’{name}" if elided else f"de {name}")


@pytest.mark.parametrize(
    ("name", "elision", "expected"),
    [
        ("Harnes", False, "de Harnes"),
        ("Hem", False, "de Hem"),
        ("Hazebrouck", True, "d’Hazebrouck"),
        ("Yerres", True, "d’Yerres"),
        ("Le Havre", True, "du Havre"),
        ("La Réunion", True, "de La Réunion"),
    ],
)
def test_the_input_overrules_the_default_but_not_an_article(name: str, elision: bool, expected: str) -> None:
    assert with_de(name, elision) == expected


@pytest.mark.parametrize(
    ("name", "article", "expected"),
    [
        ("Pas-de-Calais", "le", "le Pas-de-Calais"),
        ("Réunion", "la", "la Réunion"),
        ("Aisne", "l'", "l’Aisne"),
        ("Aisne", "l’", "l’Aisne"),
        ("Landes", "les", "les Landes"),
        ("Côtes-d'Armor", "les", "les Côtes-d’Armor"),
        ("Paris", "aucun", "Paris"),
    ],
)
def test_definite(name: str, article: str, expected: str) -> None:
    assert definite(name, article) == expected


@pytest.mark.parametrize(
    ("denomination", "name", "expected"),
    [
        ("commune", "Harnes", "la commune de Harnes"),
        ("Commune", "Harnes", "la Commune de Harnes"),
        ("commune nouvelle", "Hesdin-la-Forêt", "la commune nouvelle d’Hesdin-la-Forêt"),
        ("ville", "Le Havre", "la ville du Havre"),
        ("ville", "L'Haÿ-les-Roses", "la ville de L’Haÿ-les-Roses"),
        ("communauté d'agglomération", "Arras", "la communauté d’agglomération d’Arras"),
        ("communauté de communes", "Les 7 Vallées", "la communauté de communes des 7 Vallées"),
        ("métropole", "Lille", "la métropole de Lille"),
        ("agglomération", "Lens-Liévin", "l’agglomération de Lens-Liévin"),
        ("intercommunalité", "Lens", "l’intercommunalité de Lens"),
        (
            "établissement public territorial",
            "Est Ensemble",
            "l’établissement public territorial d’Est Ensemble",
        ),
        ("EPCI", "Lens", "l’EPCI de Lens"),
        ("syndicat intercommunal", "Lens", "le syndicat intercommunal de Lens"),
        ("SIVOM", "La Gohelle", "le SIVOM de La Gohelle"),
        ("département", "le Pas-de-Calais", "le département du Pas-de-Calais"),
        ("pays", "Saint-Omer", "le pays de Saint-Omer"),
        ("pôle métropolitain", "l’Artois", "le pôle métropolitain de l’Artois"),
        (
            "centre intercommunal d'action sociale",
            "Arras",
            "le centre intercommunal d’action sociale d’Arras",
        ),
        ("la commune", "Harnes", "la commune de Harnes"),
        ("L'agglomération", "Arras", "l’agglomération d’Arras"),
        ("les communes", "Le Havre", "les communes du Havre"),
        ("la maison", "Harnes", "la maison de Harnes"),
        ("", "Harnes", "Harnes"),
        ("commune", "", "la commune"),
    ],
)
def test_designation(denomination: str, name: str, expected: str) -> None:
    assert designation(denomination, name) == expected


def test_designation_takes_the_elision_of_the_name() -> None:
    assert designation("commune", "Hem") == "la commune d’Hem"
    assert designation("commune", "Hem", False) == "la commune de Hem"
    assert designation("ville", "Hazebrouck", True) == "la ville d’Hazebrouck"


@pytest.mark.parametrize("word", ["commune", "Ville", "communauté urbaine", "l’agglomération", "la maison"])
def test_feminine(word: str) -> None:
    assert is_feminine(word)
    assert is_feminine(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["syndicat mixte", "département", "pays", "centre", "l'établissement", "truc", ""])
def test_masculine(word: str) -> None:
    assert not is_feminine(word)


@pytest.mark.parametrize(
    ("day", "parts"),
    [
        (date(2023, 1, 1), ("1", "er", f"{NBSP}janvier{NBSP}2023")),
        (date(2024, 2, 29), ("29", "", f"{NBSP}février{NBSP}2024")),
        (date(2026, 12, 31), ("31", "", f"{NBSP}décembre{NBSP}2026")),
        (date(2026, 8, 11), ("11", "", f"{NBSP}août{NBSP}2026")),
    ],
)
def test_dates(day: date, parts: tuple[str, str, str]) -> None:
    assert date_parts(day) == parts


@pytest.mark.parametrize(
    ("n", "masculine", "feminine"),
    [
        (0, "zéro", "zéro"),
        (1, "un", "une"),
        (2, "deux", "deux"),
        (11, "onze", "onze"),
        (16, "seize", "seize"),
        (17, "dix-sept", "dix-sept"),
        (20, "vingt", "vingt"),
        (21, "vingt et un", "vingt et une"),
        (22, "vingt-deux", "vingt-deux"),
        (31, "trente et un", "trente et une"),
        (59, "cinquante-neuf", "cinquante-neuf"),
        (60, "soixante", "soixante"),
        (61, "soixante et un", "soixante et une"),
        (70, "soixante-dix", "soixante-dix"),
        (71, "soixante et onze", "soixante et onze"),
        (72, "soixante-douze", "soixante-douze"),
        (79, "soixante-dix-neuf", "soixante-dix-neuf"),
        (80, "quatre-vingts", "quatre-vingts"),
        (81, "quatre-vingt-un", "quatre-vingt-une"),
        (90, "quatre-vingt-dix", "quatre-vingt-dix"),
        (91, "quatre-vingt-onze", "quatre-vingt-onze"),
        (99, "quatre-vingt-dix-neuf", "quatre-vingt-dix-neuf"),
        (100, "100", "100"),
        (12247, f"12{NBSP}247", f"12{NBSP}247"),
    ],
)
def test_numbers_in_words(n: int, masculine: str, feminine: str) -> None:
    assert (number_words(n), number_words(n, feminine=True)) == (masculine, feminine)


@pytest.mark.parametrize(("count", "expected"), [(0, "an"), (1, "an"), (1.5, "an"), (-1, "an"), (2, "ans"), (9, "ans")])
def test_plural(count: float, expected: str) -> None:
    assert plural(count, "an", "ans") == expected


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "0"),
        (999, "999"),
        (1000, f"1{NBSP}000"),
        (1234567, f"1{NBSP}234{NBSP}567"),
        (-4000, f"-4{NBSP}000"),
    ],
)
def test_thousands(n: int, expected: str) -> None:
    assert group_thousands(n) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("la commune de Harnes", "La commune de Harnes"),
        ("écoles", "Écoles"),
        ("œuvre", "Œuvre"),
        ("à Lens", "À Lens"),
        ("îlot", "Îlot"),
        ("l’EAJE", "L’EAJE"),
        ("Caf", "Caf"),
    ],
)
def test_capitals(text: str, expected: str) -> None:
    assert capitalize_first(text) == expected


@given(names, elisions)
def test_a_bare_name_is_kept_whole(name: str, elision: bool | None) -> None:
    assert with_a(name) == f"à {name}"
    expected = {True: [f"d’{name}"], False: [f"de {name}"], None: [f"d’{name}", f"de {name}"]}[elision]
    assert with_de(name, elision) in expected


@given(articles, names, elisions)
def test_an_article_contracts_or_stays(article: str, name: str, elision: bool | None) -> None:
    kept = article.replace("'", "’")
    of = {"le": "du ", "les": "des "}.get(article.strip().lower(), f"de {kept}")
    at = {"le": "au ", "les": "aux "}.get(article.strip().lower(), f"à {kept}")
    assert with_de(article + name, elision) == of + name
    assert with_a(article + name) == at + name


@given(names)
def test_elision_does_not_depend_on_how_letters_are_typed(name: str) -> None:
    expected = with_de(name)
    assert with_de(name.replace("’", "'")) == expected
    assert unicodedata.normalize("NFC", with_de(unicodedata.normalize("NFD", name))) == expected
    assert with_de(name.upper()).upper() == expected.upper()


@given(
    st.sampled_from(["commune", "communauté d'agglomération", "syndicat mixte", "EPCI", "la régie"]),
    names,
    elisions,
)
def test_a_designation_is_a_noun_that_de_and_a_take(denomination: str, name: str, elision: bool | None) -> None:
    text = designation(denomination, name, elision)
    assert text.startswith(("la ", "le ", "l’"))
    assert text.endswith(" " + with_de(name, elision))
    assert with_de(text).startswith(("de la ", "du ", "de l’"))
    assert with_a(text).startswith(("à la ", "au ", "à l’"))


@given(st.text(alphabet="aeéhlLsy 'œ’-", max_size=12), elisions)
def test_no_space_is_added_and_no_straight_apostrophe_left(text: str, elision: bool | None) -> None:
    text = " ".join(text.split())
    for result in (with_de(text, elision), with_a(text), designation("commune", text, elision)):
        assert "  " not in result
        assert "'" not in result
        assert result == result.strip()


@given(st.text())
def test_a_capital_is_set_once_and_nothing_else_moves(text: str) -> None:
    once = capitalize_first(text)
    assert capitalize_first(once) == once
    assert once.endswith(text[1:])


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_date_reads_back(day: date) -> None:
    assert calendar_date(date_words(day).replace(NBSP, " ")) == day
    assert " " not in date_words(day)


@given(st.integers())
def test_grouped_digits_read_back(n: int) -> None:
    first, *others = group_thousands(n).lstrip("-").split(NBSP)
    assert 1 <= len(first) <= 3
    assert all(len(group) == 3 for group in others)
    assert int(group_thousands(n).replace(NBSP, "")) == n


def test_each_number_has_its_own_words() -> None:
    assert len({number_words(n) for n in range(100)}) == 100
    assert {n for n in range(100) if number_words(n) != number_words(n, feminine=True)} == {
        1, 21, 31, 41, 51, 61, 81,
    }  # fmt: skip

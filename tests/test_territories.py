"""Territories of every size and name, each stated as a dict."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from drafts import built, under, written
from real import squeezed
from wordfile import W, WordFile, rows_of

from assembler.build.convention import Tools
from assembler.model.place import Problem, Problems

NAMES = [
    "Arras", "Achicourt", "Beaurains", "Dainville", "Hénin-sur-Cojeul", "Le Sars",
    "Les Rues-des-Vignes", "La Herlière", "Hem", "Œuf-en-Ternois", "Ytres", "Wancourt",
]  # fmt: skip
DE = {
    "Arras": "d’Arras",
    "Achicourt": "d’Achicourt",
    "Beaurains": "de Beaurains",
    "Dainville": "de Dainville",
    "Hénin-sur-Cojeul": "d’Hénin-sur-Cojeul",
    "Le Sars": "du Sars",
    "Les Rues-des-Vignes": "des Rues-des-Vignes",
    "La Herlière": "de La Herlière",
    "Hem": "de Hem",
    "Œuf-en-Ternois": "d’Œuf-en-Ternois",
    "Ytres": "d’Ytres",
    "Wancourt": "de Wancourt",
}


def member(name: str, rank: int) -> dict[str, Any]:
    """A commune with everything of its own."""
    return {
        "nom": name,
        "competences": [f"Compétence A{rank}", f"Compétence B{rank}"],
        "equipements": [{"type": "ALSH", "nom": f"Centre {rank}", "adresse": f"{rank} rue Haute"}],
        "donnees": f"essai/{rank}.csv",
        "deliberation": {
            "numero": f"2026-{rank:03}",
            "date": f"2026-03-{rank:02}",
            "transmission": f"2026-04-{rank:02}",
        },
        "signataire": {"nom": f"Personne {rank}"},
    } | ({"elision": "non"} if name == "Hem" else {})


def epci(*members: dict[str, Any], **keys: Any) -> dict[str, Any]:
    own = {"type": "epci", "nom": "Arras", "denomination": "communauté urbaine", "communes": list(members)}
    return {"territoire": {**own, **keys}}


def figures(rank: int) -> str:
    return f"code;annee;valeur;variation\nhabitants;2020;{1000 + rank};+1,{rank % 10} %\nnaissances;2020;{rank};\n"


def refused(tools: Tools, folder: Path, given: dict[str, Any]) -> list[Problem]:
    with pytest.raises(Problems) as caught:
        built(tools, folder, given)
    return list(caught.value.problems)


# --- twelve communes -------------------------------------------------------------------


@pytest.fixture(scope="module")
def twelve(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> WordFile:
    members = [member(name, rank) for rank, name in enumerate(NAMES, 1)]
    given = epci(*members) | {"diagnostic": {"reference": "communs/departement-2020.csv"}}
    files = {f"essai/{rank}.csv": figures(rank) for rank in range(1, 13)}
    return written(tools, tmp_path_factory.mktemp("epci"), given, files)


def test_the_intercommunality_is_the_territory(twelve):
    assert "La communauté urbaine d’Arras" in twelve.lines[:10]
    assert "Article 3 – Les champs d’intervention de la communauté urbaine d’Arras" in twelve.lines


def test_each_commune_has_its_competences(twelve):
    for rank, name in enumerate(NAMES, 1):
        lines = under(twelve, f"La commune {DE[name]}")
        assert lines[-2:] == [f"Compétence A{rank}", f"Compétence B{rank}"]
        assert lines[0].startswith(f"La commune {DE[name]} ")


def test_each_commune_has_its_equipments_in_one_table(twelve):
    (table,) = [rows_of(t) for t in twelve.tables() if rows_of(t)[0][0] == "Collectivité"]
    assert table == [
        ["Collectivité", "Type de structure", "Nom et adresse de la structure"],
        *([name, "ALSH", f"Centre {rank} {rank} rue Haute"] for rank, name in enumerate(NAMES, 1)),
    ]


def test_each_commune_has_its_figures(twelve):
    for rank, name in enumerate(NAMES, 1):
        tables = [rows_of(t) for t in twelve.section(f"Données {DE[name]}") if t.tag == f"{W}tbl"]
        rows = [[squeezed(cell) for cell in row] for table in tables for row in table[1:]]
        assert [row[:3] for row in rows] == [
            ["Nombre d’habitants (Insee)", "2020", f"1 0{rank:02}"],
            [rows[1][0], "2020", str(rank)],
        ]
        assert rows[0][3:] == [f"+1,{rank % 10} %", "1 466 743", "+0,1 %"]
        assert all(name in table[0] for table in tables)
        assert "Pas-de-Calais (2018)" in map(squeezed, tables[0][0])


def test_each_commune_has_its_deliberation(twelve):
    number = next(text for _, text in twelve.headings() if text.endswith(" – Délibération"))
    lines = under(twelve, number)
    for rank, name in enumerate(NAMES, 1):
        at = lines.index(f"La commune {DE[name]}")
        day = "1er" if rank == 1 else str(rank)
        assert lines[at + 1].startswith(f"Délibération n° 2026-{rank:03} du {day} mars 2026")
        assert f"{day} avril 2026" in lines[at + 1]


def test_each_commune_signs(twelve):
    last = next(rank for rank, t in enumerate(twelve.tables()) if rows_of(t)[0][-1] == "La commune de Wancourt")
    tables = map(rows_of, twelve.tables()[last - 4 : last + 1])
    cells = [squeezed(f"{body} {person}") for rows in tables for body, person in zip(*rows, strict=True)]
    assert cells[0].startswith("Caisse d’Allocations Familiales du Pas-de-Calais")
    assert cells[1].startswith("La communauté urbaine d’Arras")
    assert cells[2:] == [f"La commune {DE[name]} Le Maire Personne {rank}" for rank, name in enumerate(NAMES, 1)]


def test_the_text_speaks_of_several_collectivities(twelve):
    title = next(text for _, text in twelve.headings() if text.startswith("Annexe 2 – "))
    assert title.endswith("soutenus par les collectivités locales")
    assert "les collectivités signataires" in " ".join(twelve.lines)


# --- how many --------------------------------------------------------------------------


def test_fifty_communes(tools, tmp_path):
    file = written(tools, tmp_path, epci(*({"nom": f"Commune{n}"} for n in range(1, 51))))
    signed = [cell for table in file.tables() for row in rows_of(table) for cell in row if "Le Maire" in cell]
    assert len(signed) == 50
    assert len([text for _, text in file.headings() if text.startswith("La commune de Commune")]) >= 50


def test_fifty_one_communes_are_refused(tools, tmp_path):
    (problem,) = refused(tools, tmp_path, epci(*({"nom": f"Commune{n}"} for n in range(1, 52))))
    assert "50" in problem.message and problem.place.file.name == "essai.yaml"


# --- names -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("territory", "designation", "genitive"),
    [
        ({"nom": "Le Havre"}, "La commune du Havre", "de la commune du Havre"),
        ({"nom": "Les Mureaux"}, "La commune des Mureaux", "de la commune des Mureaux"),
        ({"nom": "La Réunion", "denomination": "région"}, "La région de La Réunion", "de la région de La Réunion"),
        ({"nom": "Arras", "denomination": "ville"}, "La ville d’Arras", "de la ville d’Arras"),
        ({"nom": "Hénin-Beaumont"}, "La commune d’Hénin-Beaumont", "de la commune d’Hénin-Beaumont"),
        (
            {"nom": "Hénin-Beaumont", "elision": "non"},
            "La commune de Hénin-Beaumont",
            "de la commune de Hénin-Beaumont",
        ),
        ({"nom": "L'Haÿ-les-Roses"}, "La commune de L’Haÿ-les-Roses", "de la commune de L’Haÿ-les-Roses"),
        (
            {"nom": "L'Artois", "denomination": "syndicat mixte", "type": "epci"},
            "Le syndicat mixte de L’Artois",
            "du syndicat mixte de L’Artois",
        ),
        (
            {"nom": "Arras", "type": "epci"},
            "L’intercommunalité d’Arras",
            "de l’intercommunalité d’Arras",
        ),
    ],
    ids=lambda value: value["nom"] if isinstance(value, dict) else "",
)
def test_the_name_takes_its_article_everywhere(tools, tmp_path, territory, designation, genitive):
    given = {"territoire": territory, "signature": {"lieu": territory["nom"]}}
    file = written(tools, tmp_path, given)
    text = "\n".join(map(squeezed, file.lines))
    name = territory["nom"].replace("'", "’")
    assert file.lines.index(designation) < 5
    assert f"Article 3 – Les champs d’intervention {genitive}" in text
    for wrong in (f"de {name}", f"à {name}", f"d’{name}"):
        assert wrong in (genitive[-len(wrong) :], _at(name)) or wrong not in text
    assert squeezed(f"Fait {_at(name)},") in text
    assert "'" not in text


def _at(name: str) -> str:
    for article, contracted in (("Le ", "au "), ("Les ", "aux ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"à {name}"

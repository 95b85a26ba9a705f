"""From a tree to the convention's types: places, empty values, and every error told in French."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler.model.convention import Commune, Convention, Saisie, Territoire
from assembler.model.place import Place, Problems
from assembler.readers.typed import build
from assembler.readers.yaml_tree import Entry, Mapping, Node, Scalar, Sequence, read_tree

BASE = """\
caf:
  nom: Caf du Nord
  nom_complet: Caisse d'allocations familiales du Nord
  departement: {nom: Nord, article: le}
territoire:
  nom: Lille
periode: {debut: 2023-01-01, fin: 31/12/2026}
"""

# what follows BASE (8 lines on), line, column, fragment of the message, fragment of the hint
REFUSED = [
    ("gouvernence:\n  animation: x", 8, 1, "« gouvernence » n’est pas connue", "« gouvernance »"),
    ("Signature:\n  lieu: x", 8, 1, "« Signature »", "« signature »"),
    ("signature:\n  zzz: 1", 9, 3, "« zzz »", "Clés possibles : « lieu », « date »"),
    ("zzz:", 8, 1, "« zzz »", "Clés possibles"),
    ("fiches:\n  - titre: x", 9, 5, "« id » manque", "« id: … » (identifiant)"),
    ("fiches:\n  - id:\n    titre: x", 9, 5, "« id » n’a pas de valeur", "« id: … »"),
    (
        "intervention:\n  competences:\n    - Petite enfance : accueil",
        10,
        7,
        "deux-points",
        '- "Petite enfance : accueil"',
    ),
    ("enjeux:\n  themes:\n    - objectifs:\n      - Agir: vite", 11, 9, "deux-points", '- "Agir: vite"'),
    ("signature:\n  lieu: [à préciser]", 9, 9, "c’est une liste", 'lieu: "[à préciser]"'),
    ("intervention:\n  texte:\n    - a\n    - b", 10, 5, "c’est une liste", "texte: |\n  - a"),
    ("signature:\n  exemplaires: deux", 9, 16, "« deux » n’en est pas un", "exemplaires: 2"),
    ("signature:\n  exemplaires: 3 ex.", 9, 16, "nombre entier", "exemplaires: 3"),
    ("signature:\n  date: bientôt", 9, 9, "Une date est attendue", "date: 2023-01-31"),
    ("signature:\n  date: 2023-02-30", 9, 9, "n’existe pas", "Février 2023 compte 28 jours"),
    ("signature:\n  date: 31 avril 2024", 9, 9, "n’existe pas", "Avril 2024 compte 30 jours"),
    ("signature:\n  date: 2023-13-01", 9, 9, "n’existe pas", "mois vont de 1 à 12"),
    ("annexes:\n  - diagnostique", 9, 5, "« diagnostique »", "« diagnostic »"),
    ("annexes: diagnostic", 8, 10, "Une liste est attendue", "annexes:\n  - diagnostic"),
    ("signature: x", 8, 12, "« x » est un texte", "« .yaml »"),
    ("signature:\n  - x", 9, 3, "c’est une liste", "Clés possibles"),
    ("clauses: x", 8, 10, "« clé: valeur »", "clauses:\n  clé: valeur"),
    ("clauses:\n  l'objet: 2022-01", 9, 3, "identifiant", "l-objet"),
    ("fiches:\n  - id: Petite enfance", 9, 9, "identifiant", "id: petite-enfance"),
    ("diagnostic:\n  contexte:\n    - tableau: x", 10, 16, "groupe de clés", "« .csv »"),
]


def straight(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def written(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "essai.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def refusal(tmp_path: Path, content: str, model: type[Saisie] = Convention) -> Problems:
    with pytest.raises(Problems) as raised:
        build(model, read_tree(written(tmp_path, content)))
    return raised.value


@pytest.mark.parametrize(("more", "line", "column", "message", "hint"), REFUSED, ids=[c[0][:30] for c in REFUSED])
def test_an_error_is_told_with_its_place_and_mend(
    tmp_path: Path, more: str, line: int, column: int, message: str, hint: str
) -> None:
    (problem,) = refusal(tmp_path, BASE + more).problems
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (line, column)
    assert message in straight(problem.message)
    assert hint in straight(problem.hint)


def test_a_wrong_word_shows_the_possible_ones(tmp_path: Path) -> None:
    (problem,) = refusal(tmp_path, "nom: x\ntype: ville\n", Territoire).problems
    assert "« commune » ou « epci »" in straight(problem.hint)


def test_every_missing_key_is_told(tmp_path: Path) -> None:
    found = [straight(p.message) for p in refusal(tmp_path, "enjeux:\n").problems]
    assert found == ["La clé « caf » manque.", "La clé « territoire » manque.", "La clé « periode » manque."]


def test_no_message_is_in_english(tmp_path: Path) -> None:
    text = "; ".join(p.message + p.hint for case in REFUSED for p in refusal(tmp_path, BASE + case[0]).problems)
    assert not re.search(r"\b(input|should|valid|field|extra|must)\b", text, re.IGNORECASE)


def test_too_many_members_are_counted(tmp_path: Path) -> None:
    many = "".join(f"  - nom: c{i}\n" for i in range(51))
    (problem,) = refusal(tmp_path, f"nom: x\ntype: epci\ncommunes:\n{many}", Territoire).problems
    assert "51, pour 50 au plus" in problem.message


def test_an_empty_value_is_an_absent_key(tmp_path: Path) -> None:
    commune, _ = build(Commune, read_tree(written(tmp_path, "nom: x\ngentile:\ntexte: # plus tard\ncompetences:\n")))
    assert (commune.gentile, commune.texte, commune.competences) == (None, None, ())


def test_empty_items_are_dropped_and_places_follow(tmp_path: Path) -> None:
    commune, places = build(Commune, read_tree(written(tmp_path, "nom: x\ncompetences:\n  -\n  - a\n  -\n  - b\n")))
    assert commune.competences == ("a", "b")
    assert [places.at("competences", i).line for i in (0, 1)] == [4, 6]


def test_an_empty_cell_keeps_its_column(tmp_path: Path) -> None:
    rows = "\n            - - 1\n              -\n              - 3\n"
    more = f"diagnostic:\n  contexte:\n    - tableau:\n        colonnes: [a, b, c]\n        lignes:{rows}"
    convention, _ = build(Convention, read_tree(written(tmp_path, BASE + more)))
    assert convention.diagnostic and convention.diagnostic.contexte[0].tableau
    assert convention.diagnostic.contexte[0].tableau.lignes == (("1", "", "3"),)


def test_a_place_falls_back_to_the_nearest_parent(tmp_path: Path) -> None:
    _, places = build(Convention, read_tree(written(tmp_path, BASE)))
    assert (places.at("caf", "nom").line, places.at("caf", "nom").column) == (2, 8)
    assert places.at("caf", "sdsf", "axes", 3).line == 2
    assert places.at("signature").line == 1
    assert places.at().line == 1


@pytest.mark.parametrize(
    ("value", "line", "column"),
    [
        ("un deux", 2, 11),
        ("'un deux'", 2, 12),
        ("|\n  un\n  un deux", 4, 6),
        (">\n  un\n  un deux", 3, 3),
        ('"un\\nun deux"', 2, 9),
        ("un\n  un deux", 2, 8),
    ],
)
def test_a_place_inside_a_text(tmp_path: Path, value: str, line: int, column: int) -> None:
    """To the character where the lines of the text are those of the file; else where the text begins."""
    commune, places = build(Commune, read_tree(written(tmp_path, f"nom: x\ntexte: {value}\n")))
    assert commune.texte
    place = places.within(("texte",), commune.texte, commune.texte.index("deux"))
    assert (place.line, place.column) == (line, column)


def test_empty_items_have_a_place(tmp_path: Path) -> None:
    _, places = build(Commune, read_tree(written(tmp_path, "nom: x\ncompetences:\n  - a\n  -\n  - ''\n  - b\n")))
    assert [place.line for place in places.empty_items()] == [4, 5]


SPOT = Place(Path("essai.yaml"), 1, 1)
KEYS = sorted({*Convention.model_fields, *Territoire.model_fields, "themes", "objectifs", "id", "tableau", "lignes"})
texts = st.sampled_from(["", "oui", "2023-02-30", "99", "a b", "x.yaml"]) | st.text(max_size=5)


def mapping(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    entries = st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), children, max_size=5)
    return entries.map(lambda found: Mapping(tuple(Entry(k, SPOT, v) for k, v in found.items()), SPOT))


def sequence(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.lists(children, max_size=3).map(lambda items: Sequence(tuple(items), SPOT))


scalars: st.SearchStrategy[Node] = st.builds(Scalar, texts, st.just(SPOT), st.booleans())
trees = st.recursive(scalars, lambda inner: mapping(inner) | sequence(inner), max_leaves=20)


@given(mapping(trees) | trees)
def test_any_tree_gives_a_value_or_located_problems(tree: Node) -> None:
    try:
        build(Convention, tree)
    except Problems as refused:
        assert all(p.message and p.place for p in refused.problems)

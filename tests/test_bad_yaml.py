"""Input files that cannot be read or typed: what `assemble` says of them, and where."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from trials import CAF, MAIN, PERIOD, PLACE, START, put

Refused = Callable[..., str]

# the main file; line:column; what is said; how to mend it
WRONG = {
    "unquoted colon": (START + "deliberation: {texte: x}\nsignature:\n  lieu: Lens : mairie\n", "6:14", "deux-points",
                       'lieu: "Lens : mairie"'),
    "cut short": (START + "signature: {lieu: Lens,\n", "4:24", "s’arrête au milieu", "accolade"),
    "unclosed quote": (START + 'signature:\n  lieu: "Lens\n', "5:9", "jamais fermé", 'lieu: "Lens"'),
    "tab as indent": (START + "signature:\n\tlieu: Lens\n", "5:1", "tabulation", "espaces ordinaires"),
    "lost after a hash": (START + "signature:\n  lieu: Fiche # 2\n", "5:9", "« # 2 » serait perdue",
                          'lieu: "Fiche # 2"'),
    "duplicate key": (START + PLACE, "4:1", "« territoire » est donnée deux fois", "ligne 2, colonne 1"),
    "unknown key": (START + "signatures: {lieu: Lens}\n", "4:1", "« signatures » n’est pas connue", "« signature » ?"),
    "unknown deep key": (CAF + "territoire:\n  nom: Lens\n  gentil: Lensois\n" + PERIOD, "4:3", "« gentil »",
                         "« gentile » ?"),
    "nothing near": (START + "zzz: 1\n", "4:1", "« zzz » n’est pas connue", "Clés possibles"),
    "missing key": (CAF + PLACE, "1:1", "La clé « periode » manque", "Ajoutez la ligne « periode: … »"),
    "text for a group": (CAF + "territoire: Harnes\n" + PERIOD, "2:13", "groupe de clés est attendu", "« nom »"),
    "text for a list": (START + "annexes: diagnostic\n", "4:10", "Une liste est attendue", "- diagnostic"),
    "list for a text": (START + "signature: {lieu: [Lens, Harnes]}\n", "4:19", "Un texte est attendu",
                        '"[Lens, Harnes]"'),
    "text for a number": (START + "signature: {exemplaires: deux}\n", "4:26", "« deux »", "en chiffres"),
    "number with a unit": (START + "signature: {exemplaires: 2 originaux}\n", "4:26", "entier", "exemplaires: 2"),
    "unknown choice": (START + "annexes: [diagnostik]\n", "4:11", "« diagnostik »", "« diagnostic » ?"),
    "impossible date": (CAF + PLACE + "periode: {debut: 2023-02-30, fin: 2026-12-31}\n", "3:18",
                        "« 2023-02-30 » n’existe pas au calendrier", "Février 2023 compte 28 jours"),
    "impossible month": (CAF + PLACE + "periode: {debut: 2023-13-01, fin: 2026-12-31}\n", "3:18", "« 2023-13-01 »",
                         "Les mois vont de 1 à 12"),
    "not a date": (CAF + PLACE + "periode: {debut: bientôt, fin: 2026-12-31}\n", "3:18", "Une date est attendue",
                   "2023-01-31"),
    "period reversed": (CAF + PLACE + "periode: {debut: 2026-12-31, fin: 2023-01-01}\n", "3:35",
                        "La période finit avant d’avoir commencé", "les deux dates"),
    "alias": (START + "signature: {lieu: *lens}\n", "4:19", "alias", "guillemets"),
    "anchor": (START + "signature: {lieu: &lens Lens}\n", "4:19", "ancre", "guillemets"),
    "tag": (START + "signature: {lieu: !!python/object:os.system x}\n", "4:19", "étiquette", ""),
    "two documents": (START + "---\n" + START, "4:1", "plusieurs documents", "« --- »"),
    "control character": (START + "signature: {lieu: Le\x08ns}\n", "4:21", "U+0008", "Effacez-le"),
    "control escape": (START + 'signature: {lieu: "Le\\x08ns"}\n', "4:19", "U+0008", "Retirez"),
    "null character": (START + "signature: {lieu: \x00}\n", "4:19", "U+0000", "Effacez-le"),
    "unknown fiche": (START + "enjeux: {themes: [{objectifs: [{fiche: lointaine}]}]}\n", "4:40",
                      "Aucune fiche ne porte l’identifiant « lointaine »", "Ajoutez-la"),
    "fiche given twice": (START + "fiches:\n- id: a\n- id: a\n", "6:7", "l’identifiant « a »", "ligne 5"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "where", "said", "mend"), WRONG.values(), ids=WRONG)
def test_a_wrong_value_is_named_with_its_place_and_its_mend(
    workspace: Path, refused: Refused, text: str, where: str, said: str, mend: str
) -> None:
    put(workspace, MAIN, text)
    output = refused()
    assert "1 erreur." in output
    (line,) = [line for line in output.splitlines() if line.startswith(f"{MAIN}:{where} : ")]
    assert said in line
    assert mend in output


# the bytes of the main file; its place as shown; what is said
UNREADABLE = {
    "empty": (b"", MAIN, "Le fichier est vide"),
    "only comments": ("# à écrire\n".encode(), MAIN, "Le fichier est vide"),
    "a text alone": (b"Harnes\n", f"{MAIN}:1:1", "Un groupe de clés est attendu"),
    "latin-1": (START.encode() + "signature: {lieu: Béthune}\n".encode("latin-1"), f"{MAIN}:4:20", "en UTF-8"),
    "utf-16": (START.encode("utf-16"), f"{MAIN}:1:1", "UTF-16"),
    "a Word file": (b"PK\x03\x04\x14\x00\x06\x00", f"{MAIN}:1:3", "Caractère invisible interdit (U+0003)"),
}


@pytest.mark.parametrize(("data", "place", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_file_is_named(workspace: Path, refused: Refused, data: bytes, place: str, said: str) -> None:
    put(workspace, MAIN, data)
    output = refused()
    assert any(line.startswith(f"{place} : ") and said in line for line in output.splitlines()), output


def test_a_mark_before_the_text_is_no_error(workspace: Path, assemble: Callable[..., object]) -> None:
    """Notepad writes one."""
    put(workspace, MAIN, b"\xef\xbb\xbf" + START.encode())
    assert assemble("essai.yaml").status == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [MAIN, "inputs/fiche.yaml", "inputs/table.csv", "inputs/chiffres.csv"])
def test_a_huge_file_is_refused_unread(workspace: Path, refused: Refused, name: str) -> None:
    put(workspace, MAIN, START + "fiches: [fiche.yaml]\nequipements: {offre: [{tableau: table.csv}]}\n"
        "diagnostic: {donnees: chiffres.csv}\netape: deliberation\n")  # fmt: skip
    put(workspace, "inputs/fiche.yaml", "id: a\n")
    put(workspace, "inputs/table.csv", "a;b\n")
    put(workspace, "inputs/chiffres.csv", "code;annee;valeur;variation\n")
    with put(workspace, name, b"").open("wb") as file:
        file.truncate(50_000_000)  # sparse: it takes no room on the disk
    output = refused()
    assert f"{name} : Le fichier est trop gros : 50,0 Mo, pour 5 Mo au plus." in output


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{previous}'] * 9)}]\n"
    for previous, name in zip("abcdefgh", "bcdefghi", strict=True)
)
DEEP = {
    "brackets": "signature: " + "[" * 20_000,
    "braces": "signature: " + "{a: " * 20_000,
    "lines": "".join(" " * depth + "a:\n" for depth in range(2_000)),
    "closed": "signature: " + "[" * 20_000 + "]" * 20_000,
}


def test_an_alias_bomb_does_not_burst(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, START + BOMB)
    started = time.monotonic()
    output = refused()
    assert time.monotonic() - started < 5
    assert f"{MAIN}:4:4 : Une ancre YAML (« & ») n’est pas admise." in output
    assert f"{MAIN}:5:8 : Un alias YAML (« * ») n’est pas admis." in output
    assert len(output) < 50_000


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_nesting_is_refused_where_it_goes_too_deep(workspace: Path, refused: Refused, text: str) -> None:
    put(workspace, MAIN, START + text)
    started = time.monotonic()
    output = refused()
    assert time.monotonic() - started < 5
    (line,) = [line for line in output.splitlines() if "Trop de niveaux imbriqués" in line]
    assert line.startswith(f"{MAIN}:")


def test_all_errors_of_a_file_come_at_once_in_its_order(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, CAF + "territoire: {nom: Lens, gentil: Lensois}\n"
        "periode: {debut: 2026-13-01, fin: 2023-01-01}\nsignature: {exemplaires: deux}\nzzz: 1\n")  # fmt: skip
    output = refused()
    assert "4 erreurs." in output
    places = [line.split(" : ")[0] for line in output.splitlines() if line.startswith(MAIN)]
    assert places == [f"{MAIN}:2:25", f"{MAIN}:3:18", f"{MAIN}:4:26", f"{MAIN}:5:1"]


def test_errors_of_the_main_file_a_fiche_and_tables_come_at_once(workspace: Path, refused: Refused) -> None:
    put(workspace, MAIN, START + "zzz: 1\nfiches: [fiche.yaml, absente.yaml]\n"
        "equipements: {offre: [{tableau: table.csv}]}\n")  # fmt: skip
    put(workspace, "inputs/fiche.yaml", "id: a\ntitre: b : c\n")
    put(workspace, "inputs/table.csv", "École;Élèves\nPasteur;12;de trop\n")
    output = refused()
    assert "4 erreurs." in output
    for place in (f"{MAIN}:4:1", f"{MAIN}:5:22", "inputs/fiche.yaml:2:10", "inputs/table.csv:2:12"):
        assert f"\n{place} : " in output

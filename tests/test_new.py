"""`assemble new`: a skeleton that is right at once, holds every key of the model, and replaces nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from test_schema import SCHEMAS, EditorLoader
from trials import put, straight

from assembler.build.start import Request, new_input
from assembler.build.workspace import Workspace
from assembler.model.convention import Convention, Ligne, Signature, Suivie, champ
from assembler.model.place import Problems
from assembler.readers import shapes
from assembler.readers.convention import read_convention
from assembler.readers.shapes import Shape

Assemble = Callable[..., Any]

BEGUN = {
    "commune": (),
    "epci": ("--epci",),
    "options": ("--denomination", "ville", "--debut", "01/09/2027", "--fin", "2030-08-31"),
    "caf named": ("--caf", "pas-de-calais"),
}
OPTIONAL_KEY = re.compile(r"^( *)#(?=[^ #])", re.MULTILINE)
FIRST_LINES = ("caf: communs/pas-de-calais.yaml", "    - titre: Petite enfance")
"""Where points about the whole file and about all themes stand."""
EMPTY = re.compile(r"\s*(?:- )?[a-z_]+:|\s*-")


ONE_POINT = ("date:", "transmission:")
"""Of a deliberation that isn't there at all, one point is made, at its number."""


def is_left_empty(lines: list[str], number: int) -> bool:
    """Is this line (from 1) a key in use that nothing follows, or an item without text?"""
    line = lines[number - 1]
    following = next((each for each in lines[number:] if each.strip() and not each.lstrip().startswith("#")), "")
    return bool(EMPTY.fullmatch(line)) and indent(following) <= indent(line)


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))


def begin(workspace: Path, **options: Any) -> str:
    _, text = new_input(Workspace(workspace), Request(**{"name": "arras", "nom": "Arras", **options}), date(2026, 5, 4))
    return text


@pytest.fixture
def stored(workspace: Path) -> Callable[..., Path]:
    """Put a skeleton in the workspace, optionally changed."""

    def call(change: Callable[[str], str] = str, **options: Any) -> Path:
        (workspace / "inputs/arras.yaml").unlink(missing_ok=True)
        return put(workspace, "inputs/arras.yaml", change(begin(workspace, **options)))

    return call


# --- right at once ---------------------------------------------------------------------


@pytest.mark.parametrize("options", BEGUN.values(), ids=BEGUN)
def test_what_is_begun_assembles_at_once_as_a_draft(workspace: Path, assemble: Assemble, options: tuple[str]) -> None:
    result = assemble("new", "arras", "--nom", "Arras", *options)
    assert result.status == 0, result.output
    assert straight(result.output).startswith("Écrit : inputs/arras.yaml\n")
    assert "assemble check arras.yaml" in result.output
    built = assemble("arras.yaml", "--strict")
    assert built.status == 0, built.output
    assert (workspace / "out/arras/convention.docx").is_file()


@pytest.mark.parametrize("epci", [False, True])
def test_the_check_names_what_is_left_empty_and_nothing_else(
    stored: Callable[..., Path], assemble: Assemble, epci: bool
) -> None:
    lines = stored(epci=epci).read_text(encoding="utf-8").split("\n")
    result = assemble("check", "arras.yaml", "--etape", "publiee", "--format", "json")
    assert result.status == 1, result.output
    own = [each for each in json.loads(result.output) if each["file"] == "inputs/arras.yaml"]
    assert own
    for each in own:
        line = lines[each["line"] - 1]
        assert EMPTY.fullmatch(line) or "[à compléter" in line or line in FIRST_LINES, f"{line}: {each['message']}"
    named = {each["line"] for each in own}
    for number, line in enumerate(lines, 1):
        assert number in named or not is_left_empty(lines, number) or line.strip() in ONE_POINT, f"{number}: {line}"


@pytest.mark.parametrize("epci", [False, True])
def test_the_editor_finds_nothing_to_underline(workspace: Path, epci: bool) -> None:
    value = yaml.load(begin(workspace, epci=epci), EditorLoader)
    found = jsonschema.Draft202012Validator(SCHEMAS["convention.json"]).iter_errors(value)
    assert [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found] == []


def test_two_example_communes_are_there_to_be_copied(workspace: Path, stored: Callable[..., Path]) -> None:
    source = read_convention(stored(epci=True), workspace)
    territory = source.convention.territoire
    assert territory.type == "epci"
    assert len(territory.communes) == 2
    assert read_convention(stored(), workspace).convention.territoire.communes == ()


def test_a_copied_commune_is_one_more(workspace: Path, stored: Callable[..., Path]) -> None:
    def copied(text: str) -> str:
        start = text.index('    - nom: "[à compléter : nom de la seconde')
        end = text.index("\n\n", start) + 1
        return text[:end] + text[start:end] + text[end:]

    assert len(read_convention(stored(copied, epci=True), workspace).convention.territoire.communes) == 3


# --- every key -------------------------------------------------------------------------


def uncommented(text: str) -> str:
    """The skeleton with every optional key in use."""
    return OPTIONAL_KEY.sub(r"\1", text)


def written_groups(value: Any, shape: Shape) -> Iterator[tuple[type, list[str]]]:
    """Each group of keys of a skeleton, with its model."""
    if isinstance(value, dict):
        if shape.model:
            yield shape.model, list(value)
        for name, inner in value.items():
            yield from written_groups(inner, shape.at_key(name))
    elif isinstance(value, list):
        for inner in value:
            yield from written_groups(inner, shape.at_item())


def models_below(shape: Shape, found: set[type]) -> set[type]:
    inner = [shape.item, shape.value, *shape.keys().values()]
    if shape.model:
        found.add(shape.model)
    for each in inner:
        if each and (each.model is None or each.model not in found):
            models_below(each, found)
    return found


@pytest.mark.parametrize("epci", [False, True])
def test_every_key_of_the_model_is_there_in_its_order(workspace: Path, epci: bool) -> None:
    value = yaml.load(uncommented(begin(workspace, epci=epci)), yaml.BaseLoader)
    first: dict[type, list[str]] = {}
    for model, keys in written_groups(value, Shape(model=Convention)):
        first.setdefault(model, keys)
    told_elsewhere = {"Caf", "Departement", "Sdsf", "AxeCog", "Cog", "Tableau"} | (set() if epci else {"Commune"})
    expected = {m for m in models_below(Shape(model=Convention), set()) if m.__name__ not in told_elsewhere}
    assert {model.__name__ for model in expected} == {model.__name__ for model in first}
    for model, keys in first.items():
        if model.__name__ == "Objectif":  # its key in use comes first and carries the dash
            assert sorted(keys) == sorted(model.model_fields)
        else:
            assert keys == sorted(model.model_fields, key=Suivie.model_fields.__contains__), model.__name__


class GrownSignature(Signature):
    parapheur: Ligne | None = champ("parapheur", "Nom du parapheur électronique.")
    visas: Ligne | None = champ("visas", "Facultatif : visas.")


def test_a_key_that_the_model_gains_appears_by_itself(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = shapes._fields
    grown = {Signature: GrownSignature}
    monkeypatch.setattr(shapes, "_fields", lambda model: fields(grown.get(model, model)))
    monkeypatch.setattr(Signature, "__pydantic_fields__", GrownSignature.model_fields)
    text = begin(workspace)
    assert "\n  # Nom du parapheur électronique.\n  parapheur:\n" in text
    assert "\n  #visas:\n" in text


def test_optional_keys_put_in_use_are_known_to_the_reader(stored: Callable[..., Path], refused: Any) -> None:
    """Only their missing values are told."""
    stored(uncommented, epci=True)
    output = refused("arras.yaml")
    told = re.findall(r"^inputs/arras.yaml:\d+:\d+ : (.*)$", output, re.MULTILINE)
    assert told
    assert all(re.match(r"La clé « \w+ » n’a pas de valeur|Cet objectif n’a ni texte ni fiche", each) for each in told)


def test_every_line_is_a_key_or_an_explanation_that_fits_the_screen(workspace: Path) -> None:
    for line in begin(workspace, epci=True).split("\n"):
        assert len(line) <= 120, line
        assert line == line.rstrip(), line
        if line.lstrip().startswith("# ") and "$schema" not in line and "presentation: |" not in line:
            assert not re.search(r"« | »| [:;?!](?:\s|$)", line), line


# --- what is known ---------------------------------------------------------------------


def test_the_period_is_the_next_five_years(workspace: Path, stored: Callable[..., Path]) -> None:
    period = read_convention(stored(), workspace).convention.periode
    assert (period.debut, period.fin) == (date(2027, 1, 1), date(2031, 12, 31))


@pytest.mark.parametrize(
    ("debut", "fin"),
    [("2028-02-29", "2033-02-28"), ("1er juillet 2027", "2032-06-30"), ("31/03/2027", "2032-03-30")],
)
def test_five_years_end_on_the_eve(workspace: Path, stored: Callable[..., Path], debut: str, fin: str) -> None:
    assert str(read_convention(stored(debut=debut), workspace).convention.periode.fin) == fin


def test_the_signatories_are_the_caf_and_the_territory(workspace: Path, stored: Callable[..., Path]) -> None:
    convention = read_convention(stored(nom="Le Touquet", denomination="ville"), workspace).convention
    assert convention.signature is not None
    caf, town = convention.signature.signataires
    assert (caf.organisme, caf.nom) == (convention.caf.nom_complet, convention.caf.directeur)
    assert (town.organisme, town.nom) == ("Ville du Touquet", None)


NAMES = ["L'Haÿ-les-Roses", "L’Isle d’Abeau", 'Dite "la Belle"', "A : b # c", "- tiret", "# dièse", "oui", "01004"]
NAMES += ["a\\b", "{{ x }}", "[x]", "Œuf & Cie", "'simple'", "\"'", "null", "@x", "|", "Saint-Ouen (93)"]


@pytest.mark.parametrize("nom", NAMES)
def test_any_name_is_read_back_as_typed(workspace: Path, stored: Callable[..., Path], nom: str) -> None:
    assert read_convention(stored(nom=nom), workspace).convention.territoire.nom == nom


def test_spaces_in_a_name_are_tidied(workspace: Path, stored: Callable[..., Path]) -> None:
    path = stored(nom="  Le \n Touquet ")
    assert read_convention(path, workspace).convention.territoire.nom == "Le Touquet"


def test_the_only_caf_is_taken_and_files_of_other_kinds_are_not(workspace: Path) -> None:
    put(workspace, "inputs/communs/brouillon.yaml", "caf: [\n")
    assert "\ncaf: communs/pas-de-calais.yaml\n" in begin(workspace)


def test_one_of_several_cafs_is_named(workspace: Path, assemble: Assemble, refused: Callable[..., str]) -> None:
    text = (workspace / "inputs/communs/pas-de-calais.yaml").read_text(encoding="utf-8")
    put(workspace, "inputs/communs/nord.yaml", text.replace("Pas-de-Calais", "Nord"))
    output = refused("new", "lille", "--nom", "Lille")
    assert "« communs/nord.yaml » et « communs/pas-de-calais.yaml »" in output
    assert "--caf communs/nord.yaml" in output
    for number, typed in enumerate(("nord", "communs/nord.yaml", "inputs/communs/nord.yaml")):
        assert assemble("new", f"lille{number}", "--nom", "Lille", "--caf", typed).status == 0
        made = (workspace / f"inputs/lille{number}.yaml").read_text(encoding="utf-8")
        assert "\ncaf: communs/nord.yaml\n" in made
        assert "Caisse d’Allocations Familiales du Nord" in made


# --- refused ---------------------------------------------------------------------------

# arguments; what is said; what is advised
REFUSED = {
    "taken": (("harnes", "--nom", "Harnes"), "inputs/harnes.yaml : Le fichier « harnes.yaml » existe", "autre nom"),
    "taken, with its ending": (("harnes.yaml", "--nom", "Harnes"), "« harnes.yaml » existe déjà", ""),
    "accents": (("Hénin-Beaumont", "--nom", "x"), "« Hénin-Beaumont » ne peut pas nommer", "new henin-beaumont --nom"),
    "spaces": (("Le Cœur d’Artois", "--nom", "x"), "ne peut pas nommer un fichier", "new le-coeur-d-artois --nom"),
    "a path": (("../arras", "--nom", "x"), "ne peut pas nommer un fichier", "new arras --nom"),
    "nothing but signs": (("_._", "--nom", "x"), "ne peut pas nommer un fichier", "new arras --nom"),
    "empty": (("", "--nom", "x"), "ne peut pas nommer un fichier", ""),
    "too long": (("a" * 61, "--nom", "x"), "60 signes au plus", ""),
    "Windows": (("con", "--nom", "x"), "Windows se réserve le nom « con »", "commune-con"),
    "no name": (("arras",), "Il manque le nom du territoire.", "--nom Arras"),
    "blank name": (("arras", "--nom", " "), "Il manque le nom du territoire.", "--nom Arras"),
    "invisible sign": (("arras", "--nom", "A\x07b"), "La valeur de --nom", "Tapez-la à nouveau"),
    "no date": (("arras", "--nom", "x", "--debut", "demain"), "--debut, « demain »", "--debut 2027-01-01"),
    "impossible date": (("arras", "--nom", "x", "--fin", "2027-02-30"), "--fin, « 2027-02-30 »", "--fin 01/01/2027"),
    "far date": (("arras", "--nom", "x", "--debut", "9999-01-01"), "--debut, « 9999-01-01 »", ""),
    "end first": (
        ("arras", "--nom", "x", "--debut", "2027-01-01", "--fin", "2026-12-31"),
        "finirait le 31/12/2026, avant d’avoir commencé le 01/01/2027",
        "Vérifiez --debut et --fin",
    ),
    "unknown CAF": (("arras", "--nom", "x", "--caf", "pas-de-calai"), "« pas-de-calai », est introuvable", "communs/"),
    "not a CAF": (("arras", "--nom", "x", "--caf", "indicateurs"), "n’est pas celui d’une Caf", "« communs/"),
    "CAF elsewhere": (("arras", "--nom", "x", "--caf", "/etc/hostname"), "introuvable dans l’espace de travail", ""),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "said", "advised"), REFUSED.values(), ids=REFUSED)
def test_what_can_not_be_begun_is_told(
    refused: Callable[..., str], arguments: tuple[str, ...], said: str, advised: str
) -> None:
    output = refused("new", *arguments)
    assert said in output
    assert advised in output


def test_all_that_is_wrong_is_told_at_once(refused: Callable[..., str]) -> None:
    assert "4 erreurs" in refused("new", "é", "--debut", "x", "--caf", "x")


@pytest.mark.parametrize("name", ["arras.yml", "arras.yaml"])
def test_a_link_that_leads_nowhere_is_not_replaced_either(workspace: Path, refused: Any, name: str) -> None:
    (workspace / "inputs" / name).symlink_to(workspace / "absent.yaml")
    assert f"Le fichier « {name} » existe déjà" in refused("new", "arras", "--nom", "Arras")


def test_without_a_caf_file_one_is_asked_for(workspace: Path) -> None:
    (workspace / "inputs/communs/pas-de-calais.yaml").unlink()
    with pytest.raises(Problems, match="Aucun fichier de Caf"):
        begin(workspace)

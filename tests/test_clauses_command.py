"""`assemble clauses`: the library listed, read, proven and approved, as its keeper does."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from trials import MAIN, START, edit, listing, put, straight

from assembler.build.library import clause_state, open_library
from assembler.build.workspace import Workspace
from assembler.readers.library import read_version

FIN = "clauses/fin/2023-01.md"
APPROVE = ("clauses", "approve", "fin@2023-01", "--par", "La directrice", "--reference", "Note 2026-12")
LIST_TITLES = ["Partie", "Clause", "Version", "Statut", "En vigueur", "Approbation", "Employée par"]


def row(output: str, *cells: str) -> list[str]:
    """The line of the list that holds these cells; its cells."""
    found = [re.split(r"\s{2,}", line.strip()) for line in straight(output).splitlines()]
    (only,) = [each for each in found if all(cell in each for cell in cells)]
    return only


# --- list, show, history ---------------------------------------------------------------


def test_the_list_says_where_each_version_stands(assemble):
    result = assemble("clauses")
    assert result.status == 0
    assert row(result.output, "Partie") == LIST_TITLES
    expected = ["article 12", "fin", "2022-01", "projet", "du 01/01/2022 au 31/12/2022", "–", "lens.yaml"]
    assert row(result.output, "article 12", "2022-01") == expected
    for part, clause in (
        ("préambule", "preambule"),
        ("article 6-b", "pilotage"),
        ("signature", "signature"),
        ("annexe 1", "annexe-diagnostic"),
        ("annexe sur demande", "annexe-gouvernance"),
    ):
        assert row(result.output, part, clause)
    assert row(result.output, "recours")[-2:] == ["–", "harnes.yaml, lens.yaml"]


def test_the_list_for_programs(assemble, workspace):
    put(workspace, MAIN, START + "derogations: [{clause: fin, motif: x, texte: fin.md}]\nclauses: {duree: 2022-01}\n")
    put(workspace, "inputs/fin.md", "Un texte.\n")
    assemble(*APPROVE)
    given = json.loads(assemble("clauses", "--format", "json").output)
    clauses = {each["id"]: each for each in given["clauses"]}
    assert (given["unreadable"], given["errors"]) == ([], [])
    assert clauses["fin"]["part"] == "article 12"
    assert clauses["fin"]["replaced_by"] == [MAIN]
    older, newer = clauses["fin"]["versions"]
    assert (older["version"], older["from"], older["to"], older["status"]) == (
        "2022-01", "2022-01-01", "2022-12-31", "projet",
    )  # fmt: skip
    assert older["used_by"] == ["inputs/lens.yaml"]
    assert newer["approval"]["digest"] == newer["digest"]
    assert not newer["edited_since_approval"]
    assert MAIN in clauses["duree"]["versions"][0]["used_by"]


def test_what_cannot_be_read_stops_nothing_and_is_told(assemble, workspace):
    put(workspace, MAIN, "caf: 12\n")
    put(workspace, "clauses/recours/2024-01.md", "Sans en-tête.\n")
    result = assemble("clauses")
    output = straight(result.output)
    assert result.status == 0
    assert f"Les clauses de {MAIN} ne sont pas comptées" in output
    assert "Illisible : recours/2024-01.md" in output
    assert row(output, "article 12", "2022-01")[-1] == "lens.yaml"


def test_show_keeps_the_names_of_the_parameters(assemble):
    result = assemble("clauses", "show", "signature@2023-01")
    output = straight(result.output)
    assert result.status == 0
    assert output.startswith("signature@2023-01, signature : version ancienne (autres : 2022-01, 2027-01)")
    for text in ("  En vigueur : depuis le 01/01/2023", "  Statut : projet"):
        assert f"\n{text}\n" in output
    assert "{si present('annexe:deliberation')}" in output
    assert "Fait {signature.lieu | a}, le {signature.date | date}{si signature.exemplaires and not " in output


def test_one_clause_is_known_without_the_conventions(workspace):
    put(workspace, MAIN, "caf: 12\n")
    found = clause_state(open_library(Workspace(workspace)), "fin")
    assert found.part == "article 12"
    assert [(each.version.version, each.used_by) for each in found.versions] == [("2022-01", None), ("2023-01", None)]


def test_show_without_a_version_is_the_newest_and_says_so(assemble):
    newest, old = assemble("clauses", "show", "fin").output, assemble("clauses", "show", "fin@2022-01").output
    assert straight(newest).startswith("fin@2023-01, article 12 : version la plus récente")
    assert straight(old).startswith("fin@2022-01, article 12 : version ancienne")
    assert "préavis de six mois" in newest


def test_show_writes_lists_one_item_a_line(assemble, workspace):
    text = (workspace / FIN).read_text(encoding="utf-8")
    more = "\n- un\n- deux\n  1. {{ commune.nom }}\n\n{% for x in schemas %}\n1. {{ x }}\n{% endfor %}\n"
    put(workspace, FIN, text + more)
    lines = straight(assemble("clauses", "show", "fin").output).splitlines()
    at = lines.index("- un")
    assert lines[at : at + 3] == ["- un", "- deux", "  1. {commune.nom}"]
    assert [line for line in lines[at + 3 :] if line] == ["{pour chaque x de schemas}", "1. {x}", "{fin de pour}"]


def test_history_is_oldest_first_and_names_the_command_for_differences(assemble):
    output = straight(assemble("clauses", "history", "fin").output)
    assert output.startswith("fin, article 12\n")
    assert output.index("fin@2022-01") < output.index("fin@2023-01")
    assert "Motif : L’intitulé de la dénonciation" in output
    assert "Employée par : lens.yaml" in output and "Employée par : harnes.yaml" in output
    assert output.splitlines()[-1] == "« assemble diff fin 2022-01 2023-01 » montre ce qui diffère."
    assert "assemble diff" not in assemble("clauses", "history", "recours").output


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (("show", "fni"), "La clause « fni » n’existe pas", "Vouliez-vous dire « fin » ?"),
        (("show", "../fin"), "La clause « ../fin » n’existe pas", "« fin » ?"),
        (("history", "dure"), "La clause « dure » n’existe pas", "« duree » ?"),
        (("show", "fin@2023-02"), "n’a pas de version « 2023-02 »", "2022-01, 2023-01"),
    ],
)
def test_a_name_that_does_not_exist(refused, arguments, message, hint):
    output = refused("clauses", *arguments)
    assert message in output and hint in output


def test_a_newest_version_that_cannot_be_read_is_not_passed_over(refused, workspace):
    put(workspace, "clauses/fin/2024-01.md", "Sans en-tête.\n")
    assert "clauses/fin/2024-01.md:1:1" in refused("clauses", "show", "fin")


# --- approve ---------------------------------------------------------------------------


def test_an_approval_changes_the_status_and_ends_the_header(assemble, workspace):
    before = (workspace / FIN).read_bytes()
    others = {name: state for name, state in listing(workspace).items() if not name.endswith(FIN)}
    result = assemble(*APPROVE, "--le", "26/11/2026")
    assert result.status == 0, result.output
    digest = read_version(workspace / FIN).digest
    lines = ["approbation:", "par: La directrice", "le: 2026-11-26", "reference: Note 2026-12", f"empreinte: {digest}"]
    head, body = before.decode().replace("statut: projet\n", "statut: approuvee\n").split("\n---\n", 1)
    assert (workspace / FIN).read_text(encoding="utf-8") == "\n".join([head, "\n  ".join(lines), "---", body])
    assert {name: state for name, state in listing(workspace).items() if not name.endswith(FIN)} == others
    assert "La directrice" in row(assemble("clauses").output, "2023-01", "approuvée")[-2]
    assert assemble("clauses", "check").status == 0


def test_an_approval_is_of_today_unless_said(assemble, workspace):
    assemble(*APPROVE)
    approval = read_version(workspace / FIN).head.approbation
    assert approval and approval.le == date.today()


def test_values_that_yaml_would_misread_are_quoted(assemble, workspace):
    by, reference = "Mme D. : « direction » #1", "C.A. du 12, n° 'a' \"b\""
    result = assemble("clauses", "approve", "fin@2023-01", "--par", by, "--reference", f" {reference} ")
    assert result.status == 0, result.output
    approval = read_version(workspace / FIN).head.approbation
    assert approval and (approval.par, approval.reference) == (by, reference)


def test_an_edited_text_is_told_and_can_be_approved_again(assemble, refused, workspace):
    assemble(*APPROVE)
    edit(workspace, FIN, ("préavis de six mois.", "préavis de sept mois."))
    checked = assemble("clauses", "check")
    assert checked.status == 1
    assert f"{FIN}:4:9 : Le texte de « fin@2023-01 » a changé depuis son approbation" in straight(checked.output)
    said = refused(*APPROVE)
    assert "déjà approuvée, par La directrice" in said and "son texte a changé depuis" in said
    assert "« statut: projet »" in said and "nouvelle version" in said
    edit(workspace, FIN, ("statut: approuvee", "statut: projet"))
    assert assemble(*APPROVE).status == 0
    assert (workspace / FIN).read_text(encoding="utf-8").count("approbation:") == 1
    assert assemble("clauses", "check").status == 0


def test_a_changed_motif_or_date_is_no_change_of_the_text(assemble, workspace):
    assemble(*APPROVE)
    edit(workspace, FIN, ("motif: L’intitulé", "motif: Intitulé"), ("du: 2023-01-01", "du: 2023-01-01, au: 2030-12-31"))
    assert assemble("clauses", "check").status == 0
    edit(workspace, FIN, ("titre: La fin", "titre: Fin"))
    assert assemble("clauses", "check").status == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("statut: projet", "statut: abrogee"), "« fin@2023-01 » est abrogée"),
        (("six mois.", "six mois {{ comune.nom }}."), "Paramètre inconnu « comune »"),
        (("six mois.", "six mois {% if caf %}{% else %}{{ a.b | dee }}{% endif %}."), "Filtre inconnu « dee »"),
        (("six mois.", "six mois {{ commune.nom."), "« {{ » sans son pendant"),
        (("statut: projet", "statut: provisoire"), "provisoire"),
    ],
)
def test_what_may_not_be_approved(refused, workspace, change, message):
    edit(workspace, FIN, change)
    assert message in refused(*APPROVE)


def test_a_second_approval_is_refused(assemble, refused):
    assert assemble(*APPROVE, "--le", "2026-11-26").status == 0
    said = refused(*APPROVE)
    assert "déjà approuvée, par La directrice le 26/11/2026 (réf. Note 2026-12)" in said
    assert "a changé" not in said


@pytest.mark.parametrize(
    ("arguments", "messages"),
    [
        (("fin@2023-01",), ["« --par » manque", "« --reference » manque"]),
        (("fin@2023-01", "--par", " ", "--reference", "x"), ["« --par » manque"]),
        (("fin@2023-01", "--par", "a\x1b[31m", "--reference", "a\nb"), ["U+001B", "U+000A"]),
        (("fin@2023-01", "--par", "a", "--reference", "b", "--le", "31/02/2026"), ["n’est pas une date"]),
        (("fin", "--par", "a", "--reference", "b"), ["Il manque la version", "approve fin@2023-01"]),
        (("fni@2023-01", "--par", ""), ["« fni » n’existe pas", "« --par » manque"]),
    ],
)
def test_a_request_that_lacks_something(refused, arguments, messages):
    said = refused("clauses", "approve", *arguments)
    assert all(message in said for message in messages)


# --- check -----------------------------------------------------------------------------


def test_the_library_of_the_repository_is_sound(assemble):
    result = assemble("clauses", "check")
    assert (result.status, "sans défaut" in result.output) == (0, True)
    assert json.loads(assemble("clauses", "check", "--format", "json").output) == []


def test_all_faults_of_the_library_come_in_one_run(assemble, workspace):
    edit(workspace, "clauses/objet/2022-01.md", ("au: 2022-12-31", "au: 2023-01-01"))
    edit(workspace, "clauses/duree/2023-01.md", ("du: 2023-01-01", "du: 2023-02-01"))
    edit(workspace, "clauses/recours/2022-01.md", ("statut: projet", "statut: approuvee\napprobation: {par: A, le: "
         "2022-01-01, reference: R}"))  # fmt: skip
    put(workspace, "clauses/fin/2024-01.md", "Sans en-tête.\n")
    for clause, text in (("enjeux", "{% if caf %}\nUn.\n{% else %}\n{{ zz }}\n{% endif %}"), ("donnees", "{% if a %}")):
        file = workspace / f"clauses/{clause}/2022-01.md"
        put(workspace, f"clauses/{clause}/2022-01.md", file.read_text(encoding="utf-8") + f"\n{text}\n")
    (workspace / "clauses/execution").rename(workspace / "clauses/executions")
    result = assemble("clauses", "check")
    output = straight(result.output)
    assert result.status == 1
    for place, message in (
        (r"clauses/objet/2022-01.md:3:1", "« objet@2022-01 » et « objet@2023-01 » sont en vigueur ensemble"),
        (r"clauses/duree/2023-01.md:3:1", "Aucune version de « duree » n’est en vigueur du 01/01/2023 au 31/01/2023"),
        (r"clauses/recours/2022-01.md:5:1", "« recours@2022-01 » est approuvée sans empreinte"),
        (r"clauses/fin/2024-01.md:1:1", "Cette clause n’a pas d’en-tête."),
        (r"clauses/enjeux/2022-01.md:\d+:4", "Paramètre inconnu « zz »"),
        (r"clauses/donnees/2022-01.md:\d+:\d+", "« {% if a %} » n’est pas fermé."),
        (r"clauses/plan.yaml:\d+:14", "Le plan nomme la clause « execution », dont le dossier n’existe pas."),
        (r"clauses/executions", "Le plan ne nomme pas la clause « executions »"),
    ):
        assert re.search(rf"^{place} : {re.escape(message)}", output, re.MULTILINE), message
    assert "8 défauts dans la bibliothèque." in output
    told = json.loads(assemble("clauses", "check", "--format", "json").output)
    assert len(told) == 8
    assert set(told[0]) == {"message", "hint", "file", "line", "column"}


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("{du: 2022-01-01, au: 2022-12-31}", "{du: 2023-01-01}", 0),
        ("{au: 2022-12-31}", "{du: 2023-01-01}", 0),
        ("{du: 2022-01-01}", "{du: 2023-01-01}", 0),
        ("{}", "{du: 2023-01-01}", 0),
        ("{du: 2022-01-01}", "{au: 2026-12-31}", 1),
        ("{du: 2022-01-01, au: 2023-01-01}", "{du: 2023-01-01}", 1),
        ("{du: 2022-01-01, au: 2022-12-30}", "{du: 2023-01-01}", 1),
        ("{du: 2022-01-01, au: 9999-12-31}", "{du: 2023-01-01}", 1),
        ("{}", "{}", 1),
        ("{du: 2022-12-31, au: 2022-01-01}", "{du: 2023-01-01}", 1),
    ],
)
def test_versions_follow_each_other_day_by_day(assemble, workspace, first, second, status):
    edit(workspace, "clauses/fin/2022-01.md", ("{du: 2022-01-01, au: 2022-12-31}", first))
    edit(workspace, FIN, ("{du: 2023-01-01}", second))
    assert assemble("clauses", "check").status == status
    edit(workspace, FIN, ("statut: projet", "statut: abrogee"))
    assert assemble("clauses", "check").status == int(first.startswith("{du: 2022-12-31"))


def test_a_version_without_an_end_lasts_until_the_next_one(assemble, workspace):
    text = (workspace / FIN).read_text(encoding="utf-8")
    put(workspace, "clauses/fin/2027-01.md", text.replace("{du: 2023-01-01}", "{du: 2027-01-01, au: 2028-12-31}"))
    assert assemble("clauses", "check").status == 0
    put(workspace, "clauses/fin/2030-01.md", text.replace("{du: 2023-01-01}", "{du: 2030-01-01}"))
    output = straight(assemble("clauses", "check").output)
    assert "Aucune version de « fin » n’est en vigueur du 01/01/2029 au 31/12/2029" in output
    assert "1 défaut dans la bibliothèque." in output


def test_two_versions_of_one_day_get_no_impossible_date(assemble, workspace):
    edit(workspace, "clauses/fin/2022-01.md", ("{du: 2022-01-01, au: 2022-12-31}", "{du: 2023-01-01}"))
    output = straight(assemble("clauses", "check").output)
    assert "sont en vigueur ensemble à partir du 01/01/2023." in output
    assert "au: 2022-12-31" not in output and "Donnez à chacune son premier jour" in output


def test_a_library_without_a_plan_cannot_be_checked(refused, workspace):
    (workspace / "clauses/plan.yaml").unlink()
    assert "clauses/plan.yaml" in refused("clauses", "check")


def test_the_workspace_may_be_named_before_or_after_the_command(assemble, workspace, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for arguments in (["--workspace", str(workspace), "check"], ["check", "--workspace", str(workspace)]):
        assert assemble("clauses", *arguments).status == 0


def test_a_convention_that_uses_an_edited_text_is_not_to_be_signed(assemble, workspace):
    assemble(*APPROVE)
    edit(workspace, FIN, ("préavis de six mois.", "préavis de sept mois."))
    found = json.loads(assemble("check", "harnes.yaml", "--etape", "signature", "--format", "json").output)
    (finding,) = [each for each in found if each["code"] == "JUR011"]
    assert (finding["severity"], finding["file"], finding["line"]) == ("bloquant", FIN, 4)

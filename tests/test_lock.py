"""The lock beside an input: what made the files, whether they are out of date, and why."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trials import straight

from assembler.build import convention
from assembler.build.convention import load_tools
from assembler.build.freshness import Judge, State
from assembler.build.record import make
from assembler.build.workspace import Workspace
from assembler.model.lock import ClauseMark, Frozen, Lock, Output, lock_from

Assemble = Callable[..., Any]
SIX = "un préavis de six mois."


def state(workspace: Path, name: str = "harnes.yaml") -> State:
    """What a new run would say of a convention."""
    found = Workspace(workspace)
    return Judge.of(load_tools(found)).state(found.inputs / name)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def built(workspace: Path, assemble: Assemble) -> Path:
    assert assemble("harnes.yaml").status == 0
    return workspace


def test_the_lock_stands_beside_the_input_and_names_all_that_made_the_file(built: Path) -> None:
    lock = json.loads((built / "inputs/harnes.lock.json").read_text("utf-8"))
    assert lock["schema"] == 1
    assert lock["etape"] == "projet"
    assert lock["clauses"]["fin"].startswith("2023-01 ")
    assert {"inputs/harnes.yaml", "inputs/harnes/donnees.csv", "inputs/harnes/fiches/loisirs.yaml"} <= set(
        lock["fichiers"]
    )
    assert "inputs/communs/departement-2020.csv" in lock["fichiers"]
    assert list(lock["produits"]) == ["out/harnes/convention.docx"]


def test_what_was_just_built_is_up_to_date(built: Path) -> None:
    assert state(built) == State("a_jour", (), state(built).lock)


def test_a_convention_that_was_never_built_is_out_of_date(workspace: Path) -> None:
    assert state(workspace).reasons == ("jamais produite",)


CHANGES: list[tuple[str, Callable[[Path], object], str]] = [
    ("input", lambda w: edit(w / "inputs/harnes.yaml", "gentile: Harnésiens", "gentile: Harnois"), "saisie : inputs/"),
    ("fiche", lambda w: edit(w / "inputs/harnes/fiches/loisirs.yaml", "titre:", "titre: Vrai"), "fichier : inputs/"),
    ("own figures", lambda w: edit(w / "inputs/harnes/donnees.csv", "0", "1"), "fichier : inputs/harnes/donnees.csv"),
    (
        "statistics",
        lambda w: edit(w / "inputs/communs/departement-2020.csv", "0", "1"),
        "données partagées : inputs/communs/departement-2020.csv modifié",
    ),
    (
        "shared data",
        lambda w: edit(w / "inputs/communs/pas-de-calais.yaml", "Pas-de-Calais", "Pas de Calais"),
        "données partagées : inputs/communs/pas-de-calais.yaml modifié",
    ),
    (
        "clause",
        lambda w: edit(w / "clauses/fin/2023-01.md", SIX, "un préavis d’un an."),
        "clause fin@2023-01 : texte modifié",
    ),
    (
        "catalogue",
        lambda w: edit(w / "inputs/communs/indicateurs.yaml", "libelle:", "libelle:  "),
        "catalogue des indicateurs modifié",
    ),
    ("plan", lambda w: edit(w / "clauses/plan.yaml", "sous_titre: au", "sous_titre: Au"), "plan des parties modifié"),
    (
        "template",
        lambda w: shutil.copy(w / "templates/annexes/annexe.docx", w / "templates/annexes/diagnostic.docx"),
        "modèles Word modifiés",
    ),
    ("missing output", lambda w: (w / "out/harnes/convention.docx").unlink(), "out/harnes/convention.docx manque"),
    (
        "changed output",
        lambda w: (w / "out/harnes/convention.docx").write_bytes(b"autre"),
        "out/harnes/convention.docx n’est plus tel qu’il a été écrit",
    ),
]


@pytest.mark.parametrize(("change", "reason"), [(c, r) for _, c, r in CHANGES], ids=[name for name, _, _ in CHANGES])
def test_each_thing_that_changes_is_the_only_reason(built: Path, change: Callable[[Path], object], reason: str) -> None:
    change(built)
    found = state(built)
    assert found.status == "a_refaire"
    assert len(found.reasons) == 1, found.reasons
    assert found.reasons[0].startswith(reason)


def test_a_newer_version_is_a_reason_only_from_its_day_on(built: Path) -> None:
    text = (built / "clauses/fin/2023-01.md").read_text("utf-8").replace("six mois", "trois mois")
    (built / "clauses/fin/2022-12.md").write_text(text.replace("2023-01-01", "2023-06-01"), "utf-8")
    assert state(built).status == "a_jour"
    (built / "clauses/fin/2023-02.md").write_text(text, "utf-8")
    assert state(built).reasons == ("clause fin 2023-01 → 2023-02",)


def test_the_motif_of_a_clause_is_no_wording(built: Path) -> None:
    edit(built / "clauses/fin/2023-01.md", "motif: ", "motif: Relu, ")
    assert state(built).status == "a_jour"


def test_a_clause_that_it_does_not_use_changes_nothing(built: Path) -> None:
    edit(built / "clauses/annexe-gouvernance/2022-01.md", "titre:", "titre: Autre")
    assert state(built).status == "a_jour"


def test_a_copy_with_other_times_is_still_up_to_date(built: Path, tmp_path: Path) -> None:
    """By content, not by the clock: a checkout, a shared folder."""
    shutil.copytree(built, tmp_path / "copie", copy_function=shutil.copyfile)
    assert state(tmp_path / "copie").status == "a_jour"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": 99}', '{"schema": 1, "etape": "projet"}', "null"])
def test_a_spoiled_lock_only_means_another_build(built: Path, assemble: Assemble, text: str) -> None:
    (built / "inputs/harnes.lock.json").write_text(text, "utf-8")
    assert state(built).reasons == ("verrou illisible",)
    assert assemble("harnes.yaml").status == 0
    assert state(built).status == "a_jour"


def test_a_build_says_why_it_differs_and_where(built: Path, assemble: Assemble) -> None:
    edit(built / "clauses/fin/2023-01.md", SIX, "un préavis d’un an.")
    output = straight(assemble("harnes.yaml").output)
    assert "Refaite : clause fin@2023-01 : texte modifié." in output
    assert "Texte modifié : Article 12 – La fin de la convention." in output


def test_a_build_that_changes_no_word_says_so(built: Path, assemble: Assemble) -> None:
    edit(built / "inputs/harnes.yaml", "# Signature.", "# La signature.")
    output = straight(assemble("harnes.yaml").output)
    assert "Refaite : saisie : inputs/harnes.yaml modifié." in output
    assert "Le texte est le même." in output


def test_a_refused_build_leaves_the_lock_as_it_was(built: Path, assemble: Assemble) -> None:
    before = (built / "inputs/harnes.lock.json").read_bytes()
    edit(built / "inputs/harnes.yaml", "gentile:", "gentille:")
    assert assemble("harnes.yaml").status == 2
    assert (built / "inputs/harnes.lock.json").read_bytes() == before


def test_locks_are_no_conventions(built: Path) -> None:
    assert [path.name for path in Workspace(built).conventions()] == ["harnes.yaml", "lens.yaml"]


digests = st.text("0123456789abcdef", min_size=64, max_size=64)
names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)
locks = st.builds(
    Lock,
    engine=names,
    stage=st.sampled_from(["projet", "copil", "signee"]),
    reference=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    day=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    clauses=st.dictionaries(names, st.builds(ClauseMark, st.just("2023-01"), digests, st.just("imposee")), max_size=3),
    shared=st.fixed_dictionaries({"plan": digests, "catalogue": digests, "modeles": digests}),
    files=st.dictionaries(names, digests | st.just(""), max_size=3),
    outputs=st.dictionaries(names, st.builds(Output, digests, digests), max_size=2),
    parts=st.dictionaries(names, digests, max_size=3),
    remarks=st.booleans(),
    frozen=st.none() | st.builds(Frozen, digests, st.dictionaries(names, digests, max_size=2)),
    seals=st.dictionaries(names, digests, max_size=2),
    unsealed=st.lists(st.fixed_dictionaries({"le": names, "motif": names}), max_size=2).map(tuple),
)


@given(locks)
def test_a_lock_is_read_as_it_was_written(lock: Lock) -> None:
    assert lock_from(lock.text()) == lock


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_no_text_breaks_the_reader_of_locks(text: str | bytes) -> None:
    assert lock_from(text) is None


# --- what adversaries tried ------------------------------------------------------------


def test_two_inputs_of_one_name_share_neither_files_nor_archives(built: Path, assemble: Assemble) -> None:
    before = (built / "out/harnes/convention.docx").read_bytes()
    shutil.copytree(built / "inputs", built / "inputs/essais")
    edit(built / "inputs/essais/harnes.yaml", "date_reference:", "etape: deliberation\ndate_reference:")
    result = assemble("inputs/essais/harnes.yaml")
    assert result.status == 0, result.output
    assert (built / "out/essais/harnes/convention.docx").is_file()
    assert (built / "archives/essais/harnes/fige.zip").is_file()
    assert (built / "out/harnes/convention.docx").read_bytes() == before
    assert not (built / "archives/harnes").exists()


@pytest.mark.parametrize("name", ["inputs/harnes/donnees.csv", "inputs/harnes/fiches/loisirs.yaml"])
def test_a_link_that_leads_elsewhere_is_a_change(workspace: Path, assemble: Assemble, name: str) -> None:
    file = workspace / name
    first = file.with_name(f"un-{file.name}")
    second = file.with_name(f"deux-{file.name}")
    file.rename(first)
    shutil.copy(first, second)
    second.write_bytes(second.read_bytes() + b"\n")
    file.symlink_to(first.name)
    assert assemble("harnes.yaml").status == 0
    assert state(workspace).status == "a_jour"
    file.unlink()
    file.symlink_to(second.name)
    assert state(workspace).status == "a_refaire"


def test_a_lock_copied_from_another_convention_proves_nothing(built: Path) -> None:
    shutil.copy(built / "inputs/harnes.yaml", built / "inputs/copie.yaml")
    shutil.copy(built / "inputs/harnes.lock.json", built / "inputs/copie.lock.json")
    assert state(built, "copie.yaml").reasons == ("verrou d’une autre convention",)


def test_an_extract_that_comes_later_is_a_change(workspace: Path, assemble: Assemble) -> None:
    mapping = "fichier: extrait.csv\ncolonnes: {territoire: commune}\nindicateurs: {allocs: allocataires}\n"
    (workspace / "inputs/harnes/correspondance.yaml").write_text(mapping, "utf-8")
    edit(workspace / "inputs/harnes.yaml", "donnees: harnes/donnees.csv", "donnees: harnes/correspondance.yaml")
    assert assemble("harnes.yaml").status == 0
    (workspace / "inputs/harnes/extrait.csv").write_text("commune;allocs\nHarnes;410\n", "utf-8")
    assert any("extrait.csv" in reason for reason in state(workspace).reasons)


def test_what_is_read_is_what_the_lock_says_whatever_is_saved_meanwhile(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file replaced after it was read, by one with an older time, as a synchronisation does."""
    found = Workspace(workspace)
    tools = load_tools(found)
    file = workspace / "inputs/harnes/fiches/loisirs.yaml"
    compose_source = convention.compose_source

    def slow(*arguments: Any) -> Any:
        other = file.with_suffix(".neuf")
        other.write_bytes(file.read_bytes().replace(b"titre: ", b"titre: Autre "))
        os.utime(other, (1, 1))
        os.replace(other, file)
        return compose_source(*arguments)

    monkeypatch.setattr(convention, "compose_source", slow)
    make(tools, Judge.of(tools), found.inputs / "harnes.yaml").save()
    monkeypatch.undo()
    assert state(workspace).reasons == ("fichier : inputs/harnes/fiches/loisirs.yaml modifié",)

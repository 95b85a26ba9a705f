"""The documents say what the program does: their samples run, their lists are those of the code."""

from __future__ import annotations

import importlib
import re
import shlex
from datetime import date
from pathlib import Path

import pytest
from drafts import context, convention
from trials import put, straight

from assembler.cli.main import COMMANDS
from assembler.compose.compose import draft_mention
from assembler.compose.expressions import FILTERS
from assembler.model.convention import Fiche
from assembler.model.finding import STAGES
from assembler.readers.convention import read_convention
from assembler.readers.typed import build
from assembler.readers.yaml_tree import parse_tree

REPOSITORY = Path(__file__).resolve().parent.parent
DOCUMENTS = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
GUIDE = (REPOSITORY / "docs/guide.md").read_text(encoding="utf-8")
CLAUSES = (REPOSITORY / "docs/clauses.md").read_text(encoding="utf-8")
ARCHITECTURE = (REPOSITORY / "docs/architecture.md").read_text(encoding="utf-8")
TEMPLATES = (REPOSITORY / "docs/templates.md").read_text(encoding="utf-8")
BASE = {
    "caf": "caf: communs/pas-de-calais.yaml\n",
    "territoire": "territoire: {nom: Arras}\n",
    "periode": "periode: {debut: 2027-01-01, fin: 2031-12-31}\n",
}
NAMED_FILES = ("harnes/recours.md", "lens/agglomeration.csv")
FAULTY = "# inputs/essai.yaml\n"
NAMED = re.compile(r"# (inputs/\S+)\n")
"""The first line of a sample that is a file of its own."""
SOME_LINES = "…\n"
"""A line of a quoted answer that stands for any number of lines."""


def fences(text: str) -> list[tuple[str, str]]:
    """Language and content of each fenced block, in order."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


SAMPLES = [body for language, body in fences(GUIDE) if language == "yaml" and not NAMED.match(body)]
ASKED = [
    asked
    for asked, (answered, _) in zip(fences(GUIDE), fences(GUIDE)[1:], strict=False)
    if asked[0] == "sh" and asked[1].startswith("assemble ") and answered == "text"
]
"""The commands whose answer the guide quotes just below."""
FAULTS = [
    (body, answer)
    for (_, body), (_, answer) in zip(fences(GUIDE), fences(GUIDE)[1:], strict=False)
    if body.startswith(FAULTY)
]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.partition(":")[0][-30:])
def test_each_sample_of_the_guide_is_a_good_input(workspace: Path, sample: str) -> None:
    if sample.startswith("id:"):
        build(Fiche, parse_tree(Path("fiche.yaml"), sample))
        return
    for name in NAMED_FILES:
        (workspace / "inputs" / name).write_text("Un texte.\n", encoding="utf-8")
    missing = [line for key, line in BASE.items() if not re.search(rf"^{key}:", sample, re.MULTILINE)]
    path = workspace / "inputs" / "essai.yaml"
    path.write_text("".join(missing) + sample, encoding="utf-8")
    assert read_convention(path, workspace).convention


def test_the_guide_shows_samples_and_faults() -> None:
    assert len(SAMPLES) > 15
    assert len(FAULTS) == 2


@pytest.mark.parametrize(("sample", "answer"), FAULTS, ids=["model", "syntax"])
def test_the_guide_quotes_the_messages_as_they_are(workspace: Path, assemble, sample: str, answer: str) -> None:
    (workspace / "inputs/essai.yaml").write_text(sample, encoding="utf-8")
    assert straight(assemble("essai.yaml").output).strip() == straight(answer).strip()


def test_the_commands_of_the_guide_answer_as_it_quotes_them(
    workspace: Path, assemble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader who follows the guide from its beginning, on the day that it was written."""
    for command in ("build", "check", "new", "status"):
        monkeypatch.setattr(f"assembler.cli.{command}.date", _DayOfTheGuide)
    compared = 0
    for (language, body), (_, answer) in zip(fences(GUIDE), [*fences(GUIDE)[1:], ("", "")], strict=True):
        if named := NAMED.match(body):
            put(workspace, named[1], body)
        elif language == "sh" and body.startswith("assemble "):
            output = assemble(*shlex.split(body)[1:]).output
            assert "Erreur imprévue" not in output, body
            if ("sh", body) in ASKED:
                assert re.fullmatch(pattern(answer), straight(output), re.DOTALL), f"{body}\n{output}"
                compared += 1
    assert compared == len(ASKED) > 6


class _DayOfTheGuide(date):
    @classmethod
    def today(cls) -> date:
        return date(2026, 9, 1)


def pattern(answer: str) -> str:
    lines = straight(answer).splitlines(keepends=True)
    return "".join(".*" if line == SOME_LINES else re.escape(line) for line in lines)


def test_the_options_and_stages_of_the_guide_are_those_of_the_commands() -> None:
    guide = set(re.findall(r"--[a-z]+(?:-[a-z]+)*", GUIDE)) - {"--workspace"}
    named = [getattr(importlib.import_module(path), name) for path, name in (t.split(":") for t in COMMANDS.values())]
    commands = [each for command in named for each in (command, *getattr(command, "commands", {}).values())]
    own = {option for command in commands for parameter in command.params for option in parameter.opts}
    assert guide - own == set()
    stages = GUIDE.partition("### Les étapes")[2].partition("### ")[0]
    assert tuple(re.findall(r"^\| `(\w+)`(?: \(.*?\))? \|", stages, re.MULTILINE)) == ("etape", *STAGES)
    for stage in ("projet", "copil"):
        assert draft_mention(convention(etape=stage)) in stages
    assert straight(draft_mention(convention(etape="copil", projet_du="2026-10-05"))) in straight(stages)


def test_the_commands_of_the_readme_are_those_of_the_command_line() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    table = readme.partition("## Commands")[2].partition("## ")[0]
    assert {name for name in COMMANDS if f"`assemble {name}" in table} == set(COMMANDS) - {"build"}


def test_the_filters_for_authors_are_those_of_the_engine() -> None:
    table = CLAUSES.partition("## Filtres")[2].partition("## Param")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == set(FILTERS)


def test_the_parameters_for_authors_exist(tools) -> None:
    table = CLAUSES.partition("## Paramètres")[2]
    named = set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE))
    known = set(context(tools, convention())) - {"commune", "signataires", "ref", "present", "a_completer"}
    assert named - {"cog"} == known


def test_the_tags_for_staff_are_those_of_the_templates(tools) -> None:
    shown = set(re.findall(r"\{\{[pr]? ?((?:couverture|annexe|fiche)\.\w+)", TEMPLATES))
    used = {
        name
        for tags in tools.templates.tags.values()
        for tag in tags
        for name in re.findall(r"(?:couverture|annexe|fiche)\.\w+", tag.text)
    }
    spare = {"couverture.logo_caf", "couverture.logo_territoire"}  # each logo alone, for a template of one's own
    assert shown - {"fiche.publik", *spare} == used - {"annexe.modele"}
    assert not used & spare


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_the_code_that_the_architecture_names_exists() -> None:
    named = set(re.findall(r"`((?:[a-z_]+\.)+\w+)`", ARCHITECTURE))
    names = [name for name in named if not name.endswith((".docx", ".toml", ".md", ".yaml"))]
    assert len(names) > 20
    assert [name for name in names if not _is_code(name)] == []


def _is_code(name: str) -> bool:
    """`folder.module`, `folder.module.name` or `module.name`, folders inside folders too, or a folder alone."""
    parts = name.split(".")
    root = REPOSITORY / "assembler"
    if root.joinpath(*parts).is_dir():
        return True
    found = [(cut, path) for cut in range(1, len(parts) + 1) for path in root.glob(f"**/{'/'.join(parts[:cut])}.py")]
    return any(_defines(path.read_text(encoding="utf-8"), parts[cut:]) for cut, path in found)


def _defines(source: str, names: list[str]) -> bool:
    return all(re.search(rf"^(?:def|class) {each}\b|^{each}(?::.*)? =", source, re.M) for each in names)

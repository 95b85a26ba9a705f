"""The documents say what the program does: their samples run, their lists are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from drafts import context, convention
from trials import straight

from assembler.compose.expressions import FILTERS
from assembler.model.convention import Fiche
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
NAMED_FILES = ("harnes/recours.md",)
FAULTY = "# inputs/essai.yaml\n"


def fences(text: str) -> list[tuple[str, str]]:
    """Language and content of each fenced block, in order."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


SAMPLES = [body for language, body in fences(GUIDE) if language == "yaml" and not body.startswith(FAULTY)]
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


def test_the_report_of_a_run_begins_as_the_guide_quotes_it(assemble) -> None:
    answer = next(body for _, body in fences(GUIDE) if body.startswith("Écrit"))
    assert straight(assemble("harnes.yaml").output).startswith(straight(answer).strip())


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
    assert shown - {"fiche.publik"} == used - {"annexe.modele"}


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
    """`folder.module`, `folder.module.name` or `module.name`."""
    parts = name.split(".")
    inside = (REPOSITORY / "assembler" / parts[0]).is_dir()
    pattern, names = (f"{parts[0]}/{parts[1]}.py", parts[2:]) if inside else (f"*/{parts[0]}.py", parts[1:])
    sources = [path.read_text(encoding="utf-8") for path in (REPOSITORY / "assembler").glob(pattern)]
    return any(all(re.search(rf"^(?:def|class) {each}\b|^{each} =", text, re.M) for each in names) for text in sources)

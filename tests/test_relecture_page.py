"""docs/relecture.md says what the commands answer."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from conftest import REPOSITORY, Result
from test_documents import fences, pattern
from trials import straight
from wordfile import edit_part

from assembler.cli.comparing import FORMATS
from assembler.model.comparison import Verdict

PAGE = (REPOSITORY / "docs/relecture.md").read_text(encoding="utf-8")
COMMANDS = [
    (body, answer if language == "text" else "")
    for (first, body), (language, answer) in zip(fences(PAGE), [*fences(PAGE)[1:], ("", "")], strict=True)
    if first == "sh"
]


@pytest.fixture
def retour(assemble: Callable[..., Result], workspace: Path) -> None:
    """What the page tells about: a notice of three months, and the date of the signature filled in."""
    assemble("harnes.yaml")
    file = workspace / "retour.docx"
    shutil.copy(workspace / "out" / "harnes" / "convention.docx", file)
    edit_part(file, lambda xml: "un préavis de trois mois".join(xml.rsplit("un préavis de six mois", 1)))
    edit_part(file, lambda xml: xml.replace("[à compléter\u00a0: date de signature]", "12 avril 2023"))


@pytest.mark.usefixtures("retour")
def test_the_commands_answer_as_the_page_quotes_them(assemble: Callable[..., Result]) -> None:
    assert len([answer for _, answer in COMMANDS if answer]) == 2
    for body, answer in COMMANDS:
        result = assemble(*shlex.split(body)[1:])
        assert result.status == 1, result.output
        assert not answer or re.fullmatch(pattern(answer), straight(result.output), re.DOTALL), result.output


def test_every_verdict_and_format_is_explained() -> None:
    table = PAGE.partition("| Verdict | Sens |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| ([\w, ]+) \|", table, re.MULTILINE)) == {
        "identique", "complété", "modifié", "supprimé, ajouté", "déplacé", "remplacé",
    }  # fmt: skip
    assert all(verdict in table for verdict in get_args(Verdict))
    assert set(re.findall(r"^\| `--format (\w+)`", PAGE, re.MULTILINE)) == set(FORMATS)

"""An article whose deletion is tracked: it alone is told as gone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result
from lxml import etree
from wordfile import edit_part

from assembler.word.body import W


def without_control(xml: str, number: int) -> str:
    """The body without its n-th article, and the tag of that article."""
    root = etree.fromstring(xml.encode())
    tagged = [each for each in root.iter(f"{W}tag") if each.get(f"{W}val", "").startswith("article:")]
    control = next(tagged[number].iterancestors(f"{W}sdt"))
    parent = control.getparent()
    assert parent is not None
    parent.remove(control)
    return etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize("number", [1, 4])
def test_of_an_article_that_is_deleted_in_tracked_changes_only_that_one_is_told(
    assemble: Callable[..., Result], workspace: Path, number: int
) -> None:
    assert assemble("harnes.yaml").status == 0
    sent, back = workspace / "out" / "harnes" / "convention.docx", workspace / "retour.docx"
    shutil.copy(sent, back)
    edit_part(back, lambda xml: without_control(xml, number))
    assert assemble("verify", "retour.docx", "--format", "docx").status == 1
    shutil.copy(workspace / "out" / "verify" / "retour.docx", workspace / "suivi.docx")
    verdicts = []
    for name in ("retour.docx", "suivi.docx"):
        result = assemble("verify", name, "--contre", "harnes.yaml", "--format", "json")
        units = json.loads(result.output)["units"]
        verdicts.append(
            {unit["name"] or unit["title"]: unit["verdict"] for unit in units if unit["verdict"] != "identique"}
        )
    assert list(verdicts[0].values()) == ["supprimé"]
    assert verdicts[1] == verdicts[0]

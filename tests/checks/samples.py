"""A complete convention, and pieces of input laid over it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assembler.build.checking import find
from assembler.build.convention import Composed, Tools, compose_input
from assembler.build.workspace import Workspace
from assembler.model.clause import ApprobationDeClause, ClauseVersion
from assembler.model.finding import Finding, Stage

COMPLETE = Path(__file__).parent / "complet.yaml"
TODAY = date(2023, 3, 1)
COG = "2023-2027"
"""The only COG of the complete convention: every wording is brought to it."""

REPEALED = "fin"
EDITED = "pilotage"
EXCEPTION = Path("essai/preavis.md")
"""The text of a dérogation, from `inputs/`."""

FIGURES = "essai/donnees.csv"
"""The figures of the complete convention: those of Harnes, where three variations contradict their counts."""
_MENDED = {
    "enfants_moins_3_ans;2020;473;+0,8 %": "enfants_moins_3_ans;2020;473;+0,9 %",
    "aides_logement_prive;;242;+11,3 %": "aides_logement_prive;;242;+11,5 %",
    "enfants_6_a_18_ans;2020;1 831;+4,8 %": "enfants_6_a_18_ans;2020;1 831;+6,0 %",
}
SAMPLE_FIGURES = "essai/chiffres.csv"
"""Where a sample that is a figures file stands."""

_OTHER_COG = re.compile("2013-2017|2018-2022")


_FAST: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_FAST):
    """Writes texts of several lines as a person would, one line a line."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _nothing(dumper: yaml.SafeDumper, _: None) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


_Dumper.add_representer(str, _text)
_Dumper.add_representer(type(None), _nothing)


def approved(tools: Tools) -> Tools:
    """The same library, of the current COG, with the wordings in force, and the later ones, approved.

    The older versions are still drafts; but that of the clause `REPEALED` is repealed, and that of `EDITED` was
    approved before its text changed.
    """
    library = {}
    for name, versions in tools.library.items():
        current = max(version.version for version in versions if version.usable_on(TODAY))
        library[name] = tuple(
            _brought(version, _approved_as("") if version.version >= current else _older(name)) for version in versions
        )
    return replace(tools, library=library)


def _older(name: str) -> dict[str, Any]:
    return (
        _approved_as("0123456789abcdef") if name == EDITED else {"statut": "abrogee" if name == REPEALED else "projet"}
    )


def _approved_as(digest: str) -> dict[str, Any]:
    """The header of an approved version; its own digest where none is given."""
    approval = ApprobationDeClause(par="Direction", le="2022-01-01", reference="Essai", empreinte=digest)
    return {"statut": "approuvee", "approbation": approval}


def _brought(version: ClauseVersion, update: dict[str, Any]) -> ClauseVersion:
    head = version.head.model_copy(update={**update, "cog": version.head.cog and COG})
    brought = replace(version, head=head, body=_OTHER_COG.sub(COG, version.body))
    if head.approbation is None or head.approbation.empreinte:
        return brought
    approval = head.approbation.model_copy(update={"empreinte": brought.digest})
    return replace(brought, head=head.model_copy(update={"approbation": approval}))


@cache
def complete() -> Any:
    """The complete convention as plain data; every scalar is a text."""
    return yaml.load(COMPLETE.read_text(encoding="utf-8"), yaml.BaseLoader)


def dumped(data: Any) -> str:
    """`data` as the text of a YAML file; None is a key, or an item, without a value."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def laid_over(sample: str) -> str:
    """The complete convention as YAML text, with the keys of `sample` in place of its own, or its figures."""
    if is_figures(sample):
        sample = f"diagnostic: {{donnees: {SAMPLE_FIGURES}}}"
    return dumped(_merged(complete(), yaml.load(sample, yaml.BaseLoader) or {}))


def is_figures(sample: str) -> bool:
    return sample.startswith("code;")


def _merged(base: Any, over: Any) -> Any:
    """Groups of keys are merged, a list or a text replaces; an empty text removes the key."""
    if isinstance(base, dict) and isinstance(over, dict):
        both = {**base, **{key: _merged(base.get(key), value) for key, value in over.items()}}
        return {key: value for key, value in both.items() if value != ""}
    return over


def composed_of(tools: Tools, workspace: Path, text: str) -> Composed:
    """`text` composed as an input of `workspace`; no Word file is made."""
    path = workspace / "inputs" / "essai.yaml"
    path.write_text(text, encoding="utf-8")
    exception = workspace / "inputs" / EXCEPTION
    if not exception.exists():
        exception.parent.mkdir(exist_ok=True)
        exception.write_text("La convention prend fin un an après sa dénonciation.\n", encoding="utf-8")
        (workspace / "inputs" / FIGURES).write_text(_mended_figures(workspace), encoding="utf-8")
    return compose_input(replace(tools, workspace=Workspace(workspace)), path)


def _mended_figures(workspace: Path) -> str:
    figures = (workspace / "inputs/harnes/donnees.csv").read_text(encoding="utf-8")
    for wrong, right in _MENDED.items():
        assert wrong in figures
        figures = figures.replace(wrong, right)
    return figures


def findings_of_sample(tools: Tools, workspace: Path, sample: str) -> tuple[Finding, ...]:
    """What the checks find in the complete convention with `sample` laid over it."""
    if is_figures(sample):
        (workspace / "inputs" / SAMPLE_FIGURES).parent.mkdir(exist_ok=True)
        (workspace / "inputs" / SAMPLE_FIGURES).write_text(sample, encoding="utf-8")
    return findings_of(tools, workspace, laid_over(sample))


def findings_of(tools: Tools, workspace: Path, text: str, stage: Stage = "publiee") -> tuple[Finding, ...]:
    """What the checks find in `text` as an input of `workspace`."""
    return find(composed_of(tools, workspace, text), stage, TODAY)


@dataclass(frozen=True)
class Bench:
    """Checks what is laid over the complete convention, or a whole convention as data."""

    tools: Tools
    workspace: Path

    def __call__(
        self, given: str | Mapping[str, Any], stage: Stage = "publiee", files: Mapping[str, str] | None = None
    ) -> tuple[Finding, ...]:
        """All findings; `files` are written below `inputs/` first."""
        for name, text in (files or {}).items():
            path = self.workspace / "inputs" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        text = laid_over(given) if isinstance(given, str) else dumped(given)
        return findings_of(self.tools, self.workspace, text, stage)


def only(found: Iterable[Finding], code: str) -> list[Finding]:
    return [finding for finding in found if finding.code == code]


def line_of(finding: Finding) -> str:
    """The text of the line that the finding points at; to be asked before the next check."""
    assert finding.place.line is not None
    return finding.place.file.read_text(encoding="utf-8").splitlines()[finding.place.line - 1].strip()


def pointed(finding: Finding) -> str:
    """The file's text from the place of the finding to the end of its line."""
    place = finding.place
    assert place.line and place.column
    return place.file.read_text(encoding="utf-8").split("\n")[place.line - 1][place.column - 1 :]


def faulty(checked: Bench, code: str, sentences: list[str], between: str = "\n\n") -> list[str]:
    """Those of the sentences, put together in one text of the convention, of whose line `code` speaks."""
    given = deepcopy(complete())
    given["gouvernance"]["animation"] = between.join(sentences) + "\n"
    lines = {line_of(finding) for finding in only(checked(given), code)}
    return [sentence for sentence in sentences if sentence.strip() in lines]

"""Real inputs, spoiled at random: never a traceback, never a lost or half-written file, always a place.

Two hundred spoiled inputs; two thousand where the environment says `CI`.
"""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import REPOSITORY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trials import earlier_output, is_untouched

from assembler.build.checking import find
from assembler.build.convention import Tools
from assembler.build.workspace import Workspace
from assembler.build.writing import assemble, save
from assembler.model.finding import STAGES, Stage
from assembler.model.place import Place, Problems
from assembler.readers.source_text import LINE_BREAK

COUNT = 2_000 if os.environ.get("CI") else 200
TODAY = date(2023, 3, 1)
INPUTS = REPOSITORY / "inputs"
SHARED = ("communs/pas-de-calais.yaml", "communs/departement-2020.csv")
MAIN_FILES = ("harnes", "lens")
FILES = {
    name: [
        f"{name}.yaml",
        *(str(path.relative_to(INPUTS)) for path in sorted((INPUTS / name).rglob("*")) if path.is_file()),
        *SHARED,
    ]
    for name in MAIN_FILES
}
CONTENTS = {name: (INPUTS / name).read_bytes() for names in FILES.values() for name in names}

# --- odd things ------------------------------------------------------------------------

ODD_VALUES = (
    "",
    "~",
    "null",
    "oui",
    "NON",
    "0",
    "-1",
    "1e999",
    "0x1F",
    "9" * 4_000,
    "x" * 60_000,
    "mot " * 20_000,
    "2023-02-30",
    "31/12/9999",
    "1er janvier 0000",
    "12:30:45",
    "[]",
    "{}",
    "[a, [b, {c: d}]]",
    "{a: {b: [c]}}",
    "[" * 60 + "]" * 60,
    "[",
    "}",
    "'",
    '"',
    "|",
    ">-",
    "&a",
    "*a",
    "!!python/object/apply:os.system [ls]",
    "!binary aGVsbG8=",
    "<<",
    "# rien",
    "a # b",
    "- a",
    "? a",
    "%YAML 9.9",
    "@",
    "`",
    "---",
    "...",
    "{{ commune.nom }}",
    "{% for x in y %}",
    "<w:p/>&amp;",
    "../../etc/passwd",
    "harnes.yaml",
    "lens/donnees.csv",
    "communs/absent.csv",
    "harnes",
    "C:\\secret.yaml",
    "👩‍👧‍👦",
    "e\u0301" * 50,
    "\u202eerdro",
    "\u0000",
    "\u0007",
    "\ufeff",
    "\ufffd",
    "\u2028",
    "\t",
    "N.C.",
    "- €",
    "1 234,5,6 %",
    "+-3 %",
    "=1+1",
    "Annexe 99",
    "[à compléter : a | b | c]",
    "[à trancher :",
    "[sans objet : ]",
    "(2018/2022)",
    "31 février 2024",
    "**gras _italique",
    "- \n    - \n",
    "1. a\n2. b",
)
KEYS = ("nom", "texte", "titre", "fiche", "id", "caf", "etape", "periode", "debut", "annexes", "cle", "", "1", "é", "?")
CODINGS = ("cp1252", "utf-16", "utf-16-le", "utf-8-sig", "utf-32", "mac-roman", "cp037")
PAIR = re.compile(rb"(?m)^([ \t]*(?:- )?)([a-z_]+):[ \t]*([^\n]*)$")


# --- spoiling --------------------------------------------------------------------------


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[str, str, bytes]:
    """A convention, one of its files, and what this file now holds."""
    convention = draw(st.sampled_from(MAIN_FILES))
    name = draw(st.sampled_from(FILES[convention]))
    content = CONTENTS[name]
    for _ in range(draw(st.integers(1, 3))):
        content = draw(st.sampled_from(WAYS))(draw, content)
    return convention, name, content


def cut(draw: st.DrawFn, content: bytes) -> bytes:
    return content[: draw(st.integers(0, len(content)))]


def cut_out(draw: st.DrawFn, content: bytes) -> bytes:
    start = draw(st.integers(0, len(content)))
    return content[:start] + content[start + draw(st.integers(1, 400)) :]


def changed_byte(draw: st.DrawFn, content: bytes) -> bytes:
    at = draw(st.integers(0, len(content)))
    return content[:at] + draw(st.binary(min_size=1, max_size=3)) + content[at + 1 :]


def inserted(draw: st.DrawFn, content: bytes) -> bytes:
    at = draw(st.integers(0, len(content)))
    piece = draw(st.one_of(st.sampled_from(ODD_VALUES), st.text(max_size=20)))
    return content[:at] + piece.encode("utf-8", "surrogatepass") + content[at:]


def recoded(draw: st.DrawFn, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(draw(st.sampled_from(CODINGS)), "replace")


def other_line_ends(draw: st.DrawFn, content: bytes) -> bytes:
    return content.replace(b"\n", draw(st.sampled_from((b"\r\n", b"\r", b"\n\n", b"\n\r", b"\xe2\x80\xa8"))))


def moved_line(draw: st.DrawFn, content: bytes) -> bytes:
    """A line taken away, put twice, or put elsewhere."""
    lines = content.split(b"\n")
    line = lines[draw(st.integers(0, len(lines) - 1))]
    if draw(st.booleans()):
        lines.remove(line)
    if draw(st.booleans()):
        lines.insert(draw(st.integers(0, len(lines))), line)
    return b"\n".join(lines)


def shifted_line(draw: st.DrawFn, content: bytes) -> bytes:
    lines = content.split(b"\n")
    at = draw(st.integers(0, len(lines) - 1))
    lines[at] = draw(st.sampled_from((b" ", b"    ", b"\t", b"- ", b"#"))) + lines[at]
    return b"\n".join(lines)


def other_value(draw: st.DrawFn, content: bytes) -> bytes:
    return _pair(draw, content, lambda indent, key, _: indent + key + b": " + _odd(draw))


def other_key(draw: st.DrawFn, content: bytes) -> bytes:
    key = draw(st.sampled_from(KEYS)).encode()
    return _pair(draw, content, lambda indent, _, value: indent + key + b": " + value)


def _odd(draw: st.DrawFn) -> bytes:
    return draw(st.sampled_from(ODD_VALUES)).encode("utf-8", "surrogatepass")


def _pair(draw, content, change) -> bytes:
    """One of the lines « key: value » changed; in a CSV file, one of the cells."""
    found = list(PAIR.finditer(content)) or list(re.finditer(rb"(?<![^;\n])()()([^;\n]*)", content))
    if not found:
        return content
    match = draw(st.sampled_from(found))
    new = change(*match.groups()) if match[2] else _odd(draw)
    return content[: match.start()] + new + content[match.end() :]


WAYS = (cut, cut_out, changed_byte, inserted, recoded, other_line_ends, moved_line, shifted_line)
WAYS += (other_value, other_value, other_value, other_key, other_key)

# --- the test --------------------------------------------------------------------------


class Trial:
    """A workspace with the inputs; clauses and templates are those in memory."""

    def __init__(self, tools: Tools, folder: Path) -> None:
        shutil.copytree(INPUTS, folder / "inputs")
        (folder / "clauses").mkdir()
        self.root = folder
        self.tools = replace(tools, workspace=Workspace(folder))

    def __repr__(self) -> str:
        return f"Trial({self.root})"

    def places(self, convention: str, stage: Stage) -> tuple[list[tuple[Place | None, str]], bool]:
        """Where something was found and what was said, and whether a file was written."""
        try:
            built = assemble(self.tools, self.root / "inputs" / f"{convention}.yaml")
            found = find(built.composed, stage, TODAY)
            save(built)
        except Problems as refused:
            return [(problem.place, problem.message) for problem in refused.problems], False
        return [(finding.place, finding.message) for finding in found], True


@pytest.fixture(scope="module")
def trial(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tools, tmp_path_factory.mktemp("essai") / "espace")


@settings(max_examples=COUNT, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=spoiled(), stage=st.sampled_from(STAGES))
def test_a_spoiled_input_is_told_with_its_place(case: tuple[str, str, bytes], stage: Stage, trial: Trial) -> None:
    convention, name, content = case
    output = earlier_output(trial.root, f"out/{convention}/convention.docx")
    target = trial.root / "inputs" / name
    target.write_bytes(content)
    try:
        places, written = trial.places(convention, stage)
        for place, message in places:
            _is_a_place(place, message)
        assert zipfile.ZipFile(output).testzip() is None if written else is_untouched(output)
        assert sorted(output.parent.iterdir()) == [output], "a file was left over"
    finally:
        target.write_bytes(CONTENTS[name])


def _is_about_a_file(message: str) -> bool:
    return re.search(r"\b(?:ce fichier|le fichier|il manque la colonne)\b", message, re.IGNORECASE) is not None


def _is_a_place(place: Place | None, message: str) -> None:
    """A file that exists and a line that this file has; no line only where the file itself is the problem."""
    assert place is not None, message
    if place.line is None:
        assert _is_about_a_file(message), message
        return
    lines = LINE_BREAK.split(place.file.read_bytes().decode("utf-8", "replace"))
    assert 1 <= place.line <= len(lines), (place, message)
    assert place.column is None or place.column >= 1

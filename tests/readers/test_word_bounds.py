"""Word files that are long to follow or heavy to hold: read or refused in little time and memory."""

from __future__ import annotations

import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from wordmaking import MAIN, NAMESPACES, p, parts, r, row, table, zipped

from assembler.readers.word import read_word_bytes

MEASURE = """
import sys
from pathlib import Path
from assembler.model.place import Problems
from assembler.readers.word import cleaned, read_word
try:
    read_word(Path(sys.argv[1]))
    cleaned(Path(sys.argv[1]).read_bytes(), Path(sys.argv[1]))
    print("read")
except Problems as refusal:
    print(refusal.problems[0].message)
print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line))
"""


RING = "".join(
    f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 5_000}"/></w:style>'
    for n in range(5_000)
)
NEST = "x"
for _ in range(55):
    NEST = table(row(p(r("x")) + NEST)) if NEST != "x" else table(row(p(r("x"))))


def fields(kind: str, count: int) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' * count


LONG: dict[str, str] = {
    "ring of styles": p(r("y"), '<w:pStyle w:val="s0"/>') * 20_000,
    "tables in tables": NEST,
    "fields in fields": p(fields("begin", 50_000) + fields("separate", 50_000) + fields("end", 50_000)),
    "open comments": p("".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(50_000))) + p(r("mots")) * 30_000,
    "deleted marks": p(r("m" * 700), "<w:rPr><w:del/></w:rPr>") * 35_000,
    "marks of one row": table(row(p(r("a" * 100_000)), properties="<w:ins/><w:del/>" * 100_000)),
    "marks of one cell": table(row(f"<w:tcPr>{'<w:cellIns/><w:cellDel/>' * 100_000}</w:tcPr>{p(r('a' * 100_000))}")),
    "one header again and again": "<w:sectPr>" + '<w:headerReference r:id="r_header1"/>' * 200_000 + "</w:sectPr>",
    "one chart again and again": p('<w:r><w:drawing><c:chart r:id="r_chart1"/></w:drawing></w:r>' * 50_000),
    "outlines": "".join(p("", f'<w:outlineLvl w:val="x{n}"/>') for n in range(39_000)),
}  # fmt: skip


@pytest.mark.parametrize("body", LONG.values(), ids=LONG)
def test_what_is_long_to_follow_is_followed_once(body: str) -> None:
    more = {"styles": RING, "header1": p(r("x" * 1_000)) * 500, "chart1": "<c>" + "<a/>" * 100_000 + "</c>"}
    data = zipped(parts(body, more), zipfile.ZIP_STORED)
    started = time.process_time()
    assert read_word_bytes(data, Path("a.docx"))
    assert time.process_time() - started < 6


HEAVY_HEADER = f"<w:hdr {NAMESPACES}>{p(r('a' * 4_900_000 + '😀'))}</w:hdr>"


def of_headers(count: int, content: str) -> bytes:
    links = [(f"h{rank}", "header", f"h{rank}.xml") for rank in range(count)]
    references = "".join(f'<w:headerReference r:id="{name}"/>' for name, _, _ in links)
    more = {f"word/h{rank}.xml": content for rank in range(count)}
    return zipped(parts(f"<w:sectPr>{references}</w:sectPr>", dict(more), *links))


def of_namespaces(count: int) -> bytes:
    declared = " ".join(f'xmlns:n{rank}="u:{rank}"' for rank in range(count))
    choices = '<mc:AlternateContent><mc:Choice Requires="z"/></mc:AlternateContent>' * count
    found = parts("")
    found[MAIN] = f"<w:document {NAMESPACES} {declared}><w:body><w:p>{choices}</w:p></w:body></w:document>"
    return zipped(found, zipfile.ZIP_STORED)


HEAVY = {
    "headers of much text": lambda: of_headers(59, HEAVY_HEADER),
    "many headers": lambda: of_headers(101, f"<w:hdr {NAMESPACES}>{p(r('a'))}</w:hdr>"),
    "namespaces for each alternative": lambda: of_namespaces(3_000),
    "namespaces without end": lambda: of_namespaces(20_000),
    "long text": lambda: zipped(parts(p(r("a" * 9_000_000 + "😀") * 4)), zipfile.ZIP_STORED),
    "many elements": lambda: zipped(parts(p("<w:r/>" * 1_900_000)), zipfile.ZIP_STORED),
    "many paragraphs": lambda: zipped(parts(p(r("un mot")) * 39_000)),
    "many annotations": lambda: zipped(parts(p("<w:r>" + "<w:ruby/>" * 300_000 + "</w:r>")), zipfile.ZIP_STORED),
}
TOLD = {"headers of much text": "démesuré", "many headers": "démesuré"}
TOLD |= {"namespaces for each alternative": "démesuré", "namespaces without end": "démesuré"}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured on Linux")
@pytest.mark.parametrize("name", HEAVY)
def test_what_is_heavy_takes_bounded_memory_and_time(name: str, tmp_path: Path) -> None:
    """The most that the process held, in kilobytes: what libxml2 holds is not Python's.

    `ru_maxrss` would be that of the tests themselves, which a child takes over.
    """
    (tmp_path / "a.docx").write_bytes(HEAVY[name]())
    started = time.perf_counter()
    command = [sys.executable, "-c", MEASURE, str(tmp_path / "a.docx")]
    shown = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.splitlines()
    print(shown, time.perf_counter() - started)
    assert TOLD.get(name, "read") in shown[0]
    assert int(shown[1]) < 600_000
    assert time.perf_counter() - started < 30

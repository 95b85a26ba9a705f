"""A redline takes the time of reading and writing its file, and no more than its share for what changed."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

from drafts import content, convention
from foreign import foreign, p, r, row, table
from lxml import etree
from redline_samples import AUTHOR, steps_between
from wordfile import MAIN, WordFile

from assembler.build.convention import Tools
from assembler.compose.compose import compose
from assembler.writers.docx import write_convention
from assembler.writers.package import zip_parts
from assembler.writers.redline import redline


def least(action: Callable[[], object], times: int = 7) -> float:
    """Seconds of the processor, the best of several tries: other programs don't count."""
    found = []
    for _ in range(times):
        start = time.process_time()
        action()
        found.append(time.process_time() - start)
    return min(found)


def read_and_written(data: bytes) -> None:
    """What no redline can do without."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    roots = [etree.fromstring(parts[MAIN]) for _ in range(2)]
    zip_parts(parts | {MAIN: etree.tostring(roots[0], xml_declaration=True, encoding="UTF-8", standalone=True)})


def test_one_change_in_a_whole_convention_costs_little_more_than_its_file(tools: Tools):
    old = write_convention(compose(content(tools, convention())), tools.templates, {})
    parts = dict(WordFile(old).parts)
    body = parts[MAIN].decode()
    assert "six mois" in body
    new = zip_parts(parts | {MAIN: body.replace("six mois", "trois mois").encode()})
    steps = steps_between(old, new)
    assert 0 < sum(step.change != "identique" for step in steps) < 5
    assert least(lambda: redline(old, new, steps, AUTHOR)) < 3 * least(lambda: read_and_written(old))


def rows(old: int, new: int) -> float:
    kept = [row(p(r(f"Place {rank}")), p(r("Arras"))) for rank in range(old)]
    added = [row(p(r(f"Nouvelle place {rank}")), p(r("Lens"))) for rank in range(new)]
    files = [foreign(table(*each) + p(r("Fin."))) for each in (kept, kept + added)]
    steps = steps_between(*files)
    return least(lambda: redline(*files, steps, AUTHOR), 3)


def test_rows_that_come_cost_the_same_each():
    assert rows(300, 1600) < 10 * rows(300, 200)

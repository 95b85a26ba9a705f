"""Many documents in one process: nothing is left behind that Python has to look for."""

from __future__ import annotations

import gc

from assembler.build.convention import Tools
from assembler.build.writing import assemble


def test_a_document_leaves_no_cycle_of_objects_behind(tools: Tools):
    source = tools.workspace.inputs / "harnes.yaml"
    assemble(tools, source)
    gc.collect()
    gc.disable()
    try:
        assemble(tools, source)
        assert gc.collect() == 0
    finally:
        gc.enable()

"""`assemble harnes.yaml`, as a user runs it."""

from __future__ import annotations


def test_a_bare_name_is_sought_in_inputs(assemble, workspace):
    result = assemble("harnes.yaml")
    assert result.status == 0, result.output
    assert (workspace / "out/harnes/convention.docx").is_file()

"""Every check of the table is documented, triggered by its bad sample and silent on its good one."""

from __future__ import annotations

import shutil

import pytest
from conftest import REPOSITORY
from samples import approved, findings_of, findings_of_sample, laid_over

from assembler.checks.run import FAMILIES
from assembler.checks.table import CHECKS

assert FAMILIES


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """Only what a check may need: the inputs; clauses and templates are those in memory."""
    root = tmp_path_factory.mktemp("espace")
    shutil.copytree(REPOSITORY / "inputs", root / "inputs")
    (root / "clauses").mkdir()
    return root


@pytest.fixture(scope="module")
def tools_approved(tools):
    return approved(tools)


def codes(found):
    return {finding.code for finding in found}


def test_the_complete_convention_has_no_finding(tools_approved, workspace):
    found = findings_of(tools_approved, workspace, laid_over(""))
    assert found == (), "\n".join(f"{f.place}: {f.code} {f.message}" for f in found)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_the_bad_sample_triggers_the_check(check, tools_approved, workspace):
    assert check.code in codes(findings_of_sample(tools_approved, workspace, check.bad))


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_the_good_sample_does_not(check, tools_approved, workspace):
    assert check.code not in codes(findings_of_sample(tools_approved, workspace, check.good))


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_the_check_is_documented(check):
    for text in (check.meaning, check.source, check.mend, check.bad, check.good):
        assert text.strip()
    assert check.otherwise in ("avertissement", "information", "bloquant")

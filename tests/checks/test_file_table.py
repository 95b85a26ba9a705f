"""Every check of produced files is documented, triggered by its bad sample and silent on its good one."""

from __future__ import annotations

from datetime import date

import pytest

from assembler.checks.produced import FAULTLESS
from assembler.checks.run import FILE_FAMILIES, run_file_checks
from assembler.checks.table import CHECKS, FILE_CHECKS

assert FILE_FAMILIES
DAY = date(2023, 3, 1)


def codes(produced):
    return {finding.code for finding in run_file_checks(produced, "signature", (), DAY)}


def test_the_faultless_files_have_no_finding():
    found = run_file_checks(FAULTLESS, "publiee", (), DAY)
    assert found == (), "\n".join(f"{f.code} {f.message}" for f in found)


@pytest.mark.parametrize("check", FILE_CHECKS.values(), ids=FILE_CHECKS)
def test_the_bad_files_trigger_the_check(check):
    assert check.code in codes(check.bad_files)


@pytest.mark.parametrize("check", FILE_CHECKS.values(), ids=FILE_CHECKS)
def test_the_good_files_do_not(check):
    assert check.code not in codes(check.good_files)


@pytest.mark.parametrize("check", FILE_CHECKS.values(), ids=FILE_CHECKS)
def test_the_check_is_documented(check):
    for text in (check.meaning, check.source, check.mend, check.bad, check.good):
        assert text.strip()
    assert check.otherwise in ("avertissement", "information", "bloquant")


@pytest.mark.parametrize("check", FILE_CHECKS.values(), ids=FILE_CHECKS)
def test_a_hit_names_one_of_the_files(check):
    files = {FAULTLESS.word_place, FAULTLESS.pdf_place}
    assert {hit.place for hit in check.find(check.bad_files)} <= files


def test_no_code_or_name_is_in_both_tables():
    assert not set(CHECKS) & set(FILE_CHECKS)
    assert not {each.name for each in CHECKS.values()} & {each.name for each in FILE_CHECKS.values()}

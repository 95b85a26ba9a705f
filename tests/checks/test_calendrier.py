"""Days that the calendar does not have, and those that it does."""

from __future__ import annotations

import pytest
from samples import line_of, only


@pytest.mark.parametrize(
    "day", ["31 juin 2024", "32 mars 2025", "29 février 2023", "30/02/2024", "12/13/2024", "0 mai"]
)
def test_a_day_that_does_not_exist(checked, day):
    (found,) = only(checked(f"gouvernance: {{animation: 'Réunion le {day}, à la mairie.'}}"), "PER011")
    assert day in found.message
    assert "Réunion le" in line_of(found)


@pytest.mark.parametrize(
    "day", ["29 février 2024", "1er mars 2025", "31 mars", "31/12/2026", "12/2024", "1/3 des 31 élus"]
)
def test_a_day_that_exists(checked, day):
    assert only(checked(f"gouvernance: {{animation: 'Réunion le {day}, à la mairie.'}}"), "PER011") == []

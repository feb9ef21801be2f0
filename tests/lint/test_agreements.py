"""Days of agreements at the edges of the calendar."""

from __future__ import annotations

import shutil

import pytest
from rule_pages import BASE

from avionics.app.compile import compile_project
from edits import swap


@pytest.mark.parametrize(
    ("on", "today", "found"),
    [
        pytest.param("2026-11-23", "2026-11-23", [], id="today"),
        pytest.param("2026-12-01", "2026-11-30", [], id="tomorrow, where the sun rises first"),
        pytest.param("2026-12-02", "2026-11-30", ["agreement-ahead"], id="the day after tomorrow"),
        pytest.param("2027-02-29", "2026-11-23", ["agreement-ahead"], id="a day to come that is none"),
        pytest.param("9999-12-31", "9999-12-31", [], id="the last day has no tomorrow"),
    ],
)
def test_the_day_of_an_agreement(on, today, found, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(BASE, root)
    agreed = f"  objective: 99.9\n  agreement: {{approvers: [team-shop, sre-core], on: {on}}}\n"
    swap(root / "slos" / "checkout.yaml", "  objective: 99.9\n", agreed)
    assert [one.rule for one in compile_project(str(root), today=today).findings] == found


@pytest.mark.parametrize(
    ("revisit", "found"),
    [
        pytest.param("", [], id="no day was agreed on"),
        pytest.param(", revisit: 2026-11-23", [], id="today is in time"),
        pytest.param(", revisit: 2026-11-22", ["agreement-expired"], id="yesterday was the day"),
    ],
)
def test_the_day_an_agreement_is_looked_at_again(revisit, found, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(BASE, root)
    agreed = f"  objective: 99.9\n  agreement: {{approvers: [team-shop, sre-core], on: 2026-10-01{revisit}}}\n"
    swap(root / "slos" / "checkout.yaml", "  objective: 99.9\n", agreed)
    assert [one.rule for one in compile_project(str(root), today="2026-11-23").findings] == found

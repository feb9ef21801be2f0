"""What is wrong with another service keeps nobody from testing, or exporting, their own."""

from __future__ import annotations

import pytest

from avionics.app.exporting import export
from edits import swap
from proof.projects import TODAY, project, proved, said


@pytest.fixture
def beside(tmp_path):
    """The tiny project, and another service whose objectives break the schema."""
    root = project(tmp_path / "project")
    service = (root / "services" / "checkout.yaml").read_text("utf-8")
    (root / "services" / "other.yaml").write_text(
        service.replace("checkout", "other").replace("Checkout", "Other"), "utf-8"
    )
    slos = (root / "slos" / "checkout.yaml").read_text("utf-8")
    (root / "slos" / "other.yaml").write_text(slos.replace("checkout", "other").replace("99.9", "high"), "utf-8")
    return root


def test_a_service_is_tested_beside_a_broken_one(beside, monkeypatch):
    done = proved(beside, monkeypatch, services=("checkout",))
    assert said(done) == []
    assert done.trials
    assert {trial.where.path for trial in done.trials} <= {"slos/checkout.yaml", "services/checkout.yaml"}


def test_all_are_not_and_the_broken_one_is_not(beside, monkeypatch):
    everything = proved(beside, monkeypatch)
    assert everything.trials == ()
    assert {finding.where.path for finding in everything.findings} == {"slos/other.yaml"}
    assert proved(beside, monkeypatch, services=("other",)).findings == everything.findings


def test_what_all_share_stops_everybody(beside, monkeypatch):
    team = next((beside / "teams").iterdir())
    swap(team, "title:", "titel:")
    done = proved(beside, monkeypatch, services=("checkout",))
    assert done.trials == ()
    assert f"teams/{team.name}" in {finding.where.path for finding in done.findings}


def test_a_service_is_exported_beside_a_broken_one(beside):
    assert list(export(str(beside), "openslo", ["checkout"], today=TODAY).made) == ["checkout.openslo.yaml"]
    assert export(str(beside), "openslo", [], today=TODAY).failed

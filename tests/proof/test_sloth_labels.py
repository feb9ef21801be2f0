"""The profile `sloth`: its labels are those of every series and alert, and what is made of a ratio has its window."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from avionics.app.init import init
from edits import append
from proof.faults import plant, plant_alone, swapped
from proof.maintenance import HOUR
from proof.projects import TODAY, objectives, project, proved, said


@pytest.fixture
def fresh(tmp_path):
    """What `avionics init` writes, with the profile."""
    init(str(tmp_path / "new"), today=TODAY)
    return profiled(tmp_path / "new")


def profiled(root):
    append(root / "avionics.yaml", "rules: {profile: sloth}\n")
    return root


def test_a_new_repository_is_proved_and_its_ratios_too(fresh, monkeypatch):
    done = proved(fresh, monkeypatch)
    assert [message for message in said(done) if "test-failed" in message] == []
    records = {trial.claim.partition(" ")[0] for trial in done.trials}
    windows = ("5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d")
    assert records >= {f"slo:sli_error:ratio_rate{window}" for window in windows}
    assert records >= {
        "slo:current_burn_rate:ratio", "slo:period_burn_rate:ratio", "slo:period_error_budget_remaining:ratio",
    }  # fmt: skip


KEPT_APART = [
    {
        "window": {"every": "month", "timeZone": "UTC"},
        "sli": {"ratio": {"total": "a_total", "good": 'a_total{code="2"}'}},
    },
    {"sli": {"latency": {"histogram": "w_seconds", "threshold": "1s"}}},
    {"sli": {"probe": "ready"}},
]


def test_a_service_kept_apart_over_a_month_with_maintenance_is_proved(tmp_path, monkeypatch):
    slos = objectives(*({"by": ["region"], **each} for each in KEPT_APART))
    root = profiled(project(tmp_path / "project", slos=f"{slos}maintenance:\n{HOUR}"))
    done = proved(root, monkeypatch)
    assert [trial for trial in done.trials if trial.fault] == []
    assert any("slo:sli_error:ratio_rate_month" in trial.claim for trial in done.trials)
    assert {trial.subject for trial in done.trials if "in planned maintenance" in trial.claim} >= {
        f"checkout/of-{number} tier 1h" for number in range(len(KEPT_APART))
    }


def test_the_series_that_lists_an_objective_is_proved(tmp_path, monkeypatch):
    root = profiled(project(tmp_path / "project"))
    plant_alone(monkeypatch, swapped("vector(1)", "vector(2)"))
    done = proved(root, monkeypatch)
    (message,) = said(done)
    assert "checkout/availability in P is 2 times what it must be: sloth_slo_info" in message


def test_labels_that_differ_are_named(tmp_path, monkeypatch):
    root = profiled(project(tmp_path / "project"))
    plant(monkeypatch, without_window)
    told = "has other labels: sloth_window is '', not '5m': slo:current_burn_rate:ratio"
    done = proved(root, monkeypatch)
    assert any(told in message for message in said(done)), said(done)
    assert not any("is 1 times" in message or "must be 0, and is 0E+00" in message for message in said(done))


def without_window(rule):
    return replace(rule, labels=tuple(pair for pair in rule.labels if pair[0] != "sloth_window"))

"""Two alerts or objectives of one service that tell alike; what tells in another way is meant."""

from __future__ import annotations

import pytest
from rule_pages import checked

HEAD = "apiVersion: avionics/v1\nservice: checkout\nkind: "
ALERT = "  expr: max by (queue) (age_seconds) > 5\n  type: symptom\n  impact: None yet\n  by: [queue]\n"
ALERT += "  playbook: checkout/CheckoutQueueStuck.md\n"
SLO = "  playbook: checkout/availability.md\n  sli: {probe: up}\n"


def alerts(one: str, other: str) -> dict[str, str]:
    """Two alerts on one condition."""
    listed = f"- name: CheckoutOne\n{ALERT}{one}- name: CheckoutOther\n{ALERT}{other}"
    return {"alerts/checkout.yaml": f"{HEAD}Alerts\nalerts:\n{listed}"}


def slos(one: str, other: str) -> dict[str, str]:
    """Two objectives of one indicator."""
    return {
        "slos/checkout.yaml": f"{HEAD}ServiceLevelObjectives\nslos:\n- name: one\n{SLO}{one}- name: other\n{SLO}{other}"
    }


def repeated(files: dict[str, str], tmp_path) -> int:
    """How many are told of; nothing else may be an error."""
    findings, output = checked(files, tmp_path / "project")
    assert not [one for one in findings if one.severity == "error"], output
    return sum(one.rule == "repeated-alert" for one in findings)


TICKET = "  severity: ticket\n  stage: ticket\n"
AIM = "  objective: 99\n"


@pytest.mark.parametrize("files", [alerts(TICKET, TICKET), slos(AIM, AIM)], ids=["alerts", "objectives"])
def test_a_copy(files, tmp_path):
    assert repeated(files, tmp_path) == 1


@pytest.mark.parametrize(
    "other",
    [
        TICKET + "  for: 10m\n",
        TICKET + "  keepFiringFor: 30m\n",
        "  severity: page\n  stage: ticket\n",
        "  severity: ticket\n  stage: shadow\n",
        TICKET + "  labels: {channel: night}\n",
        TICKET + "  environments: {staging: {for: 1h}}\n",
    ],
    ids=["for", "keep", "severity", "stage", "labels", "environment"],
)
def test_an_alert_that_tells_in_another_way(other, tmp_path):
    assert repeated(alerts(TICKET, other), tmp_path) == 0


@pytest.mark.parametrize(
    "other",
    [
        "  objective: 98\n",
        AIM + "  window: 90d\n",
        AIM + "  by: [instance]\n",
        AIM + "  alerting: {disable: [3d]}\n",
        AIM + "  alerting: {tiers: {3d: {severity: page}}}\n",
        AIM + "  environments: {staging: {objective: 90}}\n",
    ],
    ids=["objective", "period", "by", "a tier left out", "a tier", "environment"],
)
def test_an_objective_that_tells_in_another_way(other, tmp_path):
    assert repeated(slos(AIM, other), tmp_path) == 0


def test_what_nobody_is_told_of(tmp_path):
    shadow = "  severity: ticket\n"
    assert repeated(alerts(shadow, shadow), tmp_path) == 0

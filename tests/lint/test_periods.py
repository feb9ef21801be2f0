"""Slips in windows and in planned maintenance: each is one finding, and nothing crashes for it."""

from __future__ import annotations

import shutil

import pytest
from rule_pages import BASE, checked

from avionics.app.compile import compile_project

HEAD = "apiVersion: avionics/v1\nservice: checkout\nkind: ServiceLevelObjectives\n"
SLO = "slos:\n- name: availability\n  objective: 99.9\n  sli: {probe: up}\n"


def found(text: str, folder) -> list[str]:
    findings, _ = checked({"slos/checkout.yaml": HEAD + text}, folder / "project")
    return [f"{finding.rule}: {finding.message}" for finding in findings if finding.rule != "not-linted"]


@pytest.mark.parametrize(
    ("window", "says"),
    [
        ("{every: year, timeZone: UTC}", "schema: every: expected week, month or quarter, found the text 'year'"),
        ("{every: month}", "schema: 'timeZone' is missing"),
        ("{every: month, timeZone: ../../etc/passwd}", "timeZone: '../../etc/passwd'"),
        ("{every: month, timeZone: CEST}", "unknown-time-zone: there is no time zone 'CEST'"),
        ("month", "window: 'month'"),
    ],
)
def test_windows(window, says, tmp_path):
    (message,) = found(f"{SLO}  window: {window}\n", tmp_path)
    assert says in message, message


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (
            "from: 2026-12-01, to: 2026-12-02T02:00:00Z, reason: x",
            "from: expected an instant in UTC, found the text '2026-12-01'",
        ),
        (
            "from: 2026-12-01T22:00:00+01:00, to: 2026-12-02T02:00:00Z, reason: x",
            "found the text '2026-12-01T22:00:00+01:00'",
        ),
        ("from: 2026-12-01T22:00:00Z, to: 2026-12-02T02:00:00Z", "schema: 'reason' is missing"),
        (
            "from: 2026-12-01T22:00:00Z, to: 2026-12-02T02:00:00Z, reason: x, environments: [D-P]",
            "unknown-environment: checkout does not run in an environment 'D-P'",
        ),
    ],
)
def test_maintenance(fields, says, tmp_path):
    (message,) = found(f"maintenance:\n- {{{fields}}}\n{SLO}", tmp_path)
    assert says in message, message


def test_a_day_that_is_no_day_is_the_one_after(tmp_path):
    planned = "maintenance:\n- {from: 2027-02-29T00:00:00Z, to: 2027-03-01T02:00:00Z, reason: x}\n"
    assert found(planned + SLO, tmp_path) == []


@pytest.mark.parametrize(
    ("every", "kept", "says"),
    [
        ("quarter", "90d", ["'availability' looks back 92d, and samples are kept for 90d"]),  # July to September
        ("quarter", "92d", []),
        ("month", "30d", ["'availability' looks back 31d, and samples are kept for 30d"]),
        ("month", "31d", []),
        ("week", "7d", []),
    ],
)
def test_a_period_of_the_calendar_is_as_long_as_its_longest(every, kept, says, tmp_path):
    """Called 90 days, a quarter of 92 lost its first two towards its end, and nothing said so."""
    slos = f"{HEAD}{SLO}  window: {{every: {every}, timeZone: Europe/Berlin}}\n"
    project = (BASE / "avionics.yaml").read_text("utf-8") + f"rules: {{retention: {kept}}}\n"
    findings, _ = checked({"slos/checkout.yaml": slos, "avionics.yaml": project}, tmp_path / "project")
    assert [finding.message for finding in findings] == says


@pytest.mark.parametrize("written", ['max_over_time(up{a="1d"}[86400000])', 'up{a="1d"} offset 86400000'])
def test_numbers_look_back_too(written, tmp_path):
    """Prometheus 2.54 reads them as seconds: 1000 days."""
    alert = f"- {{name: CheckoutUp, expr: '{written}', above: 1, severity: ticket, type: cause, impact: Nothing}}\n"
    head = HEAD.replace("ServiceLevelObjectives", "Alerts")
    project = (BASE / "avionics.yaml").read_text("utf-8") + "rules: {retention: 40d}\n"
    findings, _ = checked({"alerts/checkout.yaml": f"{head}alerts:\n{alert}", "avionics.yaml": project}, tmp_path / "a")
    rules = {finding.rule for finding in findings}
    assert rules >= {"window-retention", "promql-version"}
    assert "rule-crashed" not in rules


@pytest.mark.parametrize("length", ["300", "3e2", "0x12c", "300.0"])
def test_a_number_is_no_length_to_older_prometheus(length, tmp_path):
    """promtool 2.42 says of each: missing unit character in duration."""
    alert = (
        f"- {{name: CheckoutUp, expr: 'rate(x[{length}])', above: 1, severity: ticket, type: cause, impact: None}}\n"
    )
    text = f"{HEAD.replace('ServiceLevelObjectives', 'Alerts')}alerts:\n{alert}"
    findings, _ = checked({"alerts/checkout.yaml": text}, tmp_path / "project")
    assert f"does not know the number '{length}' as a duration" in str([one.message for one in findings])


@pytest.mark.parametrize(
    ("today", "says"),
    [
        ("2025-12-31", "from 2026 on only"),
        ("2026-01-01", ""),
        ("2030-06-30", ""),
        ("2030-07-01", "up to the end of 2030 only"),
    ],
)
def test_a_calendar_of_five_years_is_told_before_it_begins_and_half_a_year_before_it_ends(today, says, tmp_path):
    """It ends with 2030 where the project says no other year."""
    root = tmp_path / "project"
    shutil.copytree(BASE, root)
    slos = (
        "slos:\n- name: availability\n  objective: 99.9\n  window: {every: month, timeZone: UTC}\n  sli: {probe: up}\n"
    )
    (root / "slos" / "checkout.yaml").write_text(HEAD + slos)
    findings = compile_project(str(root), today=today).findings
    assert [says in one.message for one in findings if one.rule == "calendar-ends"] == [True] * bool(says)

"""Periods of the calendar, under a clock that is moved to them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import yaml
from msgspec.structs import replace

from avionics.app.compile import compile_project
from avionics.app.prove.batches import verdicts
from avionics.conventions import names
from avionics.model.calendar import Calendar
from avionics.place import Where
from avionics.plan.objectives.objective import Objective
from avionics.plan.values import Group, Recording
from avionics.proof.faults.mutants import mutants
from avionics.proof.needed import name_of
from avionics.proof.periods.civil import period_of
from avionics.proof.running.clock import moved
from avionics.proof.suites.of_plan import suites
from proof.faults import believe, plant, swapped
from proof.projects import TINY, TODAY, objectives, project, proved, said
from tools import tool

SLOS = (TINY / "slos" / "checkout.yaml").read_text("utf-8")
FEBRUARY = int(datetime(2026, 2, 1, tzinfo=UTC).timestamp())


def written(every, zone):
    return SLOS.replace("  objective: 99.9\n", f"  objective: 99.9\n  window: {{every: {every}, timeZone: {zone}}}\n")


PERIODS = [
    ("month", "UTC"), ("month", "Asia/Kolkata"), ("quarter", "America/New_York"), ("week", "Europe/Berlin"),
]  # fmt: skip


def test_a_period_is_proved_on_both_sides_of_a_boundary(tmp_path, monkeypatch):
    (plain,) = yaml.safe_load(SLOS)["slos"]
    slos = objectives(*({"window": {"every": every, "timeZone": zone}, "sli": plain["sli"]} for every, zone in PERIODS))
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch)
    assert said(done) == []
    for number, (every, _) in enumerate(PERIODS):
        claims = {trial.claim.partition(",")[0] for trial in done.trials if trial.subject == f"checkout/of-{number}"}
        assert claims >= {
            "slo:time_period:start_seconds", "slo:time_period:days", "no slo:time_period:days outside of the table",
            "slo:period_error_budget_remaining:ratio over the period",
            f"slo:sli_total:increase_{every} over the period",
        }  # fmt: skip


OWN = '{environment="P",service="checkout",slo="availability"}'
_A_MONTH_LATER = f"2678400 * (time() >= bool {FEBRUARY})"
PLANTED = [
    # one hour late; from the day before on; a month that is not counted from its boundary on; February of 29 days
    (f"bool {FEBRUARY}", f"bool {FEBRUARY + 3600}", "must not be there"),
    (_A_MONTH_LATER, _A_MONTH_LATER.replace("2678400", "2592000"), "times what it must be"),
    ("(vector(time()) > scalar(", "(vector(time()) > 0 * scalar(", "times what it must be"),
    ("- 3 * (time()", "- 2 * (time()", "slo:time_period:days"),
    ("[59s999ms]) and on () (vector(time()) >", "[5m]) and on () (vector(time()) >", "where none was recorded"),
    # hours that are looked for twice as often; a month without events
    ("[31d:1h]", "[31d:30m]", "slo:sli_coverage:ratio_month where none was recorded"),
    (f"increase_month{OWN} > 0", f"increase_month{OWN} >= 0", "ratio_rate_month over the period"),
]


@pytest.mark.parametrize(("sound", "broken", "expected"), PLANTED)
def test_a_planted_fault_is_found(sound, broken, expected, tmp_path, monkeypatch):
    plant(monkeypatch, swapped(sound, broken))
    done = proved(project(tmp_path / "project", slos=written("month", "UTC")), monkeypatch)
    assert any(expected in message for message in said(done)), said(done)


SINCE_MONDAY = f"{OWN} and on () (vector(time()) > scalar(slo:time_period:start_seconds{OWN} @ end())))"
ERRORS = f"slo:sli_errors:rate1h{SINCE_MONDAY}"


@pytest.mark.parametrize(
    ("sound", "broken", "expected"),
    [
        (f"{ERRORS}[7d1h:1h]", f"{ERRORS}[3d12h:1h]", "slo:sli_errors:increase_week over the period"),
        ("time() % 3600", "time() % 7200", "slo:sli_total:increase_week over the period"),
    ],
)
def test_a_fault_that_half_a_period_shows_is_found(sound, broken, expected, tmp_path, monkeypatch):
    """Errors in the first half of a week, and an odd hour, at which weeks of Berlin begin in winter."""
    plant(monkeypatch, swapped(sound, broken))
    done = proved(project(tmp_path / "project", slos=written("week", "Europe/Berlin")), monkeypatch)
    assert any(expected in message for message in said(done)), said(done)


def test_boundaries_of_another_zone_are_found(tmp_path, monkeypatch):
    """The whole table is that of Berlin, and the suites look at its boundaries: the spec says UTC."""
    believe(monkeypatch)
    form = Objective.form.func
    berlin = property(lambda aim: replace(form(aim), calendar=Calendar("month", "Europe/Berlin")))
    monkeypatch.setattr(Objective, "form", berlin)
    done = proved(project(tmp_path / "project", slos=written("month", "UTC")), monkeypatch)
    assert any("slo:time_period:start_seconds" in message for message in said(done)), said(done)


@pytest.mark.parametrize(("zone", "every"), [("UTC", 1), ("Europe/Berlin", 5)])
def test_faults_in_five_years_of_weeks_show(zone, every, tmp_path):
    """Those of Berlin are of three lengths, those of UTC all alike. How many the last row has at most is no fault: the
    table ends with it. A row has 22 numbers and operators to go wrong: every fifth fault is each of them, in a row that
    a summer begins and in one that a winter does."""
    root = project(tmp_path / "project", slos=written("week", zone))
    compiled = compile_project(str(root), today=TODAY, targets=("prometheus",))
    for suite in suites(compiled.outcomes["checkout"].plan, compiled.catalog, []):
        rules = [rule for group in suite.groups for rule in group.rules if name_of(rule) == names.PERIOD_START]
        if rules:
            break
    last = rules[0].expr.rpartition(") + 1, 0, ")[2].partition(")")[0]
    tried = [(mutant.said, mutant, suite) for mutant in list(mutants(rules[0]))[::every]]
    found = dict(verdicts(tool("promtool"), str(tmp_path), tried))
    survived = [said for said, verdict in found.items() if verdict != "noticed"]
    assert [said for said in survived if f"0, {last} -> " not in said] == [], f"{len(tried)} faults"


BEGAN = [
    # every, zone, an instant, the day its period began as people there write it, and its days
    ("month", "Europe/Berlin", "2028-02-29T22:59:59", "2028-01-31T23:00:00", 29),
    ("month", "Europe/Berlin", "2028-02-29T23:00:00", "2028-02-29T23:00:00", 31),
    ("month", "America/New_York", "2026-11-01T04:00:00", "2026-11-01T04:00:00", 30),
    ("quarter", "America/New_York", "2026-06-30T12:00:00", "2026-04-01T04:00:00", 91),
    ("quarter", "UTC", "2026-12-31T23:59:59", "2026-10-01T00:00:00", 92),
    ("week", "Asia/Kolkata", "2026-01-04T18:29:59", "2025-12-28T18:30:00", 7),
    ("week", "Asia/Kolkata", "2026-01-04T18:30:00", "2026-01-04T18:30:00", 7),
]


@pytest.mark.parametrize(("every", "zone", "now", "began", "days"), BEGAN)
def test_periods_are_reckoned_back_from_a_day(every, zone, now, began, days):
    at, start = (int(datetime.fromisoformat(f"{one}+00:00").timestamp()) for one in (now, began))
    assert period_of(Calendar(every, zone), at) == (start, days)


@pytest.mark.parametrize(("every", "zone", "tiles"), [
    ("month", "Asia/Kathmandu", "8,928 pairs of 5m"), ("quarter", "Asia/Kolkata", "4,416 pairs of 30m"),
])  # fmt: skip
def test_what_promtool_cannot_hold_is_said(every, zone, tiles, tmp_path, monkeypatch):
    done = proved(project(tmp_path / "project", slos=written(every, zone)), monkeypatch)
    assert len(said(done)) == 1
    assert f"its period cannot be proved: it is a sum of {tiles}" in said(done)[0]
    assert "a server holds 50,000,000" in done.findings[0].help


def test_only_times_that_are_asked_for_are_moved():
    expr = 'vector(time()) > x{time="time()"} and hour(timestamp(y)) < time ( )'
    (group,) = moved((Group("a", 60, (Recording(Where("x"), "a:b", expr, ()),)),), 10)
    (rule,) = group.rules
    assert rule.expr == 'vector((time() + 10)) > x{time="time()"} and hour((timestamp(y) + 10)) < (time ( ) + 10)'

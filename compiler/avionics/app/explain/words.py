"""Conditions, budgets and numbers in words."""

from __future__ import annotations

from decimal import Decimal

from avionics.model.alert import Alert
from avionics.model.logs import Logs
from avionics.model.project import Pairs
from avionics.plan.alerts.burn_text import failures
from avionics.plan.alerts.written import condition_of
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.windows import Tier
from avionics.plan.values import PlannedAlert
from avionics.promql.meaning.compare import condition
from avionics.promql.text.duration import text
from avionics.promql.text.number import number
from avionics.report.simulation.words import lasting
from avionics.slis.words import counted

_SIDES = {
    ">": "is above",
    "<": "is below",
    ">=": "is at least",
    "<=": "is at most",
    "==": "is exactly",
    "!=": "is not",
}


def burning(tier: Tier, aim: Objective) -> str:
    """When a tier of an objective fires."""
    said = aim.words
    share = f"more than {percent(tier.burn_rate(aim.slo.window) * aim.budget)} of {said.whole}"
    events = f" among at least {counted(tier.min_events, said.events)}" if tier.min_events else ""
    failed = f"at least {failures(aim, tier)}{events} in {tier.long}"
    held = f", and all of it for {tier.for_}" if tier.for_ else ""
    return f"when {share} in the last {tier.long} and {tier.short} {said.bad}, and {failed}{held}"


def percent(ratio: Decimal) -> str:
    """0.0144 as `1.44 %`."""
    return f"{number(ratio * 100)} %"


def allowance(aim: Objective) -> str:
    """What an error budget lets happen: as a share, and as minutes of everything failing."""
    outage = lasting(round(aim.slo.window * aim.budget))
    calendar = f", a {aim.slo.calendar.every} counted as {text(aim.slo.window)}" if aim.slo.calendar else ""
    return f"{percent(aim.budget)} of {aim.words.events} may be bad, as many as in {outage} of full outage{calendar}"


def compared(written: Alert, planned: PlannedAlert) -> str:
    """When an alert fires in an environment: its comparison and how long it must hold."""
    parts = condition(condition_of(written, planned.environment))
    held = f"{_SIDES[parts.operator]} {quantity(parts.value, written.unit)}" if parts else "has a result"
    lasting = f" for {planned.for_}" if planned.for_ else ", at once"
    return f"when the expression {held}{lasting}"


def threshold(written: Alert, environment: str) -> str:
    """The number an alert is held against in an environment; empty where its condition has no single one."""
    parts = condition(condition_of(written, environment))
    return number(parts.value) if parts else ""


def quantity(value: float, unit: str) -> str:
    """A value of one of Grafana's units, for people."""
    plain = number(value)
    if unit == "percentunit":
        return f"{plain} ({number(Decimal(repr(value)) * 100)} %)"
    if unit == "s":
        long = f" ({text(int(value))})" if value >= 60 and value == int(value) else ""
        return f"{plain} s{long}"
    return plain if unit in ("short", "none", "bool", "") else f"{plain} {unit}"


def apart(by: tuple[str, ...]) -> str:
    """That what labels keep apart is judged so, and yet one notification."""
    return f"judged for each {' and '.join(by)} on its own, told together: a pager adds to an open incident"


def logs(where: Logs) -> str:
    """Where the logs are."""
    if where.discover:
        return f"the saved Discover view {where.discover}"
    if where.dashboard:
        return f"the Kibana dashboard {where.dashboard}"
    return f"{where.data_view}: {where.query}" if where.query else where.data_view


def paired(labels: Pairs) -> str:
    """Labels, or that there are none."""
    return several(tuple(f"{name}={value}" for name, value in labels))


def several(items: tuple[str, ...]) -> str:
    """Items of a list, or that there are none."""
    return ", ".join(items) if items else "none"

"""Every alert is shown by a panel: the one its dashboard link opens."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.place import Where
from avionics.plan.alerts.led_to import led_to
from avionics.plan.values import Plan, PlannedAlert


@rule("error", "the panel that an alert's dashboard link opens is in the cockpit")
def check(plan: Plan) -> Iterator[Problem]:
    """Looks at alerts as compiled, drafts included; each spec node once, however many alerts it has."""
    shown = led_to(plan.service)
    missing: dict[Where, dict[str, PlannedAlert]] = {}
    for alert in plan.alerts():
        if alert.panel not in shown:
            missing.setdefault(alert.where, {})[alert.name] = alert
    for where, alerts in missing.items():
        first, *others = alerts.values()
        leads = "their dashboard links lead nowhere" if others else "its dashboard link leads nowhere"
        yield Problem(where, f"no panel of the cockpit shows {_listed(list(alerts))}: {leads}", _help(first))


def _listed(names: list[str]) -> str:
    """`A, B and C`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _help(alert: PlannedAlert) -> str:
    """The links of an objective always open its standard panels; that of an alert as written can open a written one."""
    if alert.slo:
        return "take 'objectives' out of the cockpit's hide"
    return f"take 'alerts' out of the cockpit's hide, or give a panel 'alert: {alert.name}'"

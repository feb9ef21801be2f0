"""Every alert is shown by a panel: the one its dashboard link opens."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.plan.values import Plan, PlannedAlert


@rule("error", "the panel that an alert's dashboard link opens is in the cockpit")
def check(plan: Plan, catalog: Catalog) -> Iterator[Problem]:
    """Looks at alerts as compiled, drafts included; each name once, however many environments it holds in."""
    del catalog
    shown = {panel.key for panel in plan.cockpit.panels()}
    missing = {alert.name: alert for alert in plan.alerts() if alert.panel not in shown}
    for alert in missing.values():
        message = f"no panel of the cockpit shows {alert.name}: its dashboard link leads nowhere"
        yield Problem(alert.where, message, _help(alert))


def _help(alert: PlannedAlert) -> str:
    """The link of a burn alert always opens the panel of its objective; that of others can open a written one."""
    if alert.slo:
        return "take 'objectives' out of the cockpit's hide"
    return f"take 'alerts' out of the cockpit's hide, or give a panel 'alert: {alert.name}'"

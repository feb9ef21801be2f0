"""What to do: pages, ways on, first steps, whom to call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from avionics.app.explain.scope import Scope
from avionics.model.logs import Logs
from avionics.model.project import Environment
from avionics.model.service import STEPS
from avionics.plan.alerts.annotations import RECENT, dashboard_url, logs_url, playbook_url
from avionics.plan.alerts.oncall import address, contacts
from avionics.plan.values import PlannedAlert
from avionics.report.explanation.values import Fact, Guide, Page, Way


def guide(alerts: tuple[PlannedAlert, ...], runbook: str, logs: Logs, within: Scope) -> Guide:
    """What whoever is told by `alerts` has at hand."""
    first = {alert.environment: alert for alert in reversed(alerts)}
    pages = [page("playbook", reference, within) for reference in dict.fromkeys(alert.playbook for alert in alerts)]
    pages += [page("runbook", runbook, within)] if runbook else []
    ways = (
        _way(plan.environment, first[plan.environment.name], logs, within)
        for plan in within.environments
        if plan.environment.name in first
    )
    return Guide(tuple(pages), tuple(ways), contacts=tuple(_contacts(within)))


def service_guide(within: Scope) -> Guide:
    """What is at hand for a service as a whole."""
    oncall = within.service.oncall
    return Guide(
        ways=tuple(_whole(plan.environment, within) for plan in within.environments),
        steps=tuple(
            within.sources.fact(title.lower(), address(oncall.given[key], within.catalog), oncall.where, key)
            for key, title in STEPS.items()
            if key in oncall.given
        ),
        contacts=tuple(_contacts(within)),
    )


def page(kind: Literal["playbook", "runbook"], reference: str, within: Scope) -> Page:
    """A playbook or runbook, and whether it is there."""
    path, _, anchor = reference.partition("#")
    known = within.pages.get(path)
    url = playbook_url(within.catalog.project, reference)
    if known is None:
        begin = f"begin it with 'avionics new playbook {path}'" if kind == "playbook" else "there is no such page"
        return Page(kind, reference, "", "", url, f"missing: {begin}", missing=True)
    headings = dict(zip(known.anchors, (text for _, text, _ in known.headings), strict=True))
    if anchor and anchor not in known.targets.names:
        note = f"missing: no heading there is {anchor!r}"
        return Page(kind, reference, known.title, "", url, note, missing=True)
    note = f"reviewed {known.reviewed}" if known.reviewed else ""
    if known.kind == "Runbook":
        note = f"temporary: expires {known.expires}, then replaced by {known.exit_type} {known.exit_ref}"
    return Page(kind, reference, known.title, headings.get(anchor, ""), url, note)


def panel_title(key: str, within: Scope) -> str:
    """`row > title` of a panel in the cockpit; empty when it was hidden."""
    rows = within.plan.cockpit.rows
    panels = ((row.title, panel) for row in rows for panel in row.panels)
    return next((f"{row} > {panel.title}" for row, panel in panels if panel.key == key), "")


def _way(environment: Environment, alert: PlannedAlert, logs: Logs, within: Scope) -> Way:
    """Addresses that open at once, on the last hour: without the labels that only an alert that fires can fill in."""
    service, shown = within.service.name, panel_title(alert.panel, within)
    panel = dashboard_url(environment, service, alert.panel if shown else "").back(RECENT)
    return Way(environment.name, shown, panel, logs_url(environment, logs, ()).back(RECENT))


def _whole(environment: Environment, within: Scope) -> Way:
    """The whole cockpit and all logs of a service."""
    service = within.service
    logs = logs_url(environment, service.logs, ()).back(RECENT)
    return Way(environment.name, "", dashboard_url(environment, service.name).back(RECENT), logs)


def _contacts(within: Scope) -> Iterator[Fact]:
    """Of mission control with its address."""
    project = within.catalog.project
    for contact, where in contacts(within.service, within.catalog):
        address = project.mission_control_url if contact is project.mission_control else ""
        reach = " · ".join(part for part in (contact.reach, address) if part)
        yield Fact(contact.name, reach, within.sources.place(where))

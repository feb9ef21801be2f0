"""What to do: pages, ways on, first steps, whom to call."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.app.explain.scope import Scope
from avionics.conventions import names
from avionics.links import grafana
from avionics.model.project import Environment
from avionics.plan.annotations import dashboard_url, logs_url, playbook_url
from avionics.plan.oncall import address
from avionics.plan.values import PlannedAlert
from avionics.report.explanation.values import Fact, Guide, Page, Way


def guide(alerts: tuple[PlannedAlert, ...], playbook: str, runbook: str, within: Scope) -> Guide:
    """What whoever is told by `alerts` has at hand."""
    first = {alert.environment: alert for alert in reversed(alerts)}
    ways = tuple(_way(first[plan.environment.name], within) for plan in within.environments if plan.environment.name in first)
    pages = (page(playbook, within), *((page(runbook, within),) if runbook else ()))
    return Guide(pages, ways, contacts=_contacts(within))


def service_guide(within: Scope) -> Guide:
    """What is at hand for a service as a whole."""
    oncall = within.service.oncall
    steps = (
        ("drain", "drain", oncall.drain), ("roll back", "rollback", oncall.rollback),
        ("block traffic", "blockTraffic", oncall.block_traffic), ("architecture", "architecture", oncall.architecture),
    )  # fmt: skip
    return Guide(
        ways=tuple(_whole(plan.environment, within) for plan in within.environments),
        steps=tuple(
            within.sources.fact(name, address(reference, within.catalog), oncall.where, key)
            for name, key, reference in steps
            if reference
        ),
        contacts=_contacts(within),
    )


def page(reference: str, within: Scope) -> Page:
    """A playbook or runbook, and whether it is there."""
    path, _, anchor = reference.partition("#")
    known = within.pages.get(path)
    url = playbook_url(within.catalog.project, reference)
    if known is None:
        return Page(reference, "", "", url, "missing: no such page yet")
    headings = dict(zip(known.anchors, (text for _, text, _ in known.headings), strict=True))
    note = f"temporary, expires {known.expires}: {known.exit_type} {known.exit_ref}" if known.expires else ""
    if anchor and anchor not in headings:
        note = f"missing: the page has no heading {anchor!r}"
    return Page(reference, known.title, headings.get(anchor, ""), url, note)


def panel_title(key: str, within: Scope) -> str:
    """`row > title` of a panel in the cockpit; empty when it was hidden."""
    found = (f"{row.title} > {panel.title}" for row in within.plan.cockpit.rows for panel in row.panels if panel.key == key)
    return next(found, "")


def _way(alert: PlannedAlert, within: Scope) -> Way:
    found = dict(alert.annotations)
    return Way(alert.environment, panel_title(alert.panel, within), found[names.DASHBOARD_URL], found[names.LOGS_URL])


def _whole(environment: Environment, within: Scope) -> Way:
    """The whole cockpit and all logs of a service."""
    service = within.service
    return Way(environment.name, "", cockpit_url(environment, service.name), logs_url(environment, service.logs, ()))


def cockpit_url(environment: Environment, service: str) -> str:
    """A service's cockpit, opened on an environment."""
    panel = grafana.parse(dashboard_url(environment, service, "", ()))
    return grafana.dashboard(environment.grafana, panel.uid, None, panel.variables)


def _contacts(within: Scope) -> tuple[Fact, ...]:
    return tuple(_each_contact(within))


def _each_contact(within: Scope) -> Iterator[Fact]:
    """The service's own, then mission control."""
    for index, contact in enumerate(within.service.oncall.contacts):
        yield Fact(contact.name, contact.reach, within.sources.place(within.service.oncall.where.at("contacts", index)))
    project = within.catalog.project
    control = project.mission_control
    reach = " · ".join(part for part in (control.reach, project.mission_control_url) if part)
    yield Fact(control.name, reach, within.sources.place(project.where.at("missionControl")))

"""What every alert tells the engineer it wakes: what, why it matters, and three ways on."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from avionics.conventions import names
from avionics.links import grafana, kibana
from avionics.links.url import Timeless, encode
from avionics.model.logs import Logs
from avionics.model.project import Environment, Pairs, Project
from avionics.model.service import Service
from avionics.plan.alerts.templates import literal
from avionics.promql.text.duration import seconds

RECENT = "1h"
"""How far back a link looks that knows nothing better."""

_SPANS = (RECENT, "6h", "1d", "3d", "7d")


class Ways(Struct, frozen=True):
    """The ways on that all alerts of an objective share: annotations but for the words and times. `fixed` say whom to
    call, and which pages to read."""

    environment: str
    dashboard: Timeless
    logs: Timeless
    fixed: Pairs


def ways(  # noqa: PLR0913  each is a place to go
    project: Project,
    environment: Environment,
    service: Service,
    *,
    playbook: str,
    runbook: str,
    panel: str,
    by: tuple[str, ...],
    logs: Logs,
) -> Ways:
    """The ways on of an alert in one environment."""
    control = project.mission_control
    fixed = [
        (names.MISSION_CONTROL, literal(f"{control.name}: {control.reach}")),
        (names.PLAYBOOK_URL, playbook_url(project, playbook)),
    ]
    if runbook:
        fixed.append((names.RUNBOOK_URL, playbook_url(project, runbook)))
    dashboard = dashboard_url(environment, service.name, panel, by)
    return Ways(literal(environment.title), dashboard, logs_url(environment, logs, by), tuple(fixed))


def annotated(on: Ways, *, summary: str, description: str, impact: str, back: str) -> Pairs:
    """The annotations of an alert, sorted by name. Its links show the last `back`."""
    return (
        (names.DASHBOARD_URL, on.dashboard.back(back)),
        (names.DESCRIPTION, description),
        (names.IMPACT, literal(impact)),
        (names.LOGS_URL, on.logs.back(back)),
        *on.fixed,
        (names.SUMMARY, f"{summary} in {on.environment}"),
    )


def span(lasts: str) -> str:
    """How far back to look from an alert whose condition has held for `lasts`: far enough to see it begin."""
    held = seconds(lasts)
    return next((length for length in _SPANS if seconds(length) >= 2 * held), _SPANS[-1])


def playbook_url(project: Project, reference: str) -> str:
    """The published address of a page below playbooks/, with its anchor."""
    path, hash_, anchor = reference.partition("#")
    url = project.playbook_url.replace("{path}", path).replace("{page}", path.removesuffix(".md"))
    return f"{url}{hash_}{encode(anchor)}"


def dashboard_url(environment: Environment, service: str, panel: str = "", by: tuple[str, ...] = ()) -> Timeless:
    """A panel of the service's cockpit, or all of it, every variable filled: the environment's, the alert's labels."""
    uid = names.cockpit_uid(service)
    fixed = _fixed(environment.prometheus, environment.matchers + environment.labels)
    known = [name for name, _ in fixed] if by else ()
    labels = tuple(label for label in by if label not in known)
    opened = names.panel_id(uid, panel) if panel else None
    return grafana.dashboard(environment.grafana, uid, opened, fixed, labels)


def cockpit_url(environment: Environment, service: str) -> str:
    """The whole cockpit of a service in an environment, for a link that keeps the reader's time."""
    fixed = _fixed(environment.prometheus, environment.matchers + environment.labels)
    return grafana.whole(environment.grafana, names.cockpit_uid(service), fixed)


@lru_cache(maxsize=64)
def _fixed(prometheus: str, pairs: Pairs) -> Pairs:
    """The variables that an environment fills, by name."""
    return tuple(sorted({names.DATASOURCE_VARIABLE: prometheus, **dict(pairs)}.items()))


def logs_url(environment: Environment, logs: Logs, by: tuple[str, ...]) -> Timeless:
    """The logs in Kibana, narrowed to the alert's labels: a Discover view, a saved one, or a dashboard."""
    base, space = environment.kibana, environment.kibana_space
    narrowed = tuple((field, label) for label, field in logs.labels if label in by)
    if logs.discover:
        return kibana.saved_view(base, space, logs.discover, narrowed)
    if logs.dashboard:
        return kibana.dashboard(base, space, logs.dashboard, narrowed)
    data_view = environment.data_views.get(logs.data_view, logs.data_view)
    return kibana.discover(base, space, data_view, logs.query, logs.columns, narrowed)

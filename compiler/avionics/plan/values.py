"""The plan: every rule, alert, panel, link and route as frozen values. No output format is known here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct

from avionics.conventions import names
from avionics.model.project import Environment, Pairs
from avionics.model.service import Link, Service
from avionics.model.slo import Severity, Stage
from avionics.place import Where
from avionics.plan.objectives.objective import Aims

CompiledSeverity = Literal["page", "ticket", "none"]
"""The lower of what an alert is meant for and how far it got; `none` in shadow."""


class Recording(Struct, frozen=True):
    """A recording rule, with the spec node it was compiled from."""

    where: Where
    record: str
    expr: str
    labels: Pairs


class PlannedAlert(Struct, frozen=True):
    """One alert in one environment: the rule, and why it is as it is.

    `slo` and `window` (the tier's long window) are empty for an alert that stands for itself. `playbook` is a page
    below playbooks/ with its anchor, `panel` the key of a panel in the service's cockpit, `team` who is told.
    `by` are labels the alert provably carries besides its own. `unit` is that of what is compared with a threshold in
    the end, where one is written.
    """

    where: Where
    name: str
    environment: str
    slo: str
    window: str
    expr: str
    for_: str
    keep_firing_for: str
    intended: Severity
    stage: Stage
    severity: CompiledSeverity
    team: str
    by: tuple[str, ...]
    labels: Pairs
    annotations: Pairs
    playbook: str
    panel: str
    draft: bool
    unit: str = ""


class Group(Struct, frozen=True):
    """A rule group: evaluated in order, every `interval` seconds."""

    name: str
    interval: int
    rules: tuple[Recording | PlannedAlert, ...]


class Query(Struct, frozen=True):
    """A PromQL query of a panel. `instant` asks for the latest value only.

    `limit` says that it is no measurement: above it an alert of this severity fires, in one environment at least.
    """

    expr: str
    legend: str = ""
    instant: bool = False
    limit: Literal["", "page", "ticket", "none"] = ""


class Threshold(Struct, frozen=True):
    """From `value` on (None: from the beginning), `color`."""

    value: float | None
    color: str


class Panel(Struct, frozen=True):
    """A panel, free of Grafana. `key` is stable and unique in its cockpit; its id is derived from it.

    `alerts` are the alerts this panel shows. `raw` is the user's own JSON for the kind `raw`.
    """

    where: Where
    key: str
    kind: str
    title: str
    description: str
    queries: tuple[Query, ...] = ()
    unit: str = "short"
    minimum: float | None = None
    maximum: float | None = None
    thresholds: tuple[Threshold, ...] = ()
    links: tuple[Link, ...] = ()
    alerts: tuple[str, ...] = ()
    markdown: str = ""
    raw: Mapping[str, Any] | None = None
    width: int = 12
    height: int = 8


class Row(Struct, frozen=True):
    """A titled row of panels, laid out from the left in order."""

    key: str
    title: str
    collapsed: bool
    panels: tuple[Panel, ...]


class CustomVariable(Struct, frozen=True):
    """A choice among fixed values."""

    name: str
    label: str
    values: tuple[str, ...]


class LabelVariable(Struct, frozen=True):
    """A choice among the values a label has in any of the series that `series` select; All means any."""

    name: str
    label: str
    series: tuple[str, ...]


class DatasourceVariable(Struct, frozen=True):
    """A choice among Prometheus servers; `values` are the uids of their data sources, the first is the default."""

    name: str
    label: str
    values: tuple[str, ...]


Variable = CustomVariable | LabelVariable | DatasourceVariable


class CockpitPlan(Struct, frozen=True, dict=True):
    """The standard dashboard of a service. Its rows are drawn when they are asked for: rules alone do without.

    `switches` open it in one environment, data source and all, where a reader would have to choose several things.
    """

    where: Where
    uid: str
    title: str
    description: str
    folder: str
    tags: tuple[str, ...]
    links: tuple[Link, ...]
    variables: tuple[Variable, ...]
    draw: Callable[[], tuple[Row, ...]]
    patch: tuple[Mapping[str, Any], ...]
    switches: tuple[Link, ...] = ()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows, from the top."""
        return self.draw()

    def panels(self) -> tuple[Panel, ...]:
        """All panels, in the order of the rows."""
        return tuple(panel for row in self.rows for panel in row.panels)


class EnvironmentPlan(Struct, frozen=True):
    """What one environment runs for one service: groups of rules, and drafts compiled for tests only."""

    environment: Environment
    groups: tuple[Group, ...]
    drafts: tuple[Group, ...]

    def files(self, service: str) -> tuple[tuple[str, tuple[Group, ...]], tuple[str, tuple[Group, ...]]]:
        """The paths of a service's rules and of its drafts, and the groups in each."""
        name = self.environment.name
        return (names.rule_file(name, service), self.groups), (names.draft_file(name, service), self.drafts)

    def alerts(self) -> tuple[PlannedAlert, ...]:
        """All alerts, drafts included."""
        groups = self.groups + self.drafts
        return tuple([rule for group in groups for rule in group.rules if isinstance(rule, PlannedAlert)])


class Plan(Struct, frozen=True):
    """Everything one service compiles to, and the objectives it was compiled from."""

    service: Service
    objectives: tuple[Aims, ...]
    environments: tuple[EnvironmentPlan, ...]
    cockpit: CockpitPlan

    def alerts(self) -> tuple[PlannedAlert, ...]:
        """All alerts in all environments, drafts included."""
        return tuple(alert for environment in self.environments for alert in environment.alerts())


class Receiver(Struct, frozen=True):
    """A named receiver: `settings` maps kinds (pagerduty, slack, webhook, email) to what was written for them.

    `severity` is that of the alerts it gets.
    """

    where: Where
    name: str
    settings: Mapping[str, Mapping[str, Any]]
    severity: CompiledSeverity


class Route(Struct, frozen=True):
    """Alerts that match all of `matchers` (name, value) go to `receiver`, or to the first of `routes` that matches.

    An empty `receiver` means that of the route above.
    """

    matchers: Pairs
    receiver: str
    routes: tuple[Route, ...] = ()


class Inhibition(Struct, frozen=True):
    """While an alert matches `source`, alerts that match `target` and agree on the labels `equal` stay silent.

    Matchers are (name, operator, value).
    """

    source: tuple[tuple[str, str, str], ...]
    target: tuple[tuple[str, str, str], ...]
    equal: tuple[str, ...]


class Routing(Struct, frozen=True):
    """Who is told: receivers, routes in the order they are tried, inhibitions."""

    group_by: tuple[str, ...]
    receivers: tuple[Receiver, ...]
    routes: tuple[Route, ...]
    inhibitions: tuple[Inhibition, ...]


class Ownership(Struct, frozen=True):
    """Files and who must approve their changes, in CODEOWNERS order: the last match counts. `default` may be empty.

    Paths begin at the root of the repository; `folder` is that of the project, "" where that is the root.
    """

    folder: str
    default: str
    entries: tuple[tuple[str, str], ...]


class ProjectPlan(Struct, frozen=True):
    """What all services together compile to. `alertmanager_base` is the platform team's part, None without one."""

    where: Where
    routing: Routing
    ownership: Ownership
    alertmanager_base: dict[str, Any] | None

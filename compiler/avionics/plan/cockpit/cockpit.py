"""A service to its cockpit: the standard rows, and what was written beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from msgspec.structs import replace

from avionics.conventions import names
from avionics.model.alert import Alert
from avionics.model.catalog import Catalog
from avionics.model.cockpit import WrittenPanel
from avionics.model.project import Environment
from avionics.model.service import Link, Service
from avionics.plan.alerts.annotations import cockpit_url
from avionics.plan.alerts.query import asked, expression, legend
from avionics.plan.cockpit.objective_panels import objectives_row
from avionics.plan.cockpit.standard_rows import alerts_row, consumers_row, dependencies_row, oncall_row
from avionics.plan.cockpit.thresholds import alert_thresholds
from avionics.plan.objectives.objective import Aims
from avionics.plan.objectives.surroundings import chosen, drawn
from avionics.plan.values import CockpitPlan, CustomVariable, DatasourceVariable, LabelVariable, Panel, Row, Variable
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.flow import bearers
from avionics.promql.text.duration import text
from avionics.promql.text.edit import Around, narrowed, series_at
from avionics.promql.text.tokens import TokenError
from avionics.registry import unit


def cockpit(
    service: Service, environments: tuple[Environment, ...], objectives: tuple[Aims, ...], catalog: Catalog
) -> CockpitPlan:
    """The cockpit of `service`: one dashboard for all its environments, chosen by variables.

    `objectives` are its SLOs as they hold in these.
    """
    written, around = service.cockpit, chosen(environments)
    return CockpitPlan(
        where=written.where if written else service.where,
        uid=names.cockpit_uid(service.name),
        title=(written and written.title) or service.title,
        description=(written and written.description) or service.description,
        folder=service.type,
        tags=_tags(service),
        links=service.links,
        variables=tuple(_variables(service, environments, around, catalog.project.base_window)),
        draw=lambda: tuple(_rows(service, objectives, around, catalog)),
        patch=written.patch if written else (),
        switches=tuple(_switches(service, environments)),
    )


def _tags(service: Service) -> tuple[str, ...]:
    product = (f"product:{service.product}",) if service.product else ()
    return ("cockpit", service.type, *product, f"service:{service.name}", f"team:{service.dev}", f"tier:{service.tier}")


def _switches(service: Service, environments: tuple[Environment, ...]) -> Iterator[Link]:
    """The cockpit in each environment, where a reader would have to choose more than one thing: no variable of
    Grafana's can follow another, and one that is forgotten shows raw series of one environment beside recorded ones
    of the other.
    """
    servers = {(environment.grafana, environment.prometheus) for environment in environments}
    if len(servers) > 1 or sum(len(values) > 1 for values in _labels(environments).values()) > 1:
        for environment in environments:
            yield Link(environment.title, cockpit_url(environment, service.name))


def _labels(environments: tuple[Environment, ...]) -> dict[str, tuple[str, ...]]:
    """The values of each matcher and label, as the environments have them in turn."""
    values: dict[str, dict[str, None]] = {}
    for environment in environments:
        for name, value in dict(environment.matchers + environment.labels).items():
            values.setdefault(name, {})[value] = None
    return {name: tuple(values[name]) for name in sorted(values)}


def _variables(
    service: Service, environments: tuple[Environment, ...], around: Around, base: int
) -> Iterator[Variable]:
    uids = tuple(dict.fromkeys(environment.prometheus for environment in environments))
    if uids:  # none, where a service runs in unknown environments alone: the rule unknown-environment says so
        yield DatasourceVariable(names.DATASOURCE_VARIABLE, "Data source", uids)
    told = _labels(environments)
    for name, values in told.items():
        yield CustomVariable(name, names.words(name.capitalize()), values)
    seen = set(told)
    for variable in (*_written_variables(service, around), *_group_variables(service, around, base)):
        if variable.name not in seen:
            seen.add(variable.name)
            yield variable


def _written_variables(service: Service, around: Around) -> Iterator[LabelVariable]:
    for variable in service.cockpit.variables if service.cockpit else ():
        series = narrowed(variable.series, around)
        yield LabelVariable(variable.name, variable.label or names.words(variable.name.capitalize()), (series,))


def _group_variables(service: Service, around: Around, base: int) -> Iterator[LabelVariable]:
    """One variable for each label that objectives or alerts keep apart, with the values that it has in any of them."""
    found: dict[str, dict[str, None]] = {}
    measured = drawn(names.TOTAL + text(base), around, service.name)
    for slo in service.slos:
        for label in slo.by:
            found[label] = {measured: None}
    for alert in service.alerts:
        for label in alert.by:
            series = found.setdefault(label, {})
            if one := _series_of(label, alert, around, before=[*found][: [*found].index(label)]):
                series[one] = None
    for label, series in found.items():
        if series:
            yield LabelVariable(label, label.capitalize(), tuple(series))


def _series_of(label: str, alert: Alert, around: Around, before: Collection[str]) -> str:
    """The first series that the label comes from, or the first at all where that is not certain.

    What is chosen of the labels `before` it in the cockpit narrows the choice: the namespaces of a cluster.
    """
    parsed = tree(alert.expr)
    position = min(bearers(parsed, label), default=0)
    above = (one for one in alert.by if one in before and position in bearers(parsed, one))
    chosen_before = tuple((one, f'=~"${one}"') for one in above)
    try:
        return series_at(alert.expr, position, around, chosen_before)
    except TokenError:  # reported by the rule promql-syntax
        return ""


def _rows(service: Service, objectives: tuple[Aims, ...], around: Around, catalog: Catalog) -> Iterator[Row]:
    """Functional products read alerts before their own rows, technical ones show who suffers first."""
    hidden = service.cockpit.hide if service.cockpit else ()
    standard = {
        "objectives": objectives_row(service, objectives, around),
        "consumers": consumers_row(service, around, catalog),
        "alerts": alerts_row(service, around),
        "dependencies": dependencies_row(service, around, catalog),
        "oncall": oncall_row(service, catalog),
    }
    shown = {key: row for key, row in standard.items() if key not in hidden and row.panels}
    before = ("objectives", "consumers") if service.type == "technical" else ("objectives", "alerts")
    after = ("alerts", "dependencies", "oncall") if service.type == "technical" else ("dependencies", "oncall")
    yield from (shown[key] for key in before if key in shown)
    yield from _written_rows(service, around)
    yield from (shown[key] for key in after if key in shown)


def _written_rows(service: Service, around: Around) -> Iterator[Row]:
    for row in service.cockpit.rows if service.cockpit else ():
        panels = tuple(_written_panel(panel, row.title, service, around) for panel in row.panels)
        yield Row(f"row/{row.title}", row.title, row.collapsed, panels)


def _written_panel(written: WrittenPanel, row: str, service: Service, around: Around) -> Panel:
    alert = next((alert for alert in service.alerts if alert.name == written.alert), None)
    thresholds = alert_thresholds(alert) if alert else ()
    edit = partial(asked, alert) if alert else narrowed
    kind = unit("panels", written.kind)
    key = names.written_panel(row, written.title)
    panel: Panel = kind.panel(_of_its_alert(written, alert), key, lambda expr: edit(expr, around), thresholds)
    return panel


def _of_its_alert(written: WrittenPanel, alert: Alert | None) -> WrittenPanel:
    """A panel that names an alert and no query of its own draws the alert's."""
    if alert is None or "expr" in written.fields or "queries" in written.fields:
        return written
    impact = f"{alert.impact.rstrip('.')}."
    drawn = {"expr": expression(alert), "legend": legend(alert), "unit": alert.unit, "description": impact}
    return replace(written, fields={**drawn, **written.fields})

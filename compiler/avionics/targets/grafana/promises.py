"""What a patch must leave as it is: all that the dashboard links of alerts lead to."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions.names import DASHBOARD_URL, panel_id
from avionics.links import grafana
from avionics.plan.values import Plan
from avionics.source.unchecked import mappings
from avionics.targets.grafana.modern import Json


def broken(before: Json, after: Json, plan: Plan) -> Iterator[str]:
    """What links of alerts no longer find in the dashboard `after` its patch, of what was there `before`."""
    uid = plan.cockpit.uid
    if after.get("uid") != uid:
        yield f"the patch changes the uid {uid!r}: no link would find the cockpit"
    if after.get("id") is not None:
        yield "the patch sets the number in Grafana's database: the cockpit would be written over what has it"
    if not (isinstance(after.get("title"), str) and after["title"]):
        yield "the patch leaves no text as title: Grafana refuses the cockpit"
    if after.get("schemaVersion") != before["schemaVersion"]:
        yield "the patch changes schemaVersion: Grafana would take the cockpit for one of another time, and migrate it"
    yield from _panels(before, after, plan)
    yield from _variables(before, after, plan)


def _panels(before: Json, after: Json, plan: Plan) -> Iterator[str]:
    opened = {panel_id(plan.cockpit.uid, alert.panel): alert.name for alert in plan.alerts()}
    titles = {panel["id"]: panel["title"] for panel in _panels_in(before)}
    now = [panel.get("id") for panel in _panels_in(after)]
    for identity, title in titles.items():
        found = now.count(identity)
        if identity in opened and found != 1:
            what = "takes away" if not found else "doubles the id of"
            yield f"the patch {what} the panel {title!r}: the dashboard link of {opened[identity]} opens it"


def _variables(before: Json, after: Json, plan: Plan) -> Iterator[str]:
    links = {dict(alert.annotations).get(DASHBOARD_URL, "") for alert in plan.alerts()} - {""}
    filled = {name for link in links for name, _ in grafana.parse(link).variables}
    for name in sorted(filled & _names(before) - _names(after)):
        yield f"the patch takes away the variable {name!r}: dashboard links of alerts fill it"


def _names(dashboard: Json) -> set[str]:
    """The variables of a dashboard; a patch may have made anything of it."""
    return {str(variable.get("name")) for _, variable in mappings(dashboard.get("templating"), "list")}


def _panels_in(dashboard: Json) -> Iterator[Json]:
    """All panels, those inside rows too, but no rows."""
    for _, panel in mappings(dashboard, "panels"):
        if panel.get("type") == "row":
            yield from (inside for _, inside in mappings(panel, "panels"))
        else:
            yield panel

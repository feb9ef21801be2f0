"""A service's cockpit as a dashboard: rows, each owning its panels, and what surrounds them."""

from __future__ import annotations

from functools import lru_cache

from avionics.plan.values import CockpitPlan, Plan, Row
from avionics.targets.grafana.annotations import marks
from avionics.targets.grafana.identities import identities
from avionics.targets.grafana.layout import GridPos, flow, header
from avionics.targets.grafana.links import dashboard_links
from avionics.targets.grafana.modern import SCHEMA_VERSION, Json, modern_dashboard, modern_row
from avionics.targets.grafana.panels import compiled
from avionics.targets.grafana.variables import variable
from avionics.targets.grafana.vocabulary import part, word


def dashboard(plan: Plan) -> Json:
    """The cockpit of a plan, not yet patched."""
    cockpit = plan.cockpit
    return {
        **_prototype(),
        "annotations": {"list": marks(plan)},
        "description": cockpit.description,
        "links": dashboard_links(cockpit.switches, cockpit.links),
        "panels": panels(cockpit),
        "tags": cockpit.tags,
        "templating": {"list": [variable(planned) for planned in cockpit.variables]},
        "title": cockpit.title,
        "uid": cockpit.uid,
    }


def panels(cockpit: CockpitPlan) -> list[Json]:
    """All rows and panels. Those of a collapsed row are inside it, those of an open one follow it."""
    ids = _ids(cockpit)
    top, found = 0, list[Json]()
    for row in cockpit.rows:
        places, bottom = flow(tuple([(panel.width, panel.height) for panel in row.panels]), top + 1)
        placed = zip(row.panels, places, strict=True)
        owned = [compiled(panel, ids[panel.key], place) for panel, place in placed]
        found.append(_header(row, ids[_row_key(row)], header(top), owned if row.collapsed else []))
        if not row.collapsed:
            found += owned
        top = top + 1 if row.collapsed else bottom
    return found


def _ids(cockpit: CockpitPlan) -> dict[str, int]:
    keys = [panel.key for row in cockpit.rows for panel in row.panels]
    keys += map(_row_key, cockpit.rows)
    return dict(zip(keys, identities(cockpit.uid, keys), strict=True))


def _row_key(row: Row) -> str:
    """Rows and panels share the ids of a dashboard, but not their keys."""
    return f"row\n{row.key}"


def _header(row: Row, identity: int, place: GridPos, inside: list[Json]) -> Json:
    own = {"collapsed": row.collapsed, "gridPos": place, "id": identity, "panels": inside, "title": row.title}
    return {**_row_prototype(), **own}


@lru_cache(maxsize=1)
def _row_prototype() -> Json:
    return modern_row(word("RowPanel"))


@lru_cache(maxsize=1)
def _prototype() -> Json:
    time = part("Time", start="now-6h", end="now")
    picker = part("TimePicker", refreshIntervals=["30s", "1m", "5m", "15m", "1h"], timeOptions=[])
    return modern_dashboard(
        word(
            "Dashboard",
            title="",
            editable=False,
            graphTooltip=1,
            refresh="1m",
            schemaVersion=SCHEMA_VERSION,
            time=time,
            timePicker=picker,
            timezone="browser",
        )
    )

"""One big number, with its course behind it unless only its latest value is asked for."""

from __future__ import annotations

from functools import lru_cache

from avionics.plan.values import Panel
from avionics.targets.grafana.fields import config
from avionics.targets.grafana.modern import Json, modern_panel
from avionics.targets.grafana.queries import DATASOURCE, series
from avionics.targets.grafana.vocabulary import word


@lru_cache(maxsize=1)
def prototype() -> Json:
    """What all panels of the kind share."""
    old = word("Stat", dataSource=DATASOURCE, color={"mode": "thresholds"}, reduceCalc="lastNotNull")
    options = {"percentChangeColorMode": "standard", "showPercentChange": False, "wideLayout": True}
    return modern_panel(old, options)


def fill(panel: Panel) -> Json:
    """What is this panel's own."""
    options = prototype()["options"]
    if all(query.instant for query in panel.queries):
        options = {**options, "graphMode": "none"}
    return {"fieldConfig": config(prototype(), panel), "options": options, "targets": series(panel.queries)}

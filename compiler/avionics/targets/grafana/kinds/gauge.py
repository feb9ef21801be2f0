"""One number between two bounds. A ratio lies between 0 and its whole unless said otherwise."""

from __future__ import annotations

from functools import lru_cache

from avionics.plan.values import Panel
from avionics.targets.grafana.fields import config
from avionics.targets.grafana.modern import Json, modern_panel
from avionics.targets.grafana.queries import DATASOURCE, series
from avionics.targets.grafana.vocabulary import word

_WHOLE = {"percent": 100, "percentunit": 1}


@lru_cache(maxsize=1)
def prototype() -> Json:
    """What all panels of the kind share."""
    options = {
        "barShape": "flat",
        "barWidthFactor": 0.5,
        "effects": {},
        "minVizHeight": 75,
        "minVizWidth": 75,
        "orientation": "auto",
        "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
        "segmentCount": 1,
        "segmentSpacing": 0.3,
        "shape": "gauge",
        "showThresholdLabels": False,
        "showThresholdMarkers": True,
        "sizing": "auto",
        "sparkline": False,
    }
    panel = modern_panel(word("GaugePanel", dataSource=DATASOURCE), options)
    panel["fieldConfig"]["defaults"]["color"] = {"mode": "thresholds"}
    return panel


def fill(panel: Panel) -> Json:
    """What is this panel's own."""
    fields = config(prototype(), panel)
    if panel.unit in _WHOLE:
        fields["defaults"] = {"min": 0, "max": _WHOLE[panel.unit], **fields["defaults"]}
    return {"fieldConfig": fields, "targets": series(panel.queries)}

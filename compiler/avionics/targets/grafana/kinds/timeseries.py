"""Lines over time. Thresholds and limits are dashed lines."""

from __future__ import annotations

from functools import lru_cache

from avionics.plan.cockpit.thresholds import COLORS
from avionics.plan.values import CompiledSeverity, Panel
from avionics.targets.grafana.fields import config
from avionics.targets.grafana.modern import Json, modern_panel
from avionics.targets.grafana.queries import DATASOURCE, letters, series
from avionics.targets.grafana.vocabulary import word


@lru_cache(maxsize=1)
def prototype() -> Json:
    """What all panels of the kind share."""
    old = word("TimeSeries", dataSource=DATASOURCE, lineWidth=2, tooltipMode="multi", tooltipSort="desc")
    options = {"legend": {"calcs": [], "displayMode": "list", "placement": "bottom", "showLegend": True}}
    custom = {
        "axisBorderShow": False,
        "axisCenteredZero": False,
        "axisColorMode": "text",
        "barWidthFactor": 0.6,
        "insertNulls": False,
        "scaleDistribution": {"type": "linear"},
        "stacking": {"group": "A", "mode": "none"},
    }
    return modern_panel(old, options, custom)


def fill(panel: Panel) -> Json:
    """What is this panel's own."""
    fields = config(prototype(), panel)
    if panel.thresholds:
        fields["defaults"]["custom"] = {**fields["defaults"]["custom"], "thresholdsStyle": {"mode": "dashed"}}
    fields["overrides"] = [
        _dashed(letters(index), query.limit) for index, query in enumerate(panel.queries) if query.limit
    ]
    return {"fieldConfig": fields, "targets": series(panel.queries)}


@lru_cache(maxsize=64)
def _dashed(letter: str, severity: CompiledSeverity) -> Json:
    """What a query gives as a dashed line in the colour of a severity."""
    properties = (
        ("color", {"fixedColor": COLORS[severity], "mode": "fixed"}),
        ("custom.lineStyle", {"dash": [10, 10], "fill": "dash"}),
    )
    return {
        "matcher": {"id": "byFrameRefID", "options": letter},
        "properties": [{"id": name, "value": value} for name, value in properties],
    }

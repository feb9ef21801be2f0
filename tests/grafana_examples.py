"""Dashboards and panels that are right, the smallest of each kind, for tests to use and to spoil."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

Json = dict[str, Any]

PROMETHEUS = {"type": "prometheus", "uid": "${datasource}"}
LEGEND = {"calcs": [], "displayMode": "list", "placement": "bottom", "showLegend": True}
TOOLTIP = {"mode": "multi", "sort": "desc"}
REDUCE = {"calcs": ["lastNotNull"], "fields": "", "values": False}

# The smallest options of each kind of panel that the official types accept.
OPTIONS: dict[str, Json] = {
    "gauge": {
        "barShape": "flat",
        "barWidthFactor": 0.5,
        "effects": {},
        "minVizHeight": 75,
        "minVizWidth": 75,
        "orientation": "auto",
        "reduceOptions": REDUCE,
        "segmentCount": 1,
        "segmentSpacing": 0.3,
        "shape": "gauge",
        "showThresholdLabels": False,
        "showThresholdMarkers": True,
        "sizing": "auto",
    },
    "stat": {
        "colorMode": "background",
        "graphMode": "none",
        "justifyMode": "auto",
        "orientation": "auto",
        "percentChangeColorMode": "standard",
        "reduceOptions": REDUCE,
        "showPercentChange": False,
        "textMode": "auto",
        "wideLayout": True,
    },
    "state-timeline": {
        "alignValue": "left",
        "legend": LEGEND,
        "mergeValues": True,
        "rowHeight": 0.9,
        "showValue": "auto",
        "tooltip": TOOLTIP,
    },
    "table": {"cellHeight": "sm", "frameIndex": 0, "showHeader": True, "sortBy": []},
    "text": {"content": "What to do: ${__dashboard}", "mode": "markdown"},
    "timeseries": {"legend": LEGEND, "tooltip": TOOLTIP},
}


def query(ref: str = "A", **more: object) -> Json:
    """A Prometheus query that is right."""
    expr = 'sum(rate(http_requests_total{job="$job"}[$__rate_interval]))'
    return {"datasource": PROMETHEUS, "expr": expr, "range": True, "refId": ref, **more}


def panel(kind: str, identity: int, place: tuple[int, int, int, int], **more: object) -> Json:
    """A panel of that kind with the smallest right options."""
    x, y, w, h = place
    shell: Json = {
        "id": identity,
        "type": kind,
        "title": kind,
        "gridPos": {"x": x, "y": y, "w": w, "h": h},
        "options": OPTIONS[kind],
        "fieldConfig": {"defaults": {}, "overrides": []},
    }
    asks: Json = {} if kind == "text" else {"datasource": PROMETHEUS, "targets": [query()]}
    return deepcopy({**shell, **asks, **more})


def row(identity: int, y: int, *panels: Json) -> Json:
    """A row; collapsed if it holds panels."""
    place = {"x": 0, "y": y, "w": 24, "h": 1}
    return {
        "id": identity,
        "type": "row",
        "title": "Row",
        "collapsed": bool(panels),
        "gridPos": place,
        "panels": [*panels],
    }


def dashboard(*panels: Json) -> Json:
    """A dashboard that is right, around these panels."""
    return {
        "uid": "cockpit-checkout",
        "title": "Checkout",
        "schemaVersion": 42,
        "editable": False,
        "graphTooltip": 1,
        "refresh": "1m",
        "tags": ["cockpit"],
        "time": {"from": "now-6h", "to": "now"},
        "timezone": "browser",
        "annotations": {
            "list": [
                {
                    "name": "Deployments",
                    "datasource": PROMETHEUS,
                    "enable": True,
                    "iconColor": "blue",
                    "target": query(expr='changes(build_info{job="$job"}[5m]) > 0'),
                    "titleFormat": "{{version}}",
                }
            ]
        },
        "links": [
            {
                "asDropdown": False,
                "icon": "doc",
                "includeVars": True,
                "keepTime": True,
                "tags": [],
                "targetBlank": True,
                "title": "Playbooks",
                "tooltip": "",
                "type": "link",
                "url": "https://docs.example.org/checkout?${__url_time_range}",
            }
        ],
        "templating": {
            "list": [
                {
                    "name": "datasource",
                    "type": "datasource",
                    "query": "prometheus",
                    "refresh": 1,
                    "current": {"text": "Prometheus", "value": "prom"},
                },
                {
                    "name": "job",
                    "type": "query",
                    "datasource": PROMETHEUS,
                    "definition": "label_values(up, job)",
                    "query": {"qryType": 1, "query": "label_values(up, job)", "refId": "job"},
                    "refresh": 2,
                    "sort": 1,
                },
                {"name": "quantile", "type": "custom", "query": "0.5,0.99"},
            ]
        },
        "panels": [*panels],
    }


def cockpit() -> Json:
    """The dashboard that the mutations spoil."""
    defaults = {
        "unit": "reqps",
        "custom": {"drawStyle": "line", "thresholdsStyle": {"mode": "dashed"}},
        "links": [{"title": "Traces", "url": "/explore?q=${__field.labels.pod:percentencode}", "oneClick": True}],
        "thresholds": {
            "mode": "absolute",
            "steps": [{"color": "green", "value": None}, {"color": "red", "value": 0.99}],
        },
    }
    override = {
        "matcher": {"id": "byName", "options": "Objective"},
        "properties": [{"id": "custom.lineWidth", "value": 2}, {"id": "unit", "value": "percentunit"}],
    }
    config = {"defaults": defaults, "overrides": [override]}
    links = [{"title": "Runbook", "url": "https://docs.example.org/?job=$job"}]
    return dashboard(
        row(1, 0),
        panel("timeseries", 2, (0, 1, 12, 8), fieldConfig=config, links=links),
        panel("stat", 3, (12, 1, 12, 8), targets=[query("A", instant=True, range=False), query("B")]),
        row(4, 9, panel("table", 5, (0, 10, 24, 8), transformations=[{"id": "organize", "options": {}}])),
        panel("text", 6, (0, 10, 24, 4)),
    )

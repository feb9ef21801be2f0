"""From the library's words to what Grafana reads today: only the keys of its present types, and no nulls.

Grafana's types are those of `@grafana/schema` in the version below.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

SCHEMA_VERSION = 42
PLUGIN_VERSION = "13.2.3"
"""The Grafana whose panel options we write. Untold, Grafana takes them for ancient ones and migrates them."""

_PANEL = ("datasource", "options", "targets", "title", "transparent", "type")
_FIELD = ("color", "custom", "mappings")
_ROW = ("collapsed", "panels", "title", "type")
_DASHBOARD = ("description", "editable", "graphTooltip", "links", "refresh", "schemaVersion", "tags", "time",
              "timezone", "title")  # fmt: skip
_TIMEPICKER = ("hidden", "refresh_intervals")
_VARIABLE = ("hide", "label", "name", "query", "type")
_TARGET = ("datasource", "format")


def modern_panel(old: Json, options: Json, custom: Json | None = None) -> Json:
    """A panel; `options` and the field options `custom` are laid over the old ones."""
    panel = _kept(old, _PANEL)
    defaults = _kept(old["fieldConfig"]["defaults"], _FIELD)
    return {
        **panel,
        "options": {**panel.get("options", {}), **options},
        "fieldConfig": {
            "defaults": {**defaults, "custom": {**defaults.get("custom", {}), **(custom or {})}},
            "overrides": [],
        },
        "links": [],
        "pluginVersion": PLUGIN_VERSION,
    }


def modern_row(old: Json) -> Json:
    """A row."""
    return _kept(old, _ROW)


def modern_dashboard(old: Json) -> Json:
    """A dashboard. It has no id and no version: those belong to one Grafana."""
    return {
        **_kept(old, _DASHBOARD),
        "fiscalYearStartMonth": 0,
        "liveNow": False,
        "preload": False,
        "timepicker": _kept(old["timepicker"], _TIMEPICKER),
        "weekStart": "",
    }


def modern_variable(old: Json) -> Json:
    """A variable."""
    return {**_kept(old, _VARIABLE), "skipUrlSync": False}


def modern_target(old: Json) -> Json:
    """A query, without the keys that coarsen it or mean nothing to Prometheus."""
    return {**_kept(old, _TARGET), "editorMode": "code", "exemplar": False}


def _kept(old: Json, keys: tuple[str, ...]) -> Json:
    return {key: _without_nulls(old[key]) for key in keys if old.get(key) is not None}


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value

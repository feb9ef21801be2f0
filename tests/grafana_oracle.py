"""The oracle: what Grafana's official types, and its known habits, find wrong with a classic dashboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from grafana_schemas import PLUGIN_DEFAULTS, errors, names, part_at, schema
from grafana_variables import definition_faults, texts, used, variable_faults, variables

Json = dict[str, Any]

SCHEMA_VERSION = 42
COLUMNS = 24
LARGEST_ID = 2**31 - 1
OWN_UNIT = re.compile(r"(bool|count|currency|prefix|si|suffix|time):.+")
REFRESH = re.compile(r"(\d+(s|m|h|d))?")
UID = re.compile(r"[A-Za-z0-9_-]{1,40}")


def violations(dashboard: Json) -> list[str]:
    """Everything wrong with a dashboard, as `<where>: <what>`; empty means that Grafana's types accept it."""
    if broken := [*_typed("", dashboard, "skeleton")]:
        return broken
    found = [*_dashboard(dashboard), *definition_faults(dashboard), *variable_faults(dashboard)]
    found += [*_annotations(dashboard), *_identities(dashboard), *_layout(dashboard)]
    for where, panel in _panels(dashboard):
        found += _row(where, panel) if panel.get("type") == "row" else _panel(where, panel)
    found += [fault for where, owner in _datasource_owners(dashboard) for fault in _datasource(where, owner, dashboard)]
    return found


def _list(owner: Json, key: str) -> list[Json]:
    return [item for item in owner.get(key) or [] if isinstance(item, dict)]


def _panels(dashboard: Json) -> Iterator[tuple[str, Json]]:
    """Every panel and where it is, those inside rows too."""
    for index, panel in enumerate(_list(dashboard, "panels")):
        yield f"panels.{index}", panel
        yield from ((f"panels.{index}.panels.{at}", inner) for at, inner in enumerate(_list(panel, "panels")))


def _typed(where: str, value: object, file: str, root: str = "", path: str = "") -> Iterator[str]:
    for below, message in errors(value, file, root, path):
        yield f"{where}{'.' if where and below else ''}{below}: {message}"


def _dashboard(dashboard: Json) -> Iterator[str]:
    """The dashboard itself; panels and annotations are judged one by one, by their own types."""
    annotations = {**(dashboard.get("annotations") or {}), "list": []}
    yield from _typed("", {**dashboard, "panels": [], "annotations": annotations}, "dashboard", "dashboard")
    if dashboard.get("schemaVersion") != SCHEMA_VERSION:
        yield f"schemaVersion: must be {SCHEMA_VERSION}"
    if not UID.fullmatch(str(dashboard.get("uid", ""))):
        yield "uid: must be 1 to 40 of A-Z, a-z, 0-9, _ and -"
    if not dashboard.get("title"):
        yield "title: is missing"
    if not REFRESH.fullmatch(str(dashboard.get("refresh", ""))):
        yield f"refresh: {dashboard['refresh']!r} is no interval"
    if dashboard.get("id") is not None:
        yield "id: belongs to one Grafana, a file must not carry it"
    for index, link in enumerate(_list(dashboard, "links")):
        if link.get("type") == "link" and not link.get("url"):
            yield f"links.{index}: a link without url"


def _annotations(dashboard: Json) -> Iterator[str]:
    for index, annotation in enumerate(_list(dashboard.get("annotations") or {}, "list")):
        where, target = f"annotations.list.{index}", annotation.get("target")
        yield from _typed(where, annotation, "annotation")
        source = annotation.get("datasource")
        if target is not None and isinstance(source, dict) and source.get("type") == "prometheus":
            yield from _typed(f"{where}.target", target, "query-prometheus")


def _identities(dashboard: Json) -> Iterator[str]:
    seen: dict[object, str] = {}
    for where, panel in _panels(dashboard):
        identity = panel.get("id")
        if not isinstance(identity, int) or not 1 <= identity <= LARGEST_ID:
            yield f"{where}.id: must be a whole number from 1 to {LARGEST_ID}"
        elif identity in seen:
            yield f"{where}.id: {identity} is the id of {seen[identity]} too"
        seen.setdefault(identity, where)


def _row(where: str, row: Json) -> Iterator[str]:
    shell = {**row, "panels": []} if isinstance(row.get("panels"), list) else row
    yield from _typed(where, shell, "dashboard", "row")
    if ".panels." in where:
        yield f"{where}: a row inside a row"
    if (row.get("gridPos") or {}).get("w") != COLUMNS:
        yield f"{where}.gridPos: a row is {COLUMNS} columns wide"
    if row.get("panels") and not row.get("collapsed"):
        yield f"{where}.panels: Grafana drops panels inside a row that is not collapsed"


def _panel(where: str, panel: Json) -> Iterator[str]:
    yield from _typed(where, panel, "dashboard", "panel")
    kind, config = str(panel.get("type")), panel.get("fieldConfig") or {}
    file = f"panel-{kind}"
    if not schema(file):
        yield f"{where}.type: no official type is known for a {kind!r} panel"
        return
    defaults = config.get("defaults") or {}
    yield from _typed(f"{where}.options", panel.get("options") or {}, file, "options")
    custom = {**PLUGIN_DEFAULTS.get(file, {}), **(defaults.get("custom") or {})}
    yield from _typed(f"{where}.fieldConfig.defaults.custom", custom, file, "custom")
    yield from _overrides(f"{where}.fieldConfig.overrides", config, file)
    yield from _thresholds(f"{where}.fieldConfig.defaults", defaults)
    yield from _ids(where, panel)
    yield from _targets(where, panel)


def _overrides(where: str, config: Json, file: str) -> Iterator[str]:
    """Each override: a known matcher, a known property, a value of that property's type."""
    for index, override in enumerate(_list(config, "overrides")):
        matcher = (override.get("matcher") or {}).get("id")
        if matcher not in names("field-matchers"):
            yield f"{where}.{index}.matcher: unknown matcher {matcher!r}"
        for at, change in enumerate(_list(override, "properties")):
            yield from _override(f"{where}.{index}.properties.{at}", change, file)


def _override(where: str, change: Json, file: str) -> Iterator[str]:
    prefix, _, rest = (name := str(change.get("id"))).partition(".")
    place = (file, "custom", rest) if prefix == "custom" else ("dashboard", "FieldConfig", name)
    if part_at(*place) is None:
        yield f"{where}: unknown property {name!r}"
        return
    yield from _typed(f"{where}.value", change.get("value"), *place)
    yield from _thresholds(where, {name: change.get("value")})
    yield from _units(where, {name: change.get("value")})


def _thresholds(where: str, owner: Json) -> Iterator[str]:
    """The first step has no lower end, the others rise; otherwise colours never change."""
    if not isinstance(thresholds := owner.get("thresholds"), dict):
        return
    values = [step.get("value") for step in _list(thresholds, "steps")]
    numbers = [value for value in values[1:] if isinstance(value, (int, float))]
    if values[:1] != [None] or len(numbers) < len(values) - 1 or numbers != sorted(set(numbers)):
        yield f"{where}.thresholds: steps must begin with null and rise, not {values}"


def _ids(where: str, panel: Json) -> Iterator[str]:
    """Units, reducers and transformations are ids: Grafana looks them up and ignores what it cannot find."""
    parts = {key: panel.get(key) for key in ("fieldConfig", "options", "transformations")}
    for path, text in texts(parts):
        if path[-1] == "unit":
            yield from _units(f"{where}.{'.'.join(path[:-1])}", {"unit": text})
        elif _is_reducer(path) and text not in names("reducers"):
            yield f"{where}.{'.'.join(path)}: unknown reducer {text!r}"
    if ((panel.get("options") or {}).get("reduceOptions") or {}).get("calcs") == []:
        yield f"{where}.options.reduceOptions.calcs: nothing to show"
    for index, transformation in enumerate(_list(panel, "transformations")):
        if transformation.get("id") not in names("transformers"):
            yield f"{where}.transformations.{index}: unknown transformation {transformation.get('id')!r}"


def _is_reducer(path: tuple[str, ...]) -> bool:
    return path[-1] == "reducer" or (len(path) > 1 and path[-2] in {"aggregations", "calcs", "reducers"})


def _units(where: str, owner: Json) -> Iterator[str]:
    unit = owner.get("unit")
    if isinstance(unit, str) and unit not in names("units") and not OWN_UNIT.fullmatch(unit):
        yield f"{where}.unit: unknown unit {unit!r}"


def _targets(where: str, panel: Json) -> Iterator[str]:
    """The queries of a panel: there are some, each of its data source's type, each with its own refId."""
    targets = _list(panel, "targets")
    if not targets and panel.get("type") != "text":
        yield f"{where}: a panel without a query"
    references = [target.get("refId") for target in targets]
    if len(set(references)) < len(references) or not all(references):
        yield f"{where}.targets: every query needs its own refId, not {references}"
    for index, target in enumerate(targets):
        datasource = target.get("datasource")
        source = datasource.get("type") if isinstance(datasource, dict) else None
        if target.get("expr") == "":
            yield f"{where}.targets.{index}.expr: is empty"
        if schema(f"query-{source}"):
            yield from _typed(f"{where}.targets.{index}", target, f"query-{source}")


def _datasource_owners(dashboard: Json) -> Iterator[tuple[str, Json]]:
    """Everything that must say which data source it asks."""
    for index, variable in enumerate(variables(dashboard)):
        if variable.get("type") == "query":
            yield f"templating.list.{index}", variable
    for index, annotation in enumerate(_list(dashboard.get("annotations") or {}, "list")):
        yield f"annotations.list.{index}", annotation
    for where, panel in _panels(dashboard):
        targets = _list(panel, "targets")
        if targets or "datasource" in panel:
            yield where, panel
        yield from ((f"{where}.targets.{index}", target) for index, target in enumerate(targets))


def _datasource(where: str, owner: Json, dashboard: Json) -> Iterator[str]:
    """Both type and uid; and a uid that is a variable must be a data source variable of that type."""
    datasource = owner.get("datasource")
    keys = {key for key, value in datasource.items() if value} if isinstance(datasource, dict) else set()
    if not isinstance(datasource, dict) or not keys >= {"type", "uid"}:
        yield f"{where}.datasource: must say type and uid"
        return
    offered = {item.get("name"): item.get("query") for item in variables(dashboard) if item.get("type") == "datasource"}
    for name in used(str(datasource["uid"])):
        if name not in offered:
            yield f"{where}.datasource: {name!r} is not a data source variable"
        elif offered[name] != datasource["type"]:
            yield f"{where}.datasource: {name!r} offers {offered[name]!r}, not {datasource['type']!r}"


def _layout(dashboard: Json) -> Iterator[str]:
    """Places on the grid; a collapsed row has its own, for Grafana moves the panels when it opens."""
    yield from _grid([(f"panels.{index}", panel) for index, panel in enumerate(_list(dashboard, "panels"))])
    for index, row in enumerate(_list(dashboard, "panels")):
        yield from _grid([(f"panels.{index}.panels.{at}", panel) for at, panel in enumerate(_list(row, "panels"))])


def _grid(panels: list[tuple[str, Json]]) -> Iterator[str]:
    boxes: list[tuple[str, int, int, int, int]] = []
    for where, panel in panels:
        place = panel.get("gridPos")
        sides = [place.get(side) for side in "xywh"] if isinstance(place, dict) else []
        x, y, w, h = (side if isinstance(side, int) else -1 for side in sides or [-1] * 4)
        if min(x, y) < 0 or min(w, h) < 1 or x + w > COLUMNS:
            yield f"{where}.gridPos: must lie within {COLUMNS} columns, not {place}"
        else:
            boxes.append((where, x, y, x + w, y + h))
    for (one, left, top, right, bottom), (other, x, y, x_end, y_end) in combinations(boxes, 2):
        if left < x_end and x < right and top < y_end and y < bottom:
            yield f"{other}.gridPos: overlaps {one}"

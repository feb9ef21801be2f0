"""The latest value of each series: a row for each, a column for each label and each query."""

from __future__ import annotations

from functools import lru_cache

from avionics.plan.values import Panel
from avionics.targets.grafana.fields import NO_VALUE, PLAIN, thresholds
from avionics.targets.grafana.modern import Json, modern_panel
from avionics.targets.grafana.queries import DATASOURCE, latest, letters
from avionics.targets.grafana.vocabulary import word


@lru_cache(maxsize=1)
def prototype() -> Json:
    """What all panels of the kind share."""
    old = word("Table", dataSource=DATASOURCE)
    panel = modern_panel(old, {"cellHeight": "sm", "frameIndex": 0})
    panel["fieldConfig"]["defaults"] = {
        "color": {"mode": "thresholds"},
        "custom": {"align": "auto", "cellOptions": {"type": "auto"}, "filterable": False, "inspect": False},
        "mappings": [],
        "thresholds": PLAIN,
    }
    return panel


def fill(panel: Panel) -> Json:
    """What is this panel's own. Unit and colours are for numbers: a label like `500` keeps its look."""
    numbers: list[Json] = [{"id": "unit", "value": panel.unit}]
    if panel.thresholds:
        numbers.append({"id": "thresholds", "value": thresholds(panel.thresholds)})
        numbers.append({"id": "custom.cellOptions", "value": {"type": "color-text"}})
    defaults = {**prototype()["fieldConfig"]["defaults"], "noValue": NO_VALUE}
    overrides = [{"matcher": {"id": "byType", "options": "number"}, "properties": numbers}]
    return {
        "fieldConfig": {"defaults": defaults, "overrides": overrides},
        "targets": latest(panel.queries),
        "transformations": _transformations(panel),
    }


def _transformations(panel: Panel) -> list[Json]:
    """One frame without the time, its columns of values named as the queries' legends are."""
    if len(panel.queries) == 1:
        names = {"Value": panel.queries[0].legend or panel.title}
    else:
        columns = ((f"Value #{letters(index)}", query.legend) for index, query in enumerate(panel.queries))
        names = {column: legend for column, legend in columns if legend}
    hidden = {"Time": True, "__name__": True}
    organize = {"excludeByName": hidden, "includeByName": {}, "indexByName": {}, "renameByName": names}
    return [{"id": "merge", "options": {}}, {"id": "organize", "options": organize}]

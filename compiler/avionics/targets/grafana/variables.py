"""The variables of a dashboard: what its reader can choose."""

from __future__ import annotations

from functools import cache

from avionics.plan.values import CustomVariable, DatasourceVariable, LabelVariable, Variable
from avionics.targets.grafana.modern import Json, modern_variable
from avionics.targets.grafana.queries import DATASOURCE
from avionics.targets.grafana.vocabulary import word

ANY_VALUE = ".+"

# What Grafana's own editor of such variables writes.
_LABEL_VALUES, _QUERY_RESULT = 1, 3
_IN_SIGHT, _OUT_OF_SIGHT = 0, 2
_VALUE = r'/="(.*)"\}/'
"""Of a result with one label, which Grafana writes as `{region="eu-1"} 2 1764000000000`."""
_NOTHING = "(none)"
"""The title of no value at all, which a list needs one for: Grafana reads `title : value`, and cuts off blanks."""
_EDITOR = "PrometheusVariableQueryEditor-VariableQuery"


def variable(planned: Variable) -> Json:
    """A variable, named and filled."""
    named = {**_prototype(_TYPES[type(planned)]), "label": planned.label, "name": planned.name}
    if isinstance(planned, DatasourceVariable):
        return {**named, **_datasource(planned)}
    return {**named, **(_custom(planned) if isinstance(planned, CustomVariable) else _label(planned))}


def _datasource(planned: DatasourceVariable) -> Json:
    """Every data source of the type is offered: Grafana could only filter them by name, and we know uids.

    Where all environments ask the same one there is nothing to choose, and it is out of sight.
    """
    hidden = _OUT_OF_SIGHT if len(planned.values) == 1 else _IN_SIGHT
    return {"query": "prometheus", "current": _chosen(planned.values[0]), "hide": hidden}


def _custom(planned: CustomVariable) -> Json:
    first, *_ = planned.values
    return {
        "current": _chosen(first),
        "options": [{**_chosen(value), "selected": value == first} for value in planned.values],
        "query": ",".join(value.replace(",", "\\,") or f"{_NOTHING} :  " for value in planned.values),
    }


def _label(planned: LabelVariable) -> Json:
    """The values in the time that is shown; of several series, which Grafana cannot list so, those at its end."""
    if len(planned.series) == 1:
        return _asked(_LABEL_VALUES, f"label_values({planned.series[0]}, {planned.name})")
    query = f"query_result(count by ({planned.name}) ({' or '.join(planned.series)}))"
    return {**_asked(_QUERY_RESULT, query), "regex": _VALUE}


def _asked(kind: int, query: str) -> Json:
    return {"definition": query, "query": {"qryType": kind, "query": query, "refId": _EDITOR}}


def _chosen(value: str) -> Json:
    return {"selected": True, "text": value or _NOTHING, "value": value}


_TYPES = {CustomVariable: "custom", DatasourceVariable: "datasource", LabelVariable: "query"}

_KEYS: dict[str, Json] = {
    "custom": {"includeAll": False, "multi": False},
    "datasource": {"includeAll": False, "multi": False, "refresh": 1, "regex": ""},
    "query": {
        "allValue": ANY_VALUE,
        "current": {"selected": True, "text": ["All"], "value": ["$__all"]},
        "datasource": DATASOURCE,
        "includeAll": True,
        "multi": True,
        "refresh": 2,
        "regex": "",
        "sort": 1,
    },
}


@cache
def _prototype(type_: str) -> Json:
    old = word("Template", name="", query="", type=type_)
    return {**modern_variable(old), "options": [], **_KEYS[type_]}

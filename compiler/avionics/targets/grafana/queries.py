"""The queries of a panel, each with its data source and a letter of its own."""

from __future__ import annotations

from functools import cache

from avionics.conventions.names import DATASOURCE_VARIABLE
from avionics.plan.values import Query
from avionics.targets.grafana.modern import Json, modern_target
from avionics.targets.grafana.vocabulary import word

DATASOURCE: Json = {"type": "prometheus", "uid": f"${{{DATASOURCE_VARIABLE}}}"}
"""Whatever data source the reader chose, never one of its own."""

AUTOMATIC_LEGEND = "__auto"


def series(queries: tuple[Query, ...]) -> list[Json]:
    """Queries whose results are drawn as series."""
    base = _prototype("time_series")
    return [
        {
            **base,
            "expr": query.expr,
            "instant": query.instant,
            "legendFormat": query.legend or AUTOMATIC_LEGEND,
            "range": not query.instant,
            "refId": letters(index),
        }
        for index, query in enumerate(queries)
    ]


def latest(queries: tuple[Query, ...]) -> list[Json]:
    """Queries whose latest results are the rows of a table, a column for each label."""
    base = {**_prototype("table"), "instant": True, "legendFormat": "", "range": False}
    return [{**base, "expr": query.expr, "refId": letters(index)} for index, query in enumerate(queries)]


@cache
def letters(index: int) -> str:
    """The letters of the query at `index`: A to Z, then AA."""
    name = ""
    while index >= 0:
        name = chr(ord("A") + index % 26) + name
        index = index // 26 - 1
    return name


@cache
def _prototype(shape: str) -> Json:
    return modern_target(word("Target", format=shape, datasource=DATASOURCE))

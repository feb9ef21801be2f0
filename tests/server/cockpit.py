"""The queries of a compiled dashboard, as Grafana would send them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.links import panels

VARIABLE = re.compile(r"\$\{(\w+)(?::\w+)?\}|\$(\w+)")
BUILT_IN = {"__rate_interval": "1m", "__interval": "1m", "__range": "1h"}
LABEL_VALUES = re.compile(r"label_values\((.+), *(\w+)\)\Z", re.DOTALL)
QUERY_RESULT = re.compile(r"query_result\((count by \((\w+)\) \(.+\))\)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the title of the panel that asks it, and whether for one value or for a line."""

    title: str
    expr: str
    instant: bool


def dashboard(file: Path) -> dict[str, Any]:
    """A compiled dashboard."""
    return dict(json.loads(file.read_text("utf-8")))


def questions(dashboard: dict[str, Any], environment: str) -> Iterator[Question]:
    """The queries of all panels with their variables at their defaults, in one environment."""
    values = defaults(dashboard, environment)
    for panel in panels(dashboard):
        for target in panel.get("targets", ()):
            yield Question(panel["title"], filled(target["expr"], values), target["instant"])


def choices(dashboard: dict[str, Any], environment: str) -> Iterator[tuple[str, str]]:
    """The label of each variable that asks the server what there is to choose, and the series or the query."""
    values = defaults(dashboard, environment)
    for variable in dashboard["templating"]["list"]:
        if variable["type"] == "query":
            found = LABEL_VALUES.match(variable["definition"]) or QUERY_RESULT.match(variable["definition"])
            assert found, f"{variable['definition']} is neither label_values nor query_result"
            yield found[2], filled(found[1], values)


def defaults(dashboard: dict[str, Any], environment: str) -> dict[str, str]:
    """What each variable stands for before anybody chose; the environment is the one given."""
    values = dict(BUILT_IN)
    for variable in dashboard["templating"]["list"]:
        chosen = variable["current"]["value"]
        values[variable["name"]] = variable["allValue"] if chosen == ["$__all"] else chosen
    return {**values, "environment": environment}


def filled(expr: str, values: dict[str, str]) -> str:
    """`expr` with values in the place of variables; an unknown variable is a fault."""
    return VARIABLE.sub(lambda found: values[found[1] or found[2]], expr)

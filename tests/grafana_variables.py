"""Which variables a dashboard uses, which it defines, and which Grafana never replaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

Json = dict[str, Any]

# The three notations of Grafana: $name, [[name:format]] and ${name.field:format}.
USE = re.compile(r"\$(\w+)|\[\[(\w+?)(?::\w+)?\]\]|\$\{(\w+)(?:\.[^:}]+)?(?::[^}]+)?\}")

# Grafana replaces these when it runs a query.
IN_QUERIES = frozenset(
    {
        "__interval",
        "__interval_ms",
        "__range",
        "__range_ms",
        "__range_s",
        "__rate_interval",
        "__rate_interval_ms",
    }
)
# These mean nothing in a query: they come from the page, or from the value that was clicked.
IN_LINKS = frozenset({"__all_variables", "__data", "__field", "__series", "__url", "__url_time_range", "__value"})
ANYWHERE = frozenset({"__dashboard", "__from", "__org", "__timezone", "__to", "__user"})
BUILTIN = IN_QUERIES | IN_LINKS | ANYWHERE
EVERYTHING = "$__all"
"""What a variable holds while All is chosen: a value, not the use of a variable."""


def used(text: str) -> list[str]:
    """The variables a text names. Only digits is the group of a regular expression, not a variable."""
    found = (next(filter(None, match.groups())) for match in USE.finditer(text))
    return [name for name in found if not name.isdigit()]


def texts(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every string below a value, with the keys that lead to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, (*path, str(key)))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts(item, (*path, str(index)))


def variables(dashboard: Json) -> list[Json]:
    """The variables a dashboard defines."""
    return [item for item in (dashboard.get("templating") or {}).get("list") or [] if isinstance(item, dict)]


def variable_faults(dashboard: Json) -> Iterator[str]:
    """Uses of variables that nobody defines, or that Grafana leaves as they stand."""
    defined = {str(variable.get("name")) for variable in variables(dashboard)}
    for path, text in texts(dashboard):
        where = ".".join(path)
        if text == EVERYTHING and path[0] == "templating":
            continue
        for name in used(text):
            if name not in defined | BUILTIN:
                yield f"{where}: variable {name!r} is not defined"
            elif name in IN_LINKS and "targets" in path:
                yield f"{where}: {name!r} means nothing in a query"
        if path[-1:] == ("url",):
            yield from (f"{where}: {name!r} is percent-encoded, Grafana will not replace it" for name in _encoded(text))
        if path[-1:] == ("repeat",) and text not in defined:
            yield f"{where}: repeats for {text!r}, which is not defined"


def _encoded(url: str) -> list[str]:
    """Variables hidden by percent-encoding; those of a query are replaced later, by the page that runs it."""
    visible = used(url)
    return [name for name in used(unquote(url)) if name not in visible and name not in IN_QUERIES]


def definition_faults(dashboard: Json) -> Iterator[str]:
    """Variables that are there and still cannot offer a value."""
    seen: set[str] = set()
    for index, variable in enumerate(variables(dashboard)):
        where, name, kind = f"templating.list.{index}", str(variable.get("name")), variable.get("type")
        if name in seen:
            yield f"{where}: a second variable {name!r}"
        seen.add(name)
        if not re.fullmatch(r"\w+", name) or name in BUILTIN:
            yield f"{where}: {name!r} cannot be the name of a variable"
        if kind in {"custom", "datasource", "query", "interval"} and not variable.get("query"):
            yield f"{where}: a {kind} variable needs a query"
        if isinstance(asked := variable.get("query"), dict) and not (asked.get("query") and asked.get("refId")):
            yield f"{where}.query: needs both query and refId"
        if kind == "query" and variable.get("refresh") not in {1, 2}:
            yield f"{where}: a query variable with refresh 0 never loads its options"

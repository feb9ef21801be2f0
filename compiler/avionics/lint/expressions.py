"""The PromQL that users wrote for a service, with its places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from avionics.model.cockpit import WrittenPanel
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.place import Where
from avionics.promql.matchers import Placed, placed
from avionics.promql.tokens import TokenError, tokens
from avionics.slis import routes

_DURATIONS = frozenset(("__rate_interval", "__interval", "__range"))
_NUMBERS = frozenset(("__rate_interval_ms", "__interval_ms", "__range_ms", "__range_s", "__from", "__to"))
_USUAL = "[$__rate_interval]"
_BEFORE_DURATION = frozenset(("[", ":", "offset"))


class Written(Struct, frozen=True):
    """A text, and where it was written."""

    where: Where
    text: str


def matchers_in(written: Written) -> tuple[Placed, ...]:
    """The matchers of all its selectors; none where it cannot be read, which the rule promql-syntax reports."""
    try:
        return placed(written.text)
    except TokenError:
        return ()


def conditions(service: Service) -> Iterator[Written]:
    """The expressions of alerts."""
    for alert in service.alerts:
        yield Written(alert.where.at("expr"), alert.expr)


def recordings(service: Service) -> Iterator[Written]:
    """The expressions of raw recording rules."""
    for rule in service.rules:
        yield Written(rule.where.at("expr"), rule.expr)


def indicators(service: Service) -> Iterator[Written]:
    """The selectors that SLIs count."""
    for slo in service.slos:
        for route, text in routes.selectors(slo.sli_kind, slo.sli):
            yield Written(slo.where.at("sli", slo.sli_kind, *route), text)


def formulas(service: Service) -> Iterator[Written]:
    """The expressions of SLIs that are written as such."""
    for slo in service.slos:
        yield from formulas_of(slo)


def formulas_of(slo: Slo) -> Iterator[Written]:
    """Those of one objective."""
    for route, text in routes.expressions(slo.sli_kind, slo.sli):
        yield Written(slo.where.at("sli", slo.sli_kind, *route), text)


def sources(service: Service) -> Iterator[Written]:
    """The selectors that cockpit variables read their values from."""
    for variable in service.cockpit.variables if service.cockpit else ():
        yield Written(variable.where.at("from"), variable.series)


def panels(service: Service) -> Iterator[WrittenPanel]:
    """The panels written in the cockpit."""
    for row in service.cockpit.rows if service.cockpit else ():
        yield from row.panels


def queries(panel: WrittenPanel) -> Iterator[Written]:
    """The expressions of a panel; those of a raw one stand in its targets."""
    yield from _fields(panel, "expr", "expr")


def patched(service: Service, name: str) -> Iterator[Written]:
    """Every text that the cockpit's patch puts under the key `name`."""
    cockpit = service.cockpit
    for index, change in enumerate(cockpit.patch if cockpit else ()):
        if cockpit and change["op"] != "remove":
            where = cockpit.where.at("patch", index, "value")
            keys = [step for step in change["path"].split("/") if step != "-" and not step.isdigit()]
            yield from keyed(change.get("value"), name, where, keys[-1])


def keyed(value: Any, name: str, where: Where, key: str = "") -> Iterator[Written]:
    """Every text below the key `name` in a value of the user's that itself stands below `key`."""
    if isinstance(value, str) and key == name:
        yield Written(where, value)
    elif isinstance(value, dict):
        for inner, one in value.items():
            yield from keyed(one, name, where.at(inner), inner)
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from keyed(one, name, where.at(index), key)


def everything(service: Service) -> Iterator[Written]:
    """All PromQL that was written for a service; in what cockpits ask there may be Grafana's variables."""
    yield from conditions(service)
    yield from recordings(service)
    yield from indicators(service)
    yield from formulas(service)
    yield from sources(service)
    for panel in panels(service):
        yield from queries(panel)
    yield from patched(service, "expr")


def legends(panel: WrittenPanel) -> Iterator[Written]:
    """The legends of a panel."""
    yield from _fields(panel, "legend", "legendFormat")


def texts(panel: WrittenPanel) -> Iterator[Written]:
    """The title, the description and the Markdown of a panel, where Grafana fills in variables too."""
    for key in (panel.kind, "description", "markdown"):
        if key in panel.fields:
            yield Written(panel.where.at(key), panel.fields[key])


def _fields(panel: WrittenPanel, key: str, raw_key: str) -> Iterator[Written]:
    fields, where = panel.fields, panel.where
    if key in fields:
        yield Written(where.at(key), fields[key])
    for index, query in enumerate(fields.get("queries", ())):
        if key in query:
            yield Written(where.at("queries", index, key), query[key])
    targets = fields["json"].get("targets") if panel.kind == "raw" else None
    for index, target in enumerate(targets if isinstance(targets, list) else ()):
        if isinstance(target, dict) and isinstance(target.get(raw_key), str):
            yield Written(where.at("json", "targets", index, raw_key), target[raw_key])


def plain(text: str) -> str | None:
    """`text` of a panel with a value of the same length for each Grafana variable, so that it parses.

    None when a variable stands where only its value could tell whether the text is PromQL.
    """
    text = text.replace(_USUAL, "[5m".ljust(len(_USUAL) - 1) + "]")
    if "$" not in text:
        return text
    pieces: list[str] = []
    position, before = 0, ""
    try:
        for token in tokens(text):
            if token.kind == "variable":
                value = _value(token.text.strip("${}").partition(":")[0], before)
                if value is None:
                    return None
                pieces += text[position : token.start], value.ljust(len(token.text))
                position = token.end
            before = token.text
    except TokenError:
        return text
    return "".join(pieces) + text[position:]


def _value(variable: str, before: str) -> str | None:
    if variable in _DURATIONS or before in _BEFORE_DURATION:
        return "5m"
    return "1" if variable in _NUMBERS else None

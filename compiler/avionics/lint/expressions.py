"""The PromQL that users wrote for a service, with its places."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Any

from msgspec import Struct

from avionics.model.cockpit import WrittenPanel
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.place import Where
from avionics.promql.meaning.examined import tree
from avionics.promql.patterns.matchers import Placed, placed
from avionics.promql.syntax.parse import walk
from avionics.promql.text.selector import Selector
from avionics.promql.text.tokens import TokenError, selectors
from avionics.promql.text.variables import plain
from avionics.source.unchecked import inside, mappings


class Written(Struct, frozen=True):
    """A text, and where it was written."""

    where: Where
    text: str


def selectors_in(written: Written) -> tuple[Selector, ...]:
    """All its selectors; none where it cannot be read, which the rule promql-syntax reports."""
    try:
        return selectors(written.text)
    except TokenError:
        return ()


def matchers_in(written: Written) -> tuple[Placed, ...]:
    """The matchers of all its selectors; none where it cannot be read, as above."""
    try:
        return placed(written.text)
    except TokenError:
        return ()


def nodes(written: Written) -> Iterator[Any]:
    """Every expression in it, Grafana's variables filled in; none where it cannot be read, as above."""
    parsed = tree(plain(written.text) or "")
    return walk(parsed) if parsed is not None else iter(())


class Promql(Struct, frozen=True):
    """All PromQL that was written for a service: listed once, for every rule that looks at it.

    `conditions` are the expressions of alerts, `recordings` those of raw recording rules, `indicators` the selectors
    that SLIs count, `formulas` the SLIs that are expressions, `sources` the selectors that cockpit variables read
    their values from, `queries` what panels ask, and `patched` what the cockpit's patch puts there; in what cockpits
    ask there may be Grafana's variables.
    """

    service: Service
    conditions: tuple[Written, ...]
    recordings: tuple[Written, ...]
    indicators: tuple[Written, ...]
    formulas: tuple[Written, ...]
    sources: tuple[Written, ...]
    queries: tuple[Written, ...]
    patched: tuple[Written, ...]

    @property
    def of_rules(self) -> tuple[Written, ...]:
        """What rules are made of."""
        return self.conditions + self.recordings + self.indicators + self.formulas

    @property
    def expressions(self) -> tuple[Written, ...]:
        """What is whole expressions, not selectors: of rules, and of what cockpits ask."""
        return self.conditions + self.recordings + self.formulas + self.queries + self.patched

    @property
    def everything(self) -> tuple[Written, ...]:
        """All of it."""
        return self.of_rules + self.sources + self.queries + self.patched


PromqlAtHand = Promql
"""The same, of a service that cannot be read whole, too: for rules that look at each text on its own."""


def promql(service: Service) -> Promql:
    """The PromQL that was written for a service."""
    return Promql(
        service,
        conditions=tuple([Written(alert.where.at("expr"), alert.expr) for alert in service.alerts]),
        recordings=tuple([Written(rule.where.at("expr"), rule.expr) for rule in service.rules]),
        indicators=tuple([written for slo in service.slos for written in _indicators_of(slo)]),
        formulas=tuple([written for slo in service.slos for written in formulas_of(slo)]),
        sources=tuple(sources(service)),
        queries=tuple([query for panel in panels(service) for query in queries(panel)]),
        patched=tuple(patched(service, "expr")),
    )


def _indicators_of(slo: Slo) -> Iterator[Written]:
    for route, text in slo.sli.selectors():
        yield Written(slo.sli_at(*route), text)


def formulas_of(slo: Slo) -> Iterator[Written]:
    """The expressions of an objective's SLI that is written as such."""
    for route, text in slo.sli.expressions():
        yield Written(slo.sli_at(*route), text)


def sources(service: Service) -> Iterator[Written]:
    """The selectors that cockpit variables read their values from."""
    for variable in service.cockpit.variables if service.cockpit else ():
        yield Written(variable.where.at("from"), variable.series)


def panels(service: Service) -> list[WrittenPanel]:
    """The panels written in the cockpit."""
    return [panel for row in service.cockpit.rows for panel in row.panels] if service.cockpit else []


def queries(panel: WrittenPanel) -> list[Written]:
    """The expressions of a panel; those of a raw one stand in its targets."""
    return _fields(panel, "expr", "expr")


def units(service: Service, some: Container[str]) -> Iterator[tuple[Written, Iterable[Written]]]:
    """Which of `some` units alerts and panels have, each with the expressions whose values it shows; not raw panels."""
    for alert in service.alerts:
        if alert.unit in some:
            yield Written(alert.where.at("unit"), alert.unit), (Written(alert.where.at("expr"), alert.expr),)
    for panel in panels(service):
        if panel.kind != "raw" and panel.fields.get("unit") in some:
            yield Written(panel.where.at("unit"), panel.fields["unit"]), queries(panel)


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
    for route, node in inside(value):
        keys = [step for step in (key, *route) if isinstance(step, str)]
        if isinstance(node, str) and keys[-1] == name:
            yield Written(where.at(*route), node)


def legends(panel: WrittenPanel) -> list[Written]:
    """The legends of a panel."""
    return _fields(panel, "legend", "legendFormat")


def texts(panel: WrittenPanel) -> Iterator[Written]:
    """The title, the description and the Markdown of a panel, where Grafana fills in variables too."""
    for key in (panel.kind, "description", "markdown"):
        if key in panel.fields:
            yield Written(panel.where.at(key), panel.fields[key])


def _fields(panel: WrittenPanel, key: str, raw_key: str) -> list[Written]:
    fields, where = panel.fields, panel.where
    found = [Written(where.at(key), fields[key])] if key in fields else []
    for index, query in enumerate(fields.get("queries", ())):
        if key in query:
            found.append(Written(where.at("queries", index, key), query[key]))
    for index, target in mappings(fields["json"], "targets") if panel.kind == "raw" else ():
        if isinstance(target.get(raw_key), str):
            found.append(Written(where.at("json", "targets", index, raw_key), target[raw_key]))
    return found

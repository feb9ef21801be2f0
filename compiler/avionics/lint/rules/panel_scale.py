"""The scale of a panel: its lower bound is below its upper one, and no two thresholds stand at one value."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import panels
from avionics.model.cockpit import WrittenPanel
from avionics.model.service import Service
from avionics.place import Where


@rule("error", "a panel's min is below its max, and each of its thresholds has a value of its own")
def check(service: Service) -> Iterator[Problem]:
    """Looks at written panels; a raw one is the user's own."""
    for panel in panels(service):
        if "min" in panel.fields and "max" in panel.fields:
            yield from _bounds(panel, panel.fields["min"], panel.fields["max"])
        if "thresholds" in panel.fields:
            yield from _thresholds(panel)


def _bounds(panel: WrittenPanel, low: float, high: float) -> Iterator[Problem]:
    if low >= high:
        message, also = f"max is {high}, and min {low}", (Label(panel.where.at("min"), "the lower bound"),)
        yield Problem(panel.where.at("max"), message, "write a larger max, or a smaller min", also=also)


def _thresholds(panel: WrittenPanel) -> Iterator[Problem]:
    known: dict[float, Where] = {}
    for index, step in enumerate(panel.fields["thresholds"]):
        where = panel.where.at("thresholds", index, "value")
        first = known.setdefault(step["value"], where)
        if first is not where:
            message = f"a second threshold at {step['value']}: one colour would be drawn, the other left out"
            also = (Label(first, "the first"),)
            yield Problem(where, message, "remove one of the two, or correct its value", also=also)

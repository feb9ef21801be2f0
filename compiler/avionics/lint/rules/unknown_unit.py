"""A panel's unit is one that Grafana knows: any other is shown as text behind the bare number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from avionics.lint.engine import Meant, Problem, rule
from avionics.lint.expressions import Written, keyed, panels, patched
from avionics.model.service import Service
from avionics.panels.units import is_known, likely

_AS_TEXT = "if that text is meant, write 'suffix:{}'"


@rule("warning", "units of panels and alerts are Grafana's, or say in which form they are one's own")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the units of panels, raw ones and patches among them, and of alerts."""
    for written in _units(service):
        if not is_known(written.text):
            message = f"Grafana has no unit {written.text!r}: it would stand behind the bare number as a text"
            help_ = Meant(written.text, partial(_help, written.text), _AS_TEXT.format(written.text))
            yield Problem(written.where, message, help_)


def _units(service: Service) -> Iterator[Written]:
    for panel in panels(service):
        if "unit" in panel.fields:
            yield Written(panel.where.at("unit"), panel.fields["unit"])
        elif panel.kind == "raw":
            yield from keyed(panel.fields["json"].get("fieldConfig"), "unit", panel.where.at("json", "fieldConfig"))
    for alert in service.alerts:
        if alert.unit:
            yield Written(alert.where.at("unit"), alert.unit)
    yield from patched(service, "unit")


def _help(unit: str) -> str:
    near, text = likely(unit), _AS_TEXT.format(unit)
    return f"did you mean {near!r}? {text[0].upper()}{text[1:]}" if near else text

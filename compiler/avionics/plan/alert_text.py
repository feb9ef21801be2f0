"""What an alert that was written by hand says: its description, and how much it is now."""

from __future__ import annotations

from avionics.model.alert import Alert
from avionics.plan.templates import literal

_UNITS = {
    "s": "{{ $value | humanizeDuration }}",
    "percentunit": "{{ $value | humanizePercentage }}",
    "percent": "{{ $value | humanize }}%",
    "bytes": "{{ $value | humanize1024 }}B",
    **dict.fromkeys(("ops", "reqps", "cps", "pps"), "{{ $value | humanize }}/s"),
}
"""Grafana's units as Prometheus's templates write them; others are written as numbers."""
_NUMBER = "{{ $value | humanize }}"
_ANY = "short"
"""The unit of what has none, as `expr: up == 0`."""


def description(written: Alert) -> str:
    """The description; behind it, unless it says the value itself, that of a measure: of a unit, or held to a bound."""
    value = _UNITS.get(written.unit, _NUMBER)
    said = written.description.rstrip()
    if not said:
        return f"{literal(written.title)}: the value is {value}."
    measured = written.unit != "bool" and (written.unit != _ANY or written.threshold is not None)
    if "$value" in said or not measured:
        return said
    return f"{said}{'' if said.endswith(('.', '!', '?')) else '.'} Now: {value}."

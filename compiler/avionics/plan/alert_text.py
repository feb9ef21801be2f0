"""What an alert that was written by hand says: its description, and how much it is now."""

from __future__ import annotations

from decimal import Decimal

from avionics.model.alert import Alert, Comparison
from avionics.plan.templates import literal
from avionics.promql.duration import text
from avionics.promql.number import number

_UNITS = {
    "s": "{{ $value | humanizeDuration }}",
    "percentunit": "{{ $value | humanizePercentage }}",
    "percent": "{{ $value | humanize }}%",
    "bytes": "{{ $value | humanize1024 }}B",
    **dict.fromkeys(("ops", "reqps", "cps", "pps"), "{{ $value | humanize }}/s"),
}
"""Grafana's units as Prometheus's templates write them; others are written as numbers."""
_SHORT = {"s": "s", "percent": "%", **dict.fromkeys(("ops", "reqps", "cps", "pps"), "/s")}
"""What stands behind a bound in these units."""
_BINARY = ("B", "kiB", "MiB", "GiB", "TiB", "PiB")
_NUMBER = "{{ $value | humanize }}"
_ANY = "short"
"""The unit of what has none, as `expr: up == 0`."""


def description(written: Alert, threshold: Comparison | None) -> str:
    """The description; behind it, unless it says the value itself, that of a measure: of a unit, or held to a bound.

    `threshold` is what the value is held to in this environment.
    """
    value = _UNITS.get(written.unit, _NUMBER)
    held = f", {threshold[0]} {_bound(threshold[1], written.unit)}" if threshold else ""
    said = written.description.rstrip()
    if not said:
        return f"{literal(written.title)}: the value is {value}{held}."
    measured = written.unit != "bool" and (written.unit != _ANY or threshold is not None)
    if "$value" in said or not measured:
        return said
    return f"{said}{'' if said.endswith(('.', '!', '?')) else '.'} Now: {value}{held}."


def _bound(bound: float, unit: str) -> str:
    """A bound in its unit, in full: 15m, 12.5%, 512MiB."""
    exact = Decimal(repr(bound))
    if unit == "s" and exact == int(exact) and exact > 0:
        return text(int(exact))
    if unit == "percentunit":
        return f"{number(exact * 100)}%"
    if unit == "bytes":
        return _bytes(exact)
    return f"{number(exact)}{_SHORT.get(unit, '')}"


def _bytes(exact: Decimal) -> str:
    """In the largest binary unit that it is whole in."""
    power = 0
    while exact and exact % 1024 == 0 and power < len(_BINARY) - 1:
        exact, power = exact / 1024, power + 1
    return f"{number(exact)}{_BINARY[power]}"

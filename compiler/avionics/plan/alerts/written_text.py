"""What an alert that was written by hand says: its description, and how much it is now."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite

from avionics.model.alert import Alert, Comparison
from avionics.plan.alerts.templates import literal
from avionics.promql.meaning.compare import condition
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.filters import compares
from avionics.promql.meaning.labels import ABSENT
from avionics.promql.syntax.parse import bare
from avionics.promql.text.duration import text
from avionics.promql.text.number import number

_SMALL = "and (gt $value -1.0) (lt $value 1.0)"
_NUMBER = f'{{{{ if {_SMALL} }}}}{{{{ $value | printf "%.3g" }}}}{{{{ else }}}}{{{{ $value | humanize }}}}{{{{ end }}}}'
"""Of a number below one `humanize` says thousandths: 0.117 is `117m`, which reads as millions, minutes or metres."""
_RATES = ("ops", "reqps", "cps", "pps")
_UNITS = {
    "s": "{{ $value | humanizeDuration }}",
    "percentunit": "{{ $value | humanizePercentage }}",
    "percent": _NUMBER + "%",
    "bytes": "{{ $value | humanize1024 }}B",
    **dict.fromkeys(_RATES, _NUMBER + "/s"),
}
"""Grafana's units as Prometheus's templates write them; others are written as numbers."""
_SHORT = {"s": "s", "percent": "%", **dict.fromkeys(_RATES, "/s")}
"""What stands behind a bound in these units."""
_BINARY = ("ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi")
_SIDES = {">": "above", ">=": "at least", "<": "below", "<=": "at most"}
_ANY = "short"
"""The unit of what has none, as `expr: up == 0`."""


def description(written: Alert, threshold: Comparison | None) -> str:
    """The description; behind it, unless it says the value itself, that of a measure: of a unit, or held to a bound.

    `threshold` is what the value is held to in this environment.
    """
    value = _UNITS.get(written.unit, _NUMBER)
    side, bound = threshold or _asked(written)
    held = f", {side} {_bound(bound, written.unit)}" if side else ""
    said = written.description.rstrip()
    if _of_nothing(written.expr):
        return said or f"{literal(written.title)}: its query finds nothing."
    if not said:
        return f"{literal(written.title)}: the value is {value}{held}."
    measured = written.unit != "bool" and (written.unit != _ANY or threshold is not None)
    if "$value" in said or not measured:
        return said
    return f"{said}{'' if said.endswith(('.', '!', '?')) else '.'} Now: {value}{held}."


def _of_nothing(expr: str) -> bool:
    """Whether an expression is `absent(...)`, also as `absent(...) == 1`: its value is 1, of whatever is missing."""
    if "absent" not in expr or (parsed := tree(expr)) is None:
        return False
    node = bare(bare(parsed).lhs if compares(parsed) else parsed)
    return type(node).__name__ == "Call" and node.func.name in ABSENT


def _asked(written: Alert) -> tuple[str, float]:
    """What an expression that compares holds its value to, `x > 90`; no words where that is not said of one number."""
    parts = condition(written.expr)
    side = _SIDES.get(parts.operator, "") if parts and written.unit != "bool" else ""
    return (side, parts.value) if parts and side and isfinite(parts.value) else ("", 0)


def _bound(bound: float, unit: str) -> str:
    """A bound in its unit: 15m, 12.5%, 512MiB, 6,000,000."""
    exact = Decimal(repr(bound))
    if unit == "s" and exact == int(exact) and exact > 0:
        return text(int(exact))
    if unit == "percentunit":
        return f"{number(exact * 100)}%"
    if unit == "bytes":
        return _bytes(exact)
    return f"{Decimal(number(exact)):,f}{_SHORT.get(unit, '')}"


def _bytes(exact: Decimal) -> str:
    """1610612736 as `1.5GiB`, with four digits: as `humanize1024` writes the value beside it."""
    for power in range(len(_BINARY), 0, -1):
        if abs(count := exact / 1024**power) >= 1:
            return f"{float(count):.4g}{_BINARY[power - 1]}B"
    return f"{number(exact)}B"

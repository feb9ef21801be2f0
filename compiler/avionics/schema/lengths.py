"""Durations as people write them, and what they are meant as."""

from __future__ import annotations

import re
from decimal import Decimal
from math import isfinite
from typing import Any

from avionics.place import Route
from avionics.promql.text.duration import milliseconds, written

_LENGTH = re.compile(r"\s*([0-9]{1,9}(?:\.[0-9]{1,9})?|\.[0-9]{1,9})\s*([a-z]{1,12})\s*")
_UNITS = {
    "ms": ("msec", "msecs", "millis", "millisecond", "milliseconds"),
    "s": ("sec", "secs", "second", "seconds"),
    "m": ("min", "mins", "minute", "minutes"),
    "h": ("hr", "hrs", "hour", "hours"),
    "d": ("day", "days"),
    "w": ("week", "weeks"),
    "y": ("year", "years"),
}
_THOUGHT_IN: dict[Route, tuple[str, ...]] = {
    ("freshness", "threshold"): ("h", "m", "s"), ("threshold",): ("ms", "s"), ("window",): ("d",),
    ("scrapeInterval",): ("s",), ("evaluationInterval",): ("s",),
}  # fmt: skip
"""The units of what is written without one, by the field."""
_IN_ENVIRONMENT = ("environments",)
_OF_EITHER = ("ms", "s", "h")
"""Of a threshold in an environment: how long an event may take, or how old something may be."""
_PART = re.compile(r"([0-9]{1,9})(ms|[smhdwy])")
_PARTS = re.compile(f"(?:{_PART.pattern}){{2,4}}")


def lengths(text: str) -> tuple[str, ...]:
    """The durations that a text means which is none as Prometheus writes them: `0.3s`, `28 d`, `2 hours`.

    In its own unit first, then in the largest it is whole in; none where it is not certain what is meant. Of several
    units, `5m1h` or `1h 5m`, the same with the largest first and nothing between.
    """
    together = "".join(text.split())
    if _PARTS.fullmatch(together):
        parts = {unit: number for number, unit in _PART.findall(together)}
        ordered = "".join(parts[unit] + unit for unit in reversed(_UNITS) if unit in parts)
        return (ordered,) if len(ordered) == len(together) else ()
    found = _LENGTH.fullmatch(text)
    unit = next((short for short, long in _UNITS.items() if found and found[2] in (short, *long)), "")
    if not (found and unit):
        return ()
    number = Decimal(found[1])
    own = f"{int(number)}{unit}" if number == int(number) else ""
    return tuple(filter(None, dict.fromkeys((own, written(number * milliseconds(f"1{unit}"))))))


def with_units(value: Any, route: Route) -> list[str]:
    """What a number may mean as a duration, the likeliest first: mostly who forgets the unit thinks in minutes."""
    if isinstance(value, float):
        return [f"{round(value * 1000)}ms"] if isfinite(value * 1000) and round(value * 1000) else []
    return [f"{value}{unit}" for unit in _thought_in(route)]


def _thought_in(route: Route) -> tuple[str, ...]:
    if route[-1:] == ("threshold",) and route[-3:-2] == _IN_ENVIRONMENT:
        return _OF_EITHER
    return _THOUGHT_IN.get(route[-2:]) or _THOUGHT_IN.get(route[-1:]) or ("m", "s")

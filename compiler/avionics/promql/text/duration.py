"""Prometheus durations."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_UNITS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000, "y": 31_536_000_000}
_PART = re.compile(r"([0-9]+)(ms|[smhdwy])")
_WHOLE = re.compile(r"(?:[0-9]+(?:ms|[smhdwy]))+")
_COUNTED = (2**63 - 1) // 10**6
"""Milliseconds of the longest duration: Prometheus counts nanoseconds in 64 bits."""


def is_duration(text: str) -> bool:
    """Whether `text` is written as a duration; it may be one that Prometheus cannot count."""
    return _WHOLE.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def milliseconds(text: str) -> int:
    """The length of `text`, which the schema has found to be a duration such as `1h30m`."""
    return sum(int(number) * _UNITS[unit] for number, unit in _PART.findall(text))


@lru_cache(maxsize=1024)
def seconds(text: str) -> int:
    """The length of `text` in whole seconds."""
    return milliseconds(text) // 1000


def countable(text: str) -> bool:
    """Whether `text`, a duration of any number of digits, is one that Prometheus can count."""
    return sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(text)) <= _COUNTED


def written(length: Decimal) -> str:
    """`length` milliseconds in the largest unit it is whole in: 2500 is `2500ms`, 60000 `1m`; "" for a fraction."""
    if length != int(length):
        return ""
    unit = max((unit for unit, size in _UNITS.items() if not length % size), key=_UNITS.__getitem__)
    return f"{int(length) // _UNITS[unit]}{unit}"


@lru_cache(maxsize=1024)
def text(length: int) -> str:
    """`length` seconds as Prometheus writes it: 3660 is `1h1m`."""
    parts = []
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)):
        count, length = divmod(length, size)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) or "0s"


def less(length: int) -> str:
    """A range of `length` seconds that is closed on both sides, as those of Prometheus 2 are: a millisecond less."""
    return f"{text(length - 1)}999ms"

"""Logarithmic axes: values to places on the paper, and where the ticks stand."""

from __future__ import annotations

from math import log

from msgspec import Struct


class Axis(Struct, frozen=True):
    """Values from `low` to `high` lie between the places `start` and `end`, in units of the picture."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """The place of `value`; beyond an end it stays at the end."""
        inside = min(max(value, self.low), self.high)
        return self.start + (self.end - self.start) * log(inside / self.low) / log(self.high / self.low)

    def among(self, values: tuple[float, ...]) -> list[float]:
        """Those of `values` that are on the axis."""
        return [value for value in values if self.low <= value <= self.high]


def spread(low: float, high: float, count: int) -> list[float]:
    """`count` + 1 values from `low` to `high`, as far apart on the paper."""
    return [low * (high / low) ** (at / count) for at in range(count + 1)]


SHARES = (0.00001, 0.0001, 0.001, 0.01, 0.1, 1.0)
TIMES = (60.0, 300.0, 1800.0, 7200.0, 21_600.0, 86_400.0, 259_200.0, 864_000.0, 2_592_000.0)
SPENT = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)

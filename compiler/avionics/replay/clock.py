"""The instants at which rules are evaluated, and columns of values along them."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

Column = list[float]
"""One value for each instant of a clock; NaN where there is no sample."""

NONE = nan


@dataclass(frozen=True, slots=True)
class Clock:
    """`count` instants, `step` seconds apart, from `start` (seconds since 1970, a multiple of `step`)."""

    start: int
    step: int
    count: int

    def at(self, index: int) -> int:
        """The instant number `index`, in seconds since 1970."""
        return self.start + index * self.step

"""The instants at which rules are evaluated, and columns of values along them."""

from __future__ import annotations

from collections.abc import Iterator
from math import nan

from msgspec import Struct

Column = list[float]
"""One value for each instant of a clock; NaN where there is no sample."""

NONE = nan


def there(value: float) -> bool:
    """Whether there is a sample: NaN is not itself."""
    return value == value  # noqa: PLR0124


class Clock(Struct, frozen=True):
    """`count` instants, `step` seconds apart, from `start` (seconds since 1970, a multiple of `step`)."""

    start: int
    step: int
    count: int

    def at(self, index: int) -> int:
        """The instant number `index`, in seconds since 1970."""
        return self.start + index * self.step

    def stretches(self, length: int) -> Iterator[tuple[int, int]]:
        """The first and the last instant of every `length` seconds; the last stretch may hold one instant more."""
        last = self.at(self.count - 1)
        starts = range(self.start, max(last, self.start + 1), length)
        for start in starts:
            yield start, last if start == starts[-1] else start + length - self.step

"""Recorded series as OpenMetrics text, for promtool to make blocks of."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from avionics.model.project import Pairs
from avionics.replay.clock import Clock, Column, there
from avionics.slis.example import series


class Stored(Struct, frozen=True):
    """A recorded series along a clock."""

    metric: str
    labels: Pairs
    values: Column
    clock: Clock

    @property
    def count(self) -> int:
        """How many samples it has."""
        return sum(map(there, self.values))

    def lines(self, start: int, end: int) -> Iterator[str]:
        """Its samples from the instant `start` up to and with `end`."""
        clock = self.clock
        name = series(self.metric, dict(self.labels))
        first, last = ((at - clock.start) // clock.step for at in (start, end))
        for index, value in enumerate(self.values[first : last + 1], first):
            if there(value):
                yield f"{name} {value!r} {clock.at(index)}\n"


def text(stored: list[Stored], start: int, end: int) -> Iterator[str]:
    """The text of a stretch of time: metrics by name, series by labels, samples by time."""
    shown = ""
    for one in sorted(stored, key=lambda each: (each.metric, each.labels)):
        if one.metric != shown:
            shown = one.metric
            yield f"# TYPE {shown} gauge\n"
        yield from one.lines(start, end)
    yield "# EOF\n"

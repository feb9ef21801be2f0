"""What a rule that is replayed reads: the series that were recorded, and when."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from avionics.replay.clock import Clock, Column
from avionics.replay.over_time import Points


class Track(Struct, frozen=True, dict=True):
    """A recorded series: a value at each `every`-th instant; `number` is that of the rule that writes it."""

    values: Column
    every: int
    number: int

    @cached_property
    def points(self) -> Points:
        """Its values, for windows over them."""
        return Points(self.values)


class Reader(Struct, frozen=True):
    """Who reads: the rule number `number` of the objective `own` finds of a later rule only what it wrote an evaluation
    ago. What other objectives record is among the tracks under their names.

    It reads at `places`, the instants of these numbers: a rule of a slow group has no value at others.
    """

    tracks: Mapping[str, Track]
    clock: Clock
    number: int
    own: str
    places: range = range(0)

    def late(self, track: Track) -> int:
        """How many instants the newest value of `track` is behind."""
        return int(track.number >= self.number)

    @property
    def afterwards(self) -> Reader:
        """The same, once every rule of the instant was evaluated."""
        return replace(self, number=1 << 30)

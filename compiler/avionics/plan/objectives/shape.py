"""How each window of an objective is measured: the shapes that rules are written in and a simulation steps through.

*raw*: read from the raw series: the base window, and what no whole number of base windows fills.
*chained*: the pairs as they are now, their length ago, twice their length ago ..., so that it moves on with every
evaluation: an hour, half an hour, and for alerts that wait for less than a day 6 h and 12 h, from pairs of 1 h.
*tiled*: the sum of the pairs at full hours, half hours, or bases; all others, and the period.

Each shape counts every event once, whatever the window: it is weighted by events, and reads few samples.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from msgspec import Struct

from avionics.plan.objectives.windows import Tier
from avionics.promql.text.duration import less, seconds, text

How = Literal["raw", "chained", "tiled"]

HOUR = 3_600
HALF = HOUR // 2
DAY = 24 * HOUR
TILES_AT_LEAST = 96
"""A tiled window moves on by a tile: 1/96 of what an alert waits for at most, so that it is late by 1 % of that."""
TILES = (HALF, HOUR)
"""Windows beside the base whose pairs are recorded: longer ones are tiled with them."""
LONGEST = 3_650 * DAY
"""Seconds of the longest period: it is made of 87,600 pairs, and longer than anybody keeps samples."""
CHAINED_AT_MOST = 30
"""Pairs in a chain. What would need more is tiled by a base window of less than a minute."""
LONG_INTERVAL = 120
"""Seconds between evaluations for alerts that wait for a day and more; an instant value is found for 5 m, so 2 m is
safe."""


class Measure(Struct, frozen=True):
    """A window of `seconds`, named `name`, made in one of three ways.

    `step` is how many seconds one recorded pair stands for: the pair's where chained, a tile where tiled, the window
    itself where raw. `source` names the window of these pairs (its own name where raw). `counted` says that its
    failures are recorded as a number, `paired` that its rates are, `seldom` that it is evaluated every 2 m.
    """

    name: str
    seconds: int
    how: How
    step: int
    source: str
    counted: bool
    paired: bool
    seldom: bool

    @property
    def fresh(self) -> bool:
        """Whether it is told from the raw series of the last hour alone, directly or by the few pairs of a chain."""
        return self.seconds <= HOUR and self.how != "tiled"

    @property
    def range(self) -> str:
        """What a rule selects of the recorded pairs: a little less, so that it holds no pair more than the window.

        Recorded samples lie on the very edges of windows, and the ranges of Prometheus 2 are closed on both sides.
        """
        return less(self.seconds)


@lru_cache(maxsize=256)
def measures(tiers: tuple[Tier, ...], period: int, base: int) -> tuple[Measure, ...]:
    """The windows of an objective with these tiers and this period, shortest first; lengths in seconds.

    A `period` of 0 is none that rolls. A pair is recorded before what is made of it. No window is shorter than `base`.
    """
    pairs = {(seconds(tier.long), max(seconds(tier.short), base)) for tier in tiers}
    longs, shorts = ({pair[end] for pair in pairs} for end in (0, 1))
    waits = _waits(pairs)
    tiles = {base, *TILES}
    found = []
    for length in sorted({*tiles, *longs, *shorts, period} - {0}):
        how, step, source = _made(length, base, waits.get(length, DAY))
        found.append(
            Measure(
                name=text(length),
                seconds=length,
                how=how,
                step=step,
                source=text(source),
                counted=length in longs,
                paired=length in tiles,
                seldom=length not in tiles and waits.get(length, DAY) >= DAY,
            )
        )
    return tuple(found)


def tile_of(length: int, base: int) -> int:
    """Seconds of the pairs that a tiled window of so many seconds is made of, which must be a multiple of them."""
    return max((tile for tile in (base, *TILES) if tile * TILES_AT_LEAST <= length), default=base)


def _waits(pairs: set[tuple[int, int]]) -> dict[int, int]:
    """For each window of a tier the long one that an alert waits for when it looks at it; the shortest of several."""
    return {window: long for long, short in sorted(pairs, reverse=True) for window in (long, short)}


def _made(length: int, base: int, waits: int) -> tuple[How, int, int]:
    """How a window is made for alerts that wait so long, the seconds each pair stands for, and the window of these.

    Half pairs do not exist: 30 m are no whole number of bases of 7 m, and so are read themselves.
    """
    pair = next((pair for pair in (HOUR, HALF, base) if not length % pair), HOUR) if length > HOUR else base
    if length == HOUR and length // pair > CHAINED_AT_MOST:
        pair = HALF
    if length == base or length % pair:
        return "raw", length, length
    at_once = length in TILES or (waits < DAY and pair * TILES_AT_LEAST > waits)
    if at_once and length // pair <= CHAINED_AT_MOST:
        return "chained", pair, pair
    tile = tile_of(length, base)
    return "tiled", tile, tile

"""When a window was measured, where rules were not evaluated at some of the instants at which it should have been.

A pair is recorded at the end of its window and at no other time, so that what a missed evaluation would have recorded
nothing else tells: a window lacks its base windows that ended then, and whole hours where it is made of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from rules.matrix.scraped import HOUR, MINUTE, Shape

LOOK_BACK = 5 * MINUTE
"""Tiles of more than a base window are found where they were recorded a little before: Prometheus looks so far back."""
LINKS = 30
"""Base windows that an hour is made of at most; where it holds more it is made of half hours."""

Span = tuple[int, int]
"""From after a second up to another."""


@cache
def covered(shape: Shape, window: str, at: int, end: int, length: int) -> list[Span]:
    """What was measured of a window that ends at `end`, seen `at` a later instant; in seconds since the beginning."""
    if not shape.outages or length <= shape.base:
        return [(end - length, end)]
    return _merged(_spans(shape, shape.missed, window, at, end, length))


def _spans(shape: Shape, missed: frozenset[int], window: str, at: int, end: int, length: int) -> Iterator[Span]:
    tile = {"3d": HOUR // 2, "30d": HOUR}.get(window)
    if tile is None:
        yield from _pair(shape, missed, end, length)
        return
    last = at // tile * tile
    for instant in range(last, max(0, last - length), -tile):
        found = next((one for one in range(instant, instant - LOOK_BACK, -shape.interval) if one not in missed), None)
        if found is not None:
            yield from _pair(shape, missed, found, tile)
    yield from _parts(shape, missed, end, end - last, shape.base)


def _pair(shape: Shape, missed: frozenset[int], end: int, length: int) -> Iterator[Span]:
    """What a pair that was recorded at `end` holds."""
    if length == shape.base:
        yield end - length, end
        return
    part = HOUR if length == 6 * HOUR else shape.base
    if length == HOUR and length // part > LINKS:
        part = HOUR // 2
    yield from _parts(shape, missed, end, length, part)


def _parts(shape: Shape, missed: frozenset[int], end: int, length: int, part: int) -> Iterator[Span]:
    for instant in range(end, max(0, end - length), -part):
        if instant not in missed:
            yield from _pair(shape, missed, instant, part)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The same without overlaps: what is in two of them happened once."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged

"""Slices of time under made-up traffic: whole ones are good or bad, as often as the traffic is on average."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from avionics.slis.play import Traffic

Values = list[tuple[int, float | None]]
"""A value at each of so many scrapes; None where there is no sample."""


def target(number: int, traffic: Traffic, good: float, bad: float) -> Values:
    """The values of one of several series, of which each has as many slices as there are scrapes."""
    values = (good if well else bad if well is not None else None for well in _well(number, traffic))
    return [(len([*run]), value) for value, run in groupby(values)]


def _well(number: int, traffic: Traffic) -> Iterator[bool | None]:
    """Whether its slice is good at each scrape; None where there are fewer events than series. The first are bad.

    So many are bad that the sum keeps up with the traffic to half a slice.
    """
    owed = Fraction(1, 2)
    for each in traffic.scrapes:
        for _ in range(each.number):
            owed += Fraction(each.bad)
            failing = int(owed)
            owed -= failing
            yield None if number >= round(each.events) else number >= failing

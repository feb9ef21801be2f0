"""Windows over traffic, against counting second by second."""

from __future__ import annotations

import pytest

from avionics.proof.traffic import Stretch, Timeline

STRETCHES = [Stretch(120, 2, 0), Stretch(60, 0, 0), Stretch(300, 5, 1.5), Stretch(30, 1, 1)]


def per_second() -> list[tuple[float, float]]:
    return [(one.events, one.bad) for one in STRETCHES for _ in range(int(one.seconds))]


@pytest.mark.parametrize("window", [1, 30, 100, 400, 1000])
@pytest.mark.parametrize("end", [0, 1, 90, 120, 181, 500, 510])
def test_a_window_holds_what_happened_in_its_seconds(end, window):
    inside = per_second()[max(0, end - window) : end]
    expected = (sum(events for events, _ in inside), sum(bad for _, bad in inside))
    assert Timeline(STRETCHES).window(end, window) == pytest.approx(expected)


def test_counts_are_those_of_each_step():
    assert Timeline(STRETCHES).counts(30) == [(4, 60, 0), (2, 0, 0), (10, 150, 45), (1, 30, 30)]

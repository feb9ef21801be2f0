"""Windows over traffic, against counting second by second."""

from __future__ import annotations

import pytest

from avionics.proof.traffic.traffic import Stretch, Timeline
from avionics.slis.play import Scrapes, Traffic

STRETCHES = [
    Stretch(120, 2, 0), Stretch(60, 0, 0), Stretch(300, 5, 1.5), Stretch(60, 7, 2, seen=False), Stretch(30, 1, 1)
]  # fmt: skip


def per_second() -> list[tuple[float, float]]:
    """What is not seen is not counted."""
    return [(one.events * one.seen, one.bad * one.seen) for one in STRETCHES for _ in range(int(one.seconds))]


@pytest.mark.parametrize("window", [1, 30, 100, 400, 1000])
@pytest.mark.parametrize("end", [0, 1, 90, 120, 181, 500, 510, 570])
def test_a_window_holds_what_happened_in_its_seconds(end, window):
    inside = per_second()[max(0, end - window) : end]
    expected = (sum(events for events, _ in inside), sum(bad for _, bad in inside))
    assert Timeline(STRETCHES).window(end, window) == pytest.approx(expected)


def test_scrapes_find_what_happened_in_each_step():
    found = (
        Scrapes(4, 60, 0), Scrapes(2, 0, 0), Scrapes(10, 150, 45), Scrapes(2, 210, 60, seen=False), Scrapes(1, 30, 30)
    )  # fmt: skip
    assert Timeline(STRETCHES).scraped(30, 7) == Traffic(found, 30, 7)

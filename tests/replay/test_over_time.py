"""Functions over the samples of windows, where there are few or none: Prometheus has no value for a window of none."""

from __future__ import annotations

from math import isnan

from avionics.replay.clock import NONE
from avionics.replay.over_time import Points, Windows, count_over_time, sum_over_time

WINDOWS = Windows(Points([2.0, NONE, NONE, 6.0]), first=[0, 1, 1, 0], end=[1, 3, 3, 4], edge=[NONE, NONE, 5.0, 4.0])


def test_what_is_not_there_is_not_counted() -> None:
    assert [None if isnan(count) else count for count in count_over_time(WINDOWS)] == [1, None, 1, 3]


def test_nothing_has_no_sum() -> None:
    assert [None if isnan(whole) else whole for whole in sum_over_time(WINDOWS)] == [2, None, 5, 12]

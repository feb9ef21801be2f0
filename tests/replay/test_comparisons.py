"""A comparison with what is not there holds for no value, as in Prometheus; `!=` would, by the rule of floats."""

from __future__ import annotations

import pytest

from avionics.replay.clock import NONE, there
from avionics.replay.operators import COMPARISONS, kept


@pytest.mark.parametrize("operator", COMPARISONS)
def test_what_is_not_there_is_not_compared(operator):
    left, right = [1.0, NONE, NONE], [NONE, 1.0, NONE]
    assert not any(map(there, kept([1.0, 1.0, 1.0], COMPARISONS[operator], left, right)))

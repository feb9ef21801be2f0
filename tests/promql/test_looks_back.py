"""How far back an expression looks: what Prometheus would ask its storage for."""

from __future__ import annotations

import pytest

from avionics.promql.meaning.looks_back import looks_back
from avionics.promql.syntax.parse import parse

MINUTE, HOUR, DAY = 60, 3_600, 86_400
KNOWN = {
    "x": 0,
    "vector(1)": 0,
    "rate(x[5m])": 5 * MINUTE,
    "x offset 60d": 60 * DAY,
    "rate(x[1h] offset 4w)": 28 * DAY + HOUR,
    "rate(x[5m]) / rate(x[5m] offset 1d)": DAY + 5 * MINUTE,
    "max_over_time(rate(x[5m] offset 1h)[1d:1m] offset 1w)": 8 * DAY + HOUR + 5 * MINUTE,
    "x offset -1h": 0,
    "rate(x[2h] offset -1h)": HOUR,
    "x @ 1600000000 offset 60d": 0,
    "y[1d:1h] @ end()": 0,
}


@pytest.mark.parametrize(("expression", "seconds"), KNOWN.items())
def test_how_far_back(expression: str, seconds: int) -> None:
    assert looks_back(parse(expression)) == seconds

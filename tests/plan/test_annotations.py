"""How far back the links of an alert look."""

from __future__ import annotations

import pytest

from avionics.plan.alerts.annotations import span

SEEN = [
    ("", "1h"),
    ("5m", "1h"),
    ("30m", "1h"),
    ("31m", "6h"),
    ("1h", "6h"),
    ("6h", "1d"),
    ("13h", "3d"),
    ("30d", "7d"),
]


@pytest.mark.parametrize(("lasts", "back"), SEEN)
def test_a_link_shows_when_the_alert_began(lasts, back):
    """At least twice as long as the condition has held; a week where none is long enough."""
    assert span(lasts) == back

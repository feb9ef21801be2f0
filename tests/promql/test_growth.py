"""Of what is twice as long, an increase is twice as much and a rate the same: by what the functions are defined as."""

from __future__ import annotations

import pytest

from avionics.promql.meaning.growth import growing, growth


@pytest.mark.parametrize(
    ("text", "power"),
    [
        ("sum(rate(a[7m]))", 0),
        ("sum by (x) (increase(a[7m]))", 1),
        ("sum(increase(a[7m])) / 2", 1),
        ("sum(increase(a[7m])) / sum(increase(b[7m]))", 0),
        ("sum(count_over_time((a == 0)[7m:1m]))", 1),
        ("sum(sum_over_time(a[7m])) / 60", 1),
        ("sum(avg_over_time(a[7m])) / 60", 0),
        ("sum(count_over_time(a[7m])) / count_over_time(b[7m])", 0),
        ("count(increase(a[7m]) > 0)", 0),
        ("increase(a[7m]) > bool 5", 0),
        ("increase(a[7m]) > 0", 1),
        ("increase(a[7m]) or vector(0)", 1),
        ("0 * increase(a[7m]) + increase(b[7m])", 1),
        ("-abs(increase(a[7m]))", 1),
        ("increase(a[7m]) * increase(b[7m])", 2),
        ("stdvar(rate(a[7m]))", 0),
        ("avg_over_time(increase(a[5m])[7m:])", 0),
        ("sum_over_time(increase(a[7m])[7m:])", 2),
        ("max_over_time(a[7m]) and increase(b[7m])", 0),
        ("increase((a[7m]))", 1),
        ("count_over_time(increase(a[7m])[7m:])", 1),
        ("quantile_over_time(0.9, increase(a[7m])[1h:])", 1),
        ("0 + increase(a[7m])", 1),
        ("absent_over_time(increase(a[7m])[7m:])", 0),
        ("rate(a[7m]) ^ 2", 0),
        ("increase(a[7m]) > 5", None),
        ("increase(a[7m]) > time()", None),
        ("increase(a[7m]) > vector(5)", None),
        ("abs(increase(a[7m]) + rate(b[7m]))", None),
        ("increase(a[7m]) ^ increase(b[7m])", None),
        ("2 * (increase(a[7m]) + rate(b[7m]))", None),
        ("(increase(a[7m]) + rate(b[7m])) / 2", None),
        ("2 ^ increase(a[7m])", None),
        ("increase(a[7m]) + rate(b[7m])", None),
        ("clamp_min(increase(a[7m]), 1)", None),
        ("stdvar(increase(a[7m]))", None),
        ("increase(a[7m]) % 60", None),
        ("1", 0),
    ],
)
def test_the_power_of_the_window(text, power):
    assert growth(text, "7m") == power


def test_the_function_that_grows_is_pointed_at():
    text = 'rate(a{b="increase"}[7m]) + increase(a[7m])'
    assert growing(text) == (28, len("increase"))
    assert growing("rate(increase_total[7m])") is None

"""The expressions of panels, with Grafana's variables made values of the same length."""

from __future__ import annotations

import pytest

from avionics.promql.meaning.examined import examined
from avionics.promql.text.variables import plain

PARSES = [
    "rate(x[$__rate_interval])",
    "rate(x[${__rate_interval}])",
    "rate(x[$window])",
    "max_over_time(x[$__range:$__interval])",
    "x offset $__range",
    "increase(x[5m]) / $__range_s",
    'x{a="$region",b=~"${host:regex}"}',
    "x # costs $5",
]


@pytest.mark.parametrize("text", PARSES)
def test_variables_become_values(text):
    filled = plain(text)
    assert filled is not None
    assert len(filled) == len(text)
    assert examined(filled)[1] is None


@pytest.mark.parametrize("text", ["$metric", "topk($count, x)", "sum by ($label) (x)"])
def test_a_variable_that_only_its_value_can_judge(text):
    assert plain(text) is None


def test_offsets_of_errors_stay_those_of_the_text():
    text = "rate(x[$__rate_interval]) > > 1"
    _, error = examined(plain(text))
    assert error is not None
    assert text[error.offset :].startswith("> 1")

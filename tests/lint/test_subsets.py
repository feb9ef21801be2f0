"""Selectors within selectors, and names that were meant to be one."""

from __future__ import annotations

import pytest

from avionics.lint.subsets import near, outside, within
from avionics.promql.patterns.matchers import matchers
from steps import steps

WITHIN = [
    ('x{job="a",code="500"}', 'x{job="a"}'),
    ('x{code="500"}', 'x{code=~"4..|5.."}'),
    ('x{code="500"}', 'x{code!="404"}'),
    ('x{code="500"}', 'x{code!~"4.."}'),
    ('x{job=~"a"}', 'x{job="a"}'),
    ('x{job=~"a|b",job!="b"}', 'x{job="a"}'),
    ('x{job=~"a.*",job!~"a.+"}', 'x{job="a"}'),  # what several leave together accuses nobody
    ('x{job=~"a|b"}', 'x{job=~"a|b|c"}'),
    ('x{job=~"a|b"}', 'x{job!="c"}'),
    ('x{code=~"50[03]?"}', 'x{code=~"50.*"}'),
    ('x{code=~"(?i)a|b"}', 'x{code="b"}'),
    ('x{name="\\u00e9\\x41\\101"}', 'x{name="éAA"}'),
    ('x{code=~"5..",code!="503"}', 'x{code=~"5.."}'),
    ('x{result=~"failed|late"}', 'x{result=~"failed|late|done"}'),
    ('x{code=~"(?i)a"}', 'x{code="A"}'),  # a pattern that is not read here accuses nobody
    ('x{handler!="/b",handler!="/a"}', 'x{handler!="/a",handler!="/b"}'),
    ('x{handler!~"/a|/b"}', 'x{handler!="/a"}'),
    ('x{job="%s"}' % ("a" * 1_900), 'x{job=~"%s"}' % (".*" * 900 + "b")),  # nor one that takes long to try
    ('x{code=~"5.+"}', 'x{code=~"5.."}'),  # of two patterns only those with nothing in common are told
    ('x{code=~"[45].."}', 'x{code=~"5.."}'),
    ('x{code=~"(?i)a"}', 'x{code=~"b"}'),
    ('x{code!~"5.+"}', 'x{code!~"5.."}'),
    ('x{code!="404"}', 'x{code!~"40."}'),  # what is left of a pattern nobody asks
    ('x{code=~"[45]..",code!~"4.+"}', 'x{code!~"4.."}'),
    ('x{code=~"5..",code!="503"}', 'x{code!="503"}'),
    ('x{code=~"5.."}', 'x{code!~"4.."}'),
    ('x{code!="(4"}', 'x{code!~"4.."}'),
    ("x", "x"),
]
OUTSIDE = [
    ('x{code=~"5.."}', 'x{job="a"}', 'job="a"'),
    ('x{job="b"}', 'x{job="a"}', 'job="a"'),
    ('x{code="404"}', 'x{job!="z",code!="404"}', 'job!="z"'),
    ('x{code="404"}', 'x{code!="404"}', 'code!="404"'),
    ('x{code="200"}', 'x{code=~"5.."}', 'code=~"5.."'),
    ('x{job=~"b.*"}', 'x{job="a"}', 'job="a"'),
    ('x{job!="b"}', 'x{job="a"}', 'job="a"'),
    ('x{job=~"a|b"}', 'x{job="a"}', 'job="a"'),
    ('x{job=~"a.*"}', 'x{job="a"}', 'job="a"'),
    ('x{job=~"a|b"}', 'x{job=~"b|c"}', 'job=~"b|c"'),
    ('x{job=~"a|b"}', 'x{job!="b"}', 'job!="b"'),
    ('x{job=~"a[bc]"}', 'x{job!~"ab"}', 'job!~"ab"'),
    ('x{handler!="/a"}', 'x{handler!="/a",handler!="/b"}', 'handler!="/b"'),
    ('x{code=~"5.."}', 'x{code!~"5.."}', 'code!~"5.."'),
    ('x{code!~"5.."}', 'x{code=~"5.."}', 'code=~"5.."'),
    ('x{code=~"2.."}', 'x{code=~"5.."}', 'code=~"5.."'),
    ('x{result=~"failed|late"}', 'x{result=~"fine|latest"}', 'result=~"fine|latest"'),
    ('x{code!~"5.."}', 'x{code!~"4.."}', 'code!~"4.."'),  # 404 is selected, and excluded
    ('x{code!~"5.."}', 'x{code!="404"}', 'code!="404"'),
    ('x{code=~"[45].."}', 'x{code!~"4.."}', 'code!~"4.."'),
    ('x{code=~"4.."}', 'x{code!="404"}', 'code!="404"'),
    ('x{handler!="/a"}', 'x{handler!~"/b.*"}', 'handler!~"/b.*"'),
]


@pytest.mark.parametrize(("narrow", "wide"), WITHIN)
def test_within(narrow, wide):
    assert outside(matchers(narrow), matchers(wide)) is None


@pytest.mark.parametrize(("narrow", "wide", "asked"), OUTSIDE)
def test_outside(narrow, wide, asked):
    found = outside(matchers(narrow), matchers(wide))
    assert found is not None
    assert found.written == asked


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("requests_total", "request_total", True),
        ("requests_total", "reqeusts_total", True),
        ("checkout", "chekout", True),
        ("requests_total", "requests_total", False),
        ("requests_total", "requests_failed_total", False),
        ("http_2xx_total", "http_5xx_total", False),
        ("requests_total", "erquests_total", True),
        ("requests_total", "equests_totals", True),
        ("requests_total", "requests_totalled", False),
        ("requests_total", "erquests_totla", False),
        ("get", "set", False),
        ("in_total", "out_total", False),
        ("node_network_receive_bytes_total", "node_network_received_bytes_total", True),
        ("rx_bytes_total", "tx_bytes_total", False),
        ("cache-eu-west", "cache-us-west", False),
    ],
)
def test_a_slip_of_the_keyboard(one, other, slip):
    assert near(one, other) is near(other, one) is slip


def test_names_of_any_length_are_compared_in_no_time():
    """Twenty totals with twenty names of 2,000 letters each may stand in one indicator."""
    long, other = "a" * 1_900, "a" * 1_000 + "b" + "a" * 899
    pairs = [(f"{long}_total", f"{other}_totla{end}") for end in ("", "xyz")]
    assert steps(lambda: [near(*pair) for pair in pairs], 50_000) > 100, "nothing was counted"
    assert not any(near(*pair) for pair in pairs)


CERTAIN = [
    ("x", "x"),
    ('x{job="a",code="500"}', 'x{job="a"}'),
    ('x{job="a",code="500"}', 'x{code="500",job="a"}'),
    ('x{code="500"}', 'x{code=~"4..|5.."}'),
    ('x{code=~"500|503"}', 'x{code=~"5.."}'),
    ('x{code=~"5..",job="a"}', 'x{code=~"5.."}'),
    ('x{code="500"}', 'x{code!="404"}'),
    ('x{job=~"a|b"}', 'x{job!="c"}'),
]
UNCERTAIN = [
    ("x", 'x{job="a"}'),
    ("x", 'x{job!="a"}'),
    ('x{job="b"}', 'x{job="a"}'),
    ('x{code=~"500|403"}', 'x{code=~"5.."}'),
    ('x{code=~"50."}', 'x{code=~"5.."}'),  # it is so, but of two patterns nobody asks
    ('x{code!="500"}', 'x{code=~"4.."}'),
    ('x{code="a"}', 'x{code=~"(?i)A"}'),  # a pattern that is not read here
]


@pytest.mark.parametrize(("narrow", "wide"), CERTAIN)
def test_what_is_certainly_within(narrow, wide):
    assert within(matchers(narrow), matchers(wide))


@pytest.mark.parametrize(("narrow", "wide"), UNCERTAIN)
def test_what_may_not_be_within(narrow, wide):
    assert not within(matchers(narrow), matchers(wide))

"""Selectors as users write them, and the bucket of a threshold, as rules read them."""

from __future__ import annotations

import re

import promql_parser
import pytest

from avionics.promql.syntax.parse import walk
from avionics.promql.text.edit import Around
from avionics.slis.histogram import fast
from avionics.slis.series import Select, Sums, Window

AROUND = Around((("environment", '="P"'),), ())


@pytest.mark.parametrize(
    "written",
    [
        'a{job="x"}',
        'a # what a is\n{job="x"}',
        'a\n# what a is\n# and where\n  {job="x" # the job\n}',
        'a { job="x" , }',
        'a{job="x"#\n,#\n}',
        'a{job="x" # the job, "quoted"\n, # and no more\n}',
        'a{#\njob="x"#\n#\n}',
        'a{job=#\n"x"}',
    ],
)
def test_comments_swallow_nothing(written: str) -> None:
    """Those before and behind a selector are refused by promql-syntax."""
    (node,) = (
        node
        for node in walk(promql_parser.parse(Select(AROUND)(written).over("5m")))
        if type(node).__name__ == "VectorSelector"
    )
    found = sorted((one.name, one.value) for one in node.matchers.matchers)
    assert (node.name, found) == ("a", [("environment", "P"), ("job", "x")])


@pytest.mark.parametrize(
    ("threshold", "written", "others"),
    [
        ("300ms", ["300", "300.0"], ["3000", "30"]),
        ("999999ms", ["999999", "999999.0"], ["9.99999e+05"]),
        ("1000s", ["1e+06", "1000000", "1000000.0"], ["1e+07", "1.0e+06"]),
        ("30m", ["1.8e+06", "1800000", "1800000.0"], ["18e+06", "1x8e+06"]),
        ("20000000s", ["2e+10", "20000000000.0"], ["2e+1"]),
    ],
)
def test_a_bucket_is_found_however_its_bound_was_exposed(threshold: str, written: list[str], others: list[str]) -> None:
    """Go, Python and Prometheus 3 write bounds from a million on with an exponent, Java as digits."""
    sli = {"histogram": "h", "threshold": threshold, "unit": "milliseconds"}
    expr = fast(sli, Select(AROUND)("h"), Window("5m", 300, 60), Sums((), "total"))
    (asked,) = {
        one.value
        for node in walk(promql_parser.parse(expr))
        if type(node).__name__ == "VectorSelector"
        for one in node.matchers.matchers
        if one.name == "le"
    }
    assert [one for one in [*written, *others] if re.fullmatch(asked, one)] == written

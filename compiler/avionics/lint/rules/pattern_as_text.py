"""A matcher that compares with a text is not given a pattern."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql
from avionics.lint.patterns import compared


@rule("warning", "a matcher that compares with a text (=, !=) is not given a pattern")
def check(promql: Promql) -> Iterator[Problem]:
    """Looks at labels whose values might, after all, be written so."""
    yield from compared(promql, status=False)

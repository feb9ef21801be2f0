"""A status code is not compared with the text of a pattern: nothing would ever fail."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql
from avionics.lint.patterns import compared


@rule("error", "a label that holds status codes is compared (=, !=) with a code, not with a pattern")
def check(promql: Promql) -> Iterator[Problem]:
    """Looks at labels whose values are certainly never written so: `code`, `status`, and names that end or begin so."""
    yield from compared(promql, status=True)

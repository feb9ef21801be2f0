"""Expressions hold only what the oldest Prometheus knows that output must load in."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql
from avionics.plan.newer import newer


@rule("error", "expressions hold only PromQL that Prometheus 2.42 knows")
def check(promql: Promql) -> Iterator[Problem]:
    """Looks at every expression: newer functions, names in quotes, numbers and durations in each other's place."""
    for written in promql.everything:
        for token, message, help_ in newer(written.text):
            yield Problem(written.where, message, help_, (token.start, len(token.text)))

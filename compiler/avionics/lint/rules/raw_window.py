"""A written error ratio says where its window goes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from avionics.lint.engine import Problem, rule
from avionics.model.service import Service
from avionics.promql.text.tokens import Token, TokenError, tokens


@rule("error", "the expressions of a raw SLI hold $window wherever they look back")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the ranges in expressions that SLIs are made of."""
    for slo in service.slos:
        for route, _ in slo.sli.expressions():
            written = slo.sli.written[route[0]]
            stream = _tokens(written)
            ranges = [after for opening, after in pairwise(stream) if opening.text == "["]
            if not stream or any(after.kind == "variable" for after in ranges):
                continue  # $window, or a variable of Grafana's, which promql-syntax reports
            where = slo.sli_at(*route)
            message = "no $window in it: the same value would be read for every window, and short outages not at all"
            help_ = "write it where the window goes: rate(errors_total[$window])"
            yield Problem(where, message, help_, _range(stream))


def _tokens(written: str) -> tuple[Token, ...]:
    """The tokens: `$window` in a text or a comment is none of its own."""
    try:
        return tokens(written)
    except TokenError:  # reported by the rule promql-syntax
        return ()


def _range(stream: tuple[Token, ...]) -> tuple[int, int] | None:
    """The first range, which should be $window."""
    opening = next((one for one in stream if one.text == "["), None)
    closing = next((one for one in stream if one.text == "]"), None)
    return (opening.start, closing.end - opening.start) if opening and closing else None

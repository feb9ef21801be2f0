"""A bucket is asked for by each way in which its bound is written: Prometheus 3 changed that of whole numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql, matchers_in
from avionics.promql.patterns.listed import listed
from avionics.promql.patterns.matchers import Matcher
from avionics.promql.patterns.regex import RegexError

_BUCKET = "_bucket"
_WHOLE = re.compile(r"[0-9]+\Z")


@rule("warning", "the bound of a bucket is asked for as Prometheus 2 and Prometheus 3 write it")
def check(promql: Promql) -> Iterator[Problem]:
    """Looks at matchers on `le` in every expression that reads buckets."""
    for written in promql.everything:
        if _BUCKET in written.text:
            for asked, offset, length in matchers_in(written):
                if asked.label == "le" and (bound := _only_whole(asked)):
                    message = f'Prometheus 3 writes this bound as "{bound}.0", of which {asked.written} knows nothing'
                    yield Problem(written.where, message, _help(asked, bound), (offset, length))


def _only_whole(asked: Matcher) -> str:
    """A bound that a matcher names without `.0` behind it, and does not with it; "" where there is none."""
    try:
        named = listed(asked.text) or () if "~" in asked.operator else (asked.text,)
    except RegexError:
        return ""
    return next((text for text in sorted(named) if _WHOLE.match(text) and f"{text}.0" not in named), "")


def _help(asked: Matcher, bound: str) -> str:
    either = f"{bound}([.]0)?"
    if "~" in asked.operator:
        return f"write {either} for {bound}: it is right in both"
    pattern = "!~" if asked.operator == "!=" else "=~"
    return f'write le{pattern}"{either}", which is right in both; the kind latency does so by itself'

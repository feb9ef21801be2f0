"""An SLI names its histogram, not one of the histogram's series, nor a bucket."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.service import Service
from avionics.place import Where
from avionics.promql.patterns.matchers import Matcher, placed
from avionics.promql.patterns.regex import RegexError
from avionics.promql.text.edit import single

_SUFFIXES = ("_bucket", "_count", "_sum")
_BOUND = "le"


@rule("error", "the histogram of an SLI is named, without _bucket, _count or _sum, and without le")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the selectors of SLIs that read histograms."""
    for slo in service.slos:
        for route, written in slo.sli.histograms():
            yield from _histogram(slo.sli_at(*route), written)


def _histogram(where: Where, written: str) -> Iterator[Problem]:
    selector = single(written)
    if selector is None:  # reported by the rule promql-syntax
        return
    name = selector.name
    if not name:
        help_ = "begin with its name, without _bucket: http_request_duration_seconds{...}"
        yield Problem(where, "the selector names no histogram", help_)
    for suffix in _SUFFIXES:
        if name.endswith(suffix):
            help_ = f"write {name.removesuffix(suffix)}: the compiler adds what it reads"
            yield Problem(where, f"{name} is one series of a histogram", help_, (selector.start, len(name)))
    for one, offset, length in placed(written) if _BOUND in selector.labels else ():
        if one.label == _BOUND and _asks(one):
            message = f"{one.written} finds no event: the count of all of them carries no {_BOUND}"
            yield Problem(where, message, "remove it: the threshold chooses the bucket", (offset, length))


def _asks(one: Matcher) -> bool:
    """Whether a matcher asks for the label; a pattern that is not read here accuses nobody."""
    try:
        return not one.matches("")
    except RegexError:
        return False

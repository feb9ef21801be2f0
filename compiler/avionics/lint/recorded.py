"""What PromQL asks for of the series that objectives are recorded as."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from avionics.conventions import names
from avionics.lint.expressions import Promql, Written, selectors_in
from avionics.promql.patterns.matchers import Placed, placed

_VARIABLE = "$"
"""How variables of a cockpit begin, whose values nobody knows here."""


class Asked(NamedTuple):
    """A selector of such series: the text it stands in, the service that it names, and the objective, if it names one.
    Places count from the beginning of the text."""

    written: Written
    service: Placed
    slo: Placed | None


def asked(promql: Promql) -> Iterator[Asked]:
    """The selectors of such series that name a service."""
    for written in promql.everything:
        if names.RECORDED in written.text:
            yield from _asked(written)


def _asked(written: Written) -> Iterator[Asked]:
    for selector in selectors_in(written):
        if selector.name.startswith(names.RECORDED):
            named = {
                one.matcher.label: Placed(one.matcher, selector.start + one.offset, one.length)
                for one in placed(written.text[selector.start : selector.end])
                if one.matcher.operator == "=" and _VARIABLE not in one.matcher.text
            }
            if names.SERVICE in named:
                yield Asked(written, named[names.SERVICE], named.get(names.SLO))

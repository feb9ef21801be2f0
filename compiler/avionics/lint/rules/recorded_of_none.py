"""What reads a series that an objective is recorded as names a service and an objective that there are."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, meant, rule
from avionics.lint.expressions import Promql
from avionics.lint.recorded import Asked, asked
from avionics.model.catalog import Catalog

_RENAMED = "name a service that has objectives: it may be called otherwise now"
"""Asks nobody what other services there are: a warning is remembered, and those come and go."""


@rule("warning", "series of objectives are read of services and objectives that there are")
def check(promql: Promql, catalog: Catalog) -> Iterator[Problem]:
    """Looks at every selector of such a series, in rules and in what cockpits ask."""
    for one in asked(promql):
        yield from _of_none(one, catalog)


def _of_none(one: Asked, catalog: Catalog) -> Iterator[Problem]:
    where, service = one.written.where, one.service.matcher.text
    profile = catalog.services.get(service)
    known = [outline.name for outline in profile.slos] if profile else []
    if not known:
        why = "it has no objective" if profile else "there is no such service"
        span = one.service.offset, one.service.length
        yield Problem(where, f"nothing is recorded of {service!r}: {why}", _RENAMED, span)
    elif one.slo and one.slo.matcher.text not in known:
        slo, span = one.slo.matcher.text, (one.slo.offset, one.slo.length)
        yield Problem(where, f"{service} has no objective {slo!r}", meant(slo, known), span)

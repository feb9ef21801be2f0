"""A latency SLI names its histogram, not one of the histogram's series."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.promql.edit import single
from avionics.promql.tokens import TokenError

_SUFFIXES = ("_bucket", "_count", "_sum")


@rule("error", "the histogram of a latency SLI is named, without _bucket, _count or _sum")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the metric names of latency SLIs."""
    del catalog
    for slo in service.slos:
        if slo.sli_kind == "latency":
            yield from _histogram(slo)


def _histogram(slo: Slo) -> Iterator[Problem]:
    try:
        selector = single(slo.sli["histogram"])
    except TokenError:  # reported by the rule promql-syntax
        return
    if selector is None:
        return
    where, name = slo.where.at("sli", "latency", "histogram"), selector.name
    if not name:
        yield Problem(
            where,
            "the selector names no histogram",
            "begin with its name, without _bucket: http_request_duration_seconds{...}",
        )
    for suffix in _SUFFIXES:
        if name.endswith(suffix):
            help_ = f"write {name.removesuffix(suffix)}: the compiler adds _bucket and _count"
            yield Problem(where, f"{name} is one series of a histogram", help_, (selector.start, len(name)))

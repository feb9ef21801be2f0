"""An SLI names its histogram, not one of the histogram's series."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.place import Where
from avionics.promql.edit import single
from avionics.slis import routes

_SUFFIXES = ("_bucket", "_count", "_sum")


@rule("error", "the histogram of an SLI is named, without _bucket, _count or _sum")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the metric names of SLIs that read histograms."""
    del catalog
    for slo in service.slos:
        for route, written in routes.histograms(slo.sli_kind, slo.sli):
            yield from _histogram(slo.where.at("sli", slo.sli_kind, *route), written)


def _histogram(where: Where, written: str) -> Iterator[Problem]:
    selector = single(written)
    if selector is None:  # reported by the rule promql-syntax
        return
    name = selector.name
    if not name:
        yield Problem(
            where,
            "the selector names no histogram",
            "begin with its name, without _bucket: http_request_duration_seconds{...}",
        )
    for suffix in _SUFFIXES:
        if name.endswith(suffix):
            help_ = f"write {name.removesuffix(suffix)}: the compiler adds what it reads"
            yield Problem(where, f"{name} is one series of a histogram", help_, (selector.start, len(name)))

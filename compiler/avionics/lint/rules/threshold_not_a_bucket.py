"""A threshold is the bound of a bucket, where the buckets are known."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.place import Where
from avionics.promql.text.duration import written
from avionics.promql.text.number import number
from avionics.slis.histogram import MILLISECONDS, bound


@rule("error", "a threshold is the upper bound of one of the histogram's buckets")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the thresholds, and their overrides, of SLIs that list the buckets of their histogram."""
    for slo in service.slos:
        if "buckets" in slo.sli.fields:
            yield from _thresholds(slo)


def _thresholds(slo: Slo) -> Iterator[Problem]:
    sli = slo.sli_at()
    buckets = sorted(Decimal(repr(one)) for one in slo.sli.fields["buckets"])
    for where, threshold in slo.thresholds():
        limit = bound(slo.sli.fields, threshold)
        if limit not in buckets:
            yield _stray(where, threshold, _instead(limit, buckets, slo), Label(sli.at("buckets"), "its buckets"))


def _stray(where: Where, threshold: str, help_: str, known: Label) -> Problem:
    message = f"no bucket of the histogram ends at {threshold}, so that all events would read as too slow"
    return Problem(where, message, help_, also=(known,))


def _instead(limit: Decimal, buckets: list[Decimal], slo: Slo) -> str:
    """The nearest bucket, or that these are in milliseconds where 'le' of the histogram is in seconds."""
    unit = slo.sli.fields.get("unit", "seconds")
    if unit == "seconds" and limit * 1000 in buckets:
        return f"write the buckets as 'le' has them, in seconds ({number(limit)}), or 'unit: milliseconds' if 'le' is"
    nearest = min(buckets, key=lambda one: abs(one - limit))
    duration = written(nearest * MILLISECONDS[unit])
    return f"the nearest is {duration} (le {number(nearest)})" if duration else f"the nearest is le {number(nearest)}"

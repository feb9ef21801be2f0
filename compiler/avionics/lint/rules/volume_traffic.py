"""A composite expects the events of its volume."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service


@rule("warning", "a composite objective expects as many events as its volume")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at `traffic` of composites that are weighted by the events of a part, where that has a traffic too."""
    for slo in service.slos:
        volume = slo.sli.fields.get("volume", "")
        known = catalog.outline(volume)
        if slo.traffic is not None and known is not None and known.traffic:
            own, there = float(slo.traffic), known.traffic
            if not isclose(own, there, rel_tol=0.01):
                message = f"{slo.name!r} expects {_hourly(own)}, and its events are those of {volume}: {_hourly(there)}"
                yield Problem(slo.where.at("traffic"), message, "write the same traffic in both")


def _hourly(per_second: float) -> str:
    return f"{round(per_second * 3600, 1):,.10g} events an hour"

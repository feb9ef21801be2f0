"""An SLI that reads the value of a gauge is not given a counter."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.promql.edit import single
from avionics.slis import routes

_COUNTERS = ("_total", "_count", "_sum", "_bucket")
_HELP = "name the gauge; of events that are counted the indicator is 'ratio'"


@rule("warning", "an indicator that reads the value of a gauge is not given a counter")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the metric names of SLIs whose gauges can be no counters."""
    del catalog
    for slo in service.slos:
        for route, written in routes.gauges(slo.sli_kind, slo.sli):
            selector = single(written)
            if selector and selector.name.endswith(_COUNTERS):
                message = f"{selector.name} is a counter by its name, and {slo.sli_kind} reads a gauge"
                where = slo.where.at("sli", slo.sli_kind, *route)
                yield Problem(where, message, _HELP, (selector.start, len(selector.name)))

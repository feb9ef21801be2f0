"""An SLI that reads the value of a gauge is not given a counter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.counters import ENDINGS, GAUGES
from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql
from avionics.lint.objectives import gauges
from avionics.model.service import Service
from avionics.promql.text.edit import single

_OF_ANYTHING = ("_count", "_sum")
"""Endings that many a level has too: threads, shards, sums of sizes."""
_HELP = "name the gauge; of events that are counted the indicator is 'ratio'"


@rule("warning", "an indicator that reads the value of a gauge is not given a counter")
def check(promql: Promql) -> Iterator[Problem]:
    """Looks at the metric names of SLIs whose gauges can be no counters."""
    for slo, where, selector in gauges(promql.service):
        if _is_counter(selector.name, slo.sli.kind, promql):
            message = f"{selector.name} is a counter by its name, and {slo.sli.kind} reads a gauge"
            yield Problem(where, message, _HELP, (selector.start, len(selector.name)))


def _is_counter(name: str, kind: str, promql: Promql) -> bool:
    """Whether a name is a counter's. A level may be called a count: there it is one if the service reads it as one."""
    if not name.endswith(ENDINGS + _OF_ANYTHING) or name in GAUGES:
        return False
    return not (kind == "gauge" and name.endswith(_OF_ANYTHING)) or _is_counted(name, promql)


def _is_counted(name: str, promql: Promql) -> bool:
    """Whether the service asks for its rate, or for the histogram that it would belong to."""
    histogram = name.rpartition("_")[0]
    counted = re.compile(rf"\b(?:i?rate|increase|resets)\s*\(\s*{name}\b|\b{histogram}_bucket\b")
    return histogram in _histograms(promql.service) or any(
        counted.search(written.text) for written in promql.everything
    )


def _histograms(service: Service) -> Iterator[str]:
    """The names of those whose buckets its objectives read."""
    for slo in service.slos:
        for _, written in slo.sli.histograms():
            if selector := single(written):
                yield selector.name.removesuffix("_bucket")

"""Where samples are counted there are no more events than scrapes find."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.promql.text.duration import text

_MOST = 100_000
"""Series of one gauge: a tenth of what a large Prometheus holds in all."""


@rule("warning", "the traffic of an objective whose events are samples is one that scrapes can find")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at `traffic` of objectives that count the samples of gauges."""
    scrape = catalog.project.scrape_interval
    for slo in service.slos:
        if slo.traffic is not None and any(slo.sli.gauges()):
            most, why = _most(slo)
            expected = float(round(slo.traffic * scrape, 1))
            if expected > most:
                message = f"{slo.name!r} expects {expected:,.10g} samples each {text(scrape)}, {why}"
                yield Problem(slo.where.at("traffic"), message, _HELP)


_HELP = "remove it: samples are counted here, and not what a gauge tells of; simulations take one for each series"


def _most(slo: Slo) -> tuple[int, str]:
    """The samples that there may be at each scrape, and why no more."""
    if slo.sli.one_a_scrape(slo.by) and not slo.by:
        return 1, "and there is one: of several series the newest counts"
    return _MOST, "one of each series, and no selector finds so many"

"""How old something may be is more than how old its last sample may be."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.promql.text.duration import milliseconds, text


@rule("warning", "an age is held to no less than the time between two scrapes")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the thresholds, and their overrides, of SLIs that read a timestamp."""
    scrape = catalog.project.scrape_interval
    for slo in service.slos:
        if "timestamp" in slo.sli.fields:
            for where, threshold in slo.thresholds():
                if milliseconds(threshold) < scrape * 1_000:
                    message = f"{slo.name!r} may be {threshold} old, and its last sample up to {text(scrape)} itself"
                    help_ = f"expected {text(scrape)} or more: that is the 'scrapeInterval' of the project"
                    yield Problem(where, message, help_)

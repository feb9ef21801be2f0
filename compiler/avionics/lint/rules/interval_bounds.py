"""Series are scraped and rules evaluated often enough to be found."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog

_LONGEST = 120
"""Seconds. A value is found for 5 minutes; a rate over them needs two samples, also when one got lost."""


@rule("error", "series are scraped and rules evaluated at least every 2 minutes")
def check(project: Catalog, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the intervals in avionics.yaml."""
    del project
    rules = catalog.project.where.at("rules")
    for key, seconds in (
        ("scrapeInterval", catalog.project.scrape_interval),
        ("evaluationInterval", catalog.project.evaluation_interval),
    ):
        if not 1 <= seconds <= _LONGEST:
            yield Problem(rules.at(key), f"{key} is out of range", "expected 1s to 2m")

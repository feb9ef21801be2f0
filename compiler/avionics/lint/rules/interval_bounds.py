"""Series are scraped and rules evaluated often enough to be found, and the base window fits both."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.base_windows import HALF_HOUR, SCRAPES, fitting
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.project import Project
from avionics.place import Where
from avionics.promql.text.duration import text

_LONGEST = 120
"""Seconds. A value is found for 5 minutes; a rate over them needs two samples, also when one got lost."""
_RANGE = "expected 1s to 2m: queries find a value for five minutes, and a rate needs two, also when one is lost"


@rule("error", "series are scraped and rules evaluated at least every 2 minutes, and the base window fits both")
def check(catalog: Catalog) -> Iterator[Problem]:
    """Looks at the intervals in avionics.yaml."""
    rules, wrong = catalog.project.where.at("rules"), False
    for key, seconds in (
        ("scrapeInterval", catalog.project.scrape_interval),
        ("evaluationInterval", catalog.project.evaluation_interval),
    ):
        if not 1 <= seconds <= _LONGEST:
            wrong = True
            yield Problem(rules.at(key), f"{key} is {text(seconds)}", _RANGE)
    if not wrong:
        yield from _base(rules.at("baseWindow"), catalog.project)


def _base(where: Where, project: Project) -> Iterator[Problem]:
    base, least = project.base_window, SCRAPES * project.scrape_interval
    if base < least:
        message = f"baseWindow is {text(base)}, which holds fewer than {SCRAPES} scrapes"
        yield Problem(where, message, _instead(project))
    elif HALF_HOUR % base or base % project.evaluation_interval:
        message = f"baseWindow is {text(base)}, and longer windows are made of whole ones"
        yield Problem(where, message, _instead(project))


def _instead(project: Project) -> str:
    interval, fits = text(project.evaluation_interval), fitting(project)
    if fits:
        return f"expected a part of 30m and a multiple of {interval}, such as {text(fits[0])}"
    return f"no part of 30m is a multiple of {interval}: write an evaluationInterval that is one, such as 1m"

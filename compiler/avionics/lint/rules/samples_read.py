"""The rules of an objective read what a server can spare."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.plan.objectives.shape import HOUR, LONG_INTERVAL
from avionics.promql.text.duration import text

_MOST = 1_000_000
"""Samples an hour for one objective: about ten times what one over 30d reads, at one evaluation a minute."""
_OVER_A_PERIOD = 3
"""Sums over the pairs of a period: of all events, of bad ones, and how much of it was measured."""


@rule("warning", "the rules of an objective read no more than a million samples an hour")
def check(catalog: Catalog) -> Iterator[Problem]:
    """Looks at the interval of evaluations, and at the window of each objective."""
    each = catalog.project.evaluation_interval
    if each and (read := (HOUR // each) ** 2) > _MOST:
        message = (
            f"every objective reads {read:,} samples an hour for its coverage alone: an hour of them every {text(each)}"
        )
        help_ = f"evaluate less often: every 15s reads {(HOUR // 15) ** 2:,}"
        yield Problem(catalog.project.where.at("rules", "evaluationInterval"), message, help_)
    for profile in catalog.services.values():
        for slo in profile.slos:
            if (read := _over(slo.window)) > _MOST:
                message = (
                    f"{slo.name!r} reads {read:,} samples an hour: {text(slo.window)} are {slo.window // HOUR:,} hours"
                )
                help_ = f"shorten its window: 365d read {_over(365 * 24 * HOUR):,}"
                yield Problem(slo.where.at("window"), f"{message}, each recorded", help_)


def _over(period: int) -> int:
    """Samples that are read in an hour over the pairs of a period."""
    return _OVER_A_PERIOD * (period // HOUR) * (HOUR // LONG_INTERVAL)

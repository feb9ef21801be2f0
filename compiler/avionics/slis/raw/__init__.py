"""An error ratio in PromQL, for what no other kind can say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.promql.meaning.apart import apart
from avionics.promql.meaning.examined import tree
from avionics.slis.indicator import Routed
from avionics.slis.series import Rates, Select, Sums, Window
from avionics.slis.words import Words, averaged

WINDOW = "$window"
UNWRITTEN = "104729s"
"""A duration that nobody writes, as long as the variable, so that places stay."""
ONE_A_WINDOW = True
_ANY_WINDOW = "5m".ljust(len(WINDOW))  # as long, so that faults are found at their places


def expressions(sli: Any) -> Iterator[Routed]:
    """The user's expressions and the keys that lead to them, with a window in the place of `$window`."""
    for key in ("errorRatio", "weight"):
        if key in sli:
            yield (key,), sli[key].replace(WINDOW, _ANY_WINDOW)


def rates(sli: Any, select: Select, window: Window, sums: Sums) -> Rates:
    """Where the ratio is NaN (0/0) or missing nothing was measured, which weighs nothing. It is held between 0 and 1.

    With a weight an event is one of its events, without it the time between two scrapes.
    """

    def written(key: str) -> str:
        return select.expression(sli[key].rstrip().replace(WINDOW, window.range))

    ratio = written("errorRatio")
    measured, bad = f"{ratio} >= bool -Inf", f"clamp({ratio}, 0, 1) >= 0"
    if "weight" in sli:
        weight = f"({written('weight')} >= 0)"
        return Rates(sums.of(f"{weight} * ({measured})"), sums.filled(sums.of(f"{weight} * ({bad})")))
    return Rates(f"{sums.of(measured)} / {window.scrape}", sums.filled(f"{sums.of(bad)} / {window.scrape}"))


def timed(sli: Any) -> bool:
    """Without a weight."""
    return "weight" not in sli


def one_a_scrape(sli: Any, by: tuple[str, ...]) -> bool:
    """Without a weight, where the ratio has no labels but those: then it is one series for each group."""
    parsed = tree(sli["errorRatio"].replace(WINDOW, _ANY_WINDOW)) if timed(sli) else None
    found = apart(parsed) if parsed is not None else None
    return found is not None and not found.others and found.labels <= set(by)


def heavy(sli: Any) -> bool:
    """Without a weight one failure is all the time of a window with nothing else."""
    return timed(sli)


def variance(sli: Any, select: Select, window: Window, sums: Sums, errors: str) -> str:
    """As if one failure made all errors of a window. It may be in two, since neighbouring windows share a scrape."""
    del sli, select
    return sums.filled(f"{sums.of(errors)} ^ 2 * {window.seconds}")


def words(sli: Any) -> Words:
    """With a weight of its events, without one of time."""
    if "weight" in sli:
        weighted = "Weighted by events, as the written weight counts them."
        return Words("events, as its weight counts them,", "were bad", "bad events", "events", weighted)
    return averaged("were in it", "equally bad base windows")

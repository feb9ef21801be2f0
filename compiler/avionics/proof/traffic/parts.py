"""An indicator that is made of other objectives, played: what those would have recorded under made-up traffic.

All have all the events, so that each could tell how many. A journey fails where one step does, and the worst is one:
there the first part has all the errors. In a weighted mean each has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.conventions import names
from avionics.plan.objectives.objective import Objective
from avionics.proof.traffic.recorded import history
from avionics.proof.traffic.scraped import sampled
from avionics.proof.traffic.traffic import Timeline
from avionics.slis.example import another, series
from avionics.slis.play import Played

PODS = ("a", "b")
"""Of two series that differ in a label of their own, so that rules must add them up."""


def played(aim: Objective, parts: Iterable[str], traffic: Timeline) -> Played:
    """The pairs of its parts, one value each scrape."""
    raw = [measure.name for measure in aim.measures if measure.how == "raw"]
    pairs = [metric + window for window in raw for metric in (names.TOTAL, names.ERRORS)]
    return dict(_recorded(aim, sorted(set(parts)), pairs, traffic, sampled(aim)))


def ratios(aim: Objective, traffic: Timeline, step: int, window: str) -> Played:
    """The error ratios of its parts, one value each `step`: what its alerts tell of them. Nothing where it has none.

    They look at the `window`, or where that is not recorded of each, at an hour.
    """
    metrics = [names.ERROR_RATIO + one for one in dict.fromkeys((window, "1h"))]
    return dict(_recorded(aim, aim.slo.sli.combined, metrics, traffic, step))


def failing(aim: Objective) -> tuple[str, ...]:
    """The parts that have all the errors."""
    return aim.slo.sli.combined[: None if "weighted" in aim.slo.sli.fields else 1]


def _recorded(
    aim: Objective, parts: Iterable[str], metrics: Iterable[str], traffic: Timeline, step: int
) -> Iterator[tuple[str, str]]:
    """What the parts record: each series, and its values."""
    bad, well = failing(aim), traffic.well()
    for part in parts:
        for metric in metrics:
            yield series_of(aim, part, metric), history(metric, traffic if part in bad else well, step) or ""


def series_of(aim: Objective, part: str, metric: str, pod: str = "") -> str:
    """A series that a part records; where it is kept apart by more labels, that of a `pod`."""
    service, slo = part.split("/")
    labels = {**dict(aim.environment.labels), names.SERVICE: service, names.SLO: slo, **dict.fromkeys(aim.slo.by, "a")}
    return series(metric, {**labels, another(labels): pod})

"""An indicator that is made of other objectives, played: what those would have recorded under made-up traffic."""

from __future__ import annotations

from collections.abc import Iterable

from avionics.conventions import names
from avionics.plan.objective import Objective
from avionics.proof.recorded import history
from avionics.proof.scraped import sampled
from avionics.proof.traffic import Timeline
from avionics.slis.composite import combined
from avionics.slis.example import NoExample, series
from avionics.slis.play import Played


def played(aim: Objective, parts: Iterable[str], traffic: Timeline) -> Played:
    """The pairs of its parts, one value each scrape: all have all the events, so that each could tell how many.

    A journey fails where one step does, and the worst is one: there the first part has all the errors. In a weighted
    mean each has them.

    Raises:
        NoExample: it is weighted by time.
    """
    sli = aim.slo.sli
    if "volume" not in sli:
        raise NoExample("it is weighted by time, so that no number of events can be played")
    failing = combined(sli) if "weighted" in sli else combined(sli)[:1]
    well = traffic.well()
    found: Played = {}
    for part in sorted(set(parts)):
        service, slo = part.split("/")
        labels = {**dict(aim.environment.labels), names.SERVICE: service, names.SLO: slo}
        labels |= dict.fromkeys(aim.slo.by, "a")
        for window in (measure.name for measure in aim.measures if measure.how == "raw"):
            for metric in (names.TOTAL + window, names.ERRORS + window):
                values = history(metric, traffic if part in failing else well, sampled(aim))
                found[series(metric, labels)] = values or ""
    return found

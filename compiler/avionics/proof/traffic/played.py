"""An objective's indicator played: the raw series of its service under made-up traffic, in its environment."""

from __future__ import annotations

from msgspec.structs import replace

from avionics.model.project import Pairs
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.surroundings import surroundings
from avionics.promql.patterns.matchers import matchers
from avionics.promql.text.duration import text
from avionics.promql.text.edit import equal, with_matchers
from avionics.promql.text.tokens import selectors
from avionics.proof.traffic.given import MOST, TooMany
from avionics.proof.traffic.parts import PODS
from avionics.proof.traffic.parts import played as recorded_by
from avionics.proof.traffic.player import player, reads_counters, says
from avionics.proof.traffic.scraped import sampled
from avionics.proof.traffic.traffic import Stretch, Timeline
from avionics.slis.example import NoExample, another
from avionics.slis.play import Played, Scrapes, Traffic


def _play(aim: Objective, traffic: Traffic) -> Played:
    kind = player(aim.slo.sli.kind)
    if kind is None:
        raise NoExample(f"the kind {aim.slo.sli.kind} plays no series")
    found: Played = kind.play(aim.sli.written, traffic, aim.slo.by)
    return found


def sliced(aim: Objective) -> bool:
    """Whether its indicator counts slices of time, none of which is bad in part."""
    return bool(says(aim, "SLICED"))


def proved_apart(aim: Objective) -> bool:
    """Whether its base pairs are proved by cases of their own, and stories are told from such pairs."""
    return aim.slo.sli.timed or counts_samples(aim)


def counts_samples(aim: Objective) -> bool:
    """Whether an event is a sample, or a slice of time with one: in a window of 6 2/3 scrapes there are 6 or 7."""
    return sliced(aim) or bool(says(aim, "SAMPLED"))


def smeared(aim: Objective) -> bool:
    """Whether people wrote its rates: each spans a scrape more than its window, and where samples lie on its edges one
    more still, so that it reads less of a burst.
    """
    return bool(says(aim, "SMEARED"))


def unfilled(aim: Objective) -> str:
    """What people may have forgotten where nothing is recorded before the first error, or before what is good."""
    said = says(aim, "unfilled")
    return str(said(aim.slo.sli.written)) if said else ""


def filtered(aim: Objective) -> bool:
    """Whether nothing is recorded while there are no events, as people wrote it."""
    said = says(aim, "filtered")
    return bool(said and said(aim.slo.sli.written))


def played(aim: Objective, traffic: Timeline, clock: int) -> Played:
    """The series with the environment's labels, one value each `spaced`; `clock` is the time at second 0.

    Raises:
        NoExample: none can be made up.
    """
    if parts := [part for _, part in aim.slo.sli.parts()]:
        return recorded_by(aim, parts, traffic)
    found = of_traffic(aim, traffic.scraped(spaced(aim), clock))
    if not reads_counters(aim) and (held := len(found) * aim.base // sampled(aim)) > MOST:
        what = f"{len(found):,} series, of which each window of {text(aim.base)} holds {held:,} values"
        raise TooMany(f"it takes {what}, and promtool holds 10,000 at once")
    return found


def of_traffic(aim: Objective, traffic: Traffic) -> Played:
    """The raw series under what scrapes find, with the environment's labels.

    Raises:
        NoExample: none can be made up.
    """
    around = surroundings(aim.environment)
    found = _of_pods(aim, traffic) if _adds_up(aim) else _play(aim, traffic)
    return {with_matchers(series, around.of(selectors(series)[0].name)): values for series, values in found.items()}


def _adds_up(aim: Objective) -> bool:
    """Whether the indicator adds up series: counters are, and what people wrote may be."""
    said = says(aim, "adds_up")
    return reads_counters(aim) or bool(said and said(aim.slo.sli.written))


def _of_pods(aim: Objective, traffic: Traffic) -> Played:
    """The series of two pods, each of which counts half of what happens: they must be added up."""
    halves = tuple(replace(each, events=each.events / 2, bad=each.bad / 2) for each in traffic.scrapes)
    found = _play(aim, replace(traffic, scrapes=halves))
    return {_of_pod(series, pod): values for series, values in found.items() for pod in PODS}


def _of_pod(series: str, pod: str) -> str:
    """The series of one of several that differ in a label which it lacks."""
    label = another({matcher.label: matcher.text for matcher in matchers(series)})
    return with_matchers(series, equal(((label, pod),)))


def unplayed(aim: Objective) -> str:
    """Why no raw series can be made up for its indicator; empty where they can."""
    try:
        played(aim, Timeline([Stretch(spaced(aim), 1 / spaced(aim), 0)]), 0)
    except NoExample as error:
        return str(error)
    return ""


def spaced(aim: Objective) -> int:
    """Seconds from one sample of its raw series to the next: where slices of time are counted, these end with one."""
    return aim.scrape if sliced(aim) else sampled(aim)


def counts_good(aim: Objective) -> bool:
    """Whether the indicator counts what is good, so that a series of it may be missing while all fails.

    What is fast is counted so, even where errors are counted beside.
    """
    sli = aim.slo.sli.fields
    if said := says(aim, "counts_good"):
        return bool(said(sli))
    return bool(sli) and ("errors" not in sli or "histogram" in sli)


def errors_within(aim: Objective) -> bool:
    """Whether errors are counted among all events, so that there are never more of them."""
    said = says(aim, "errors_within")
    return bool(said and said(aim.slo.sli.written))


def kept_apart(aim: Objective) -> Pairs:
    """A value for each label the objective is kept apart by, as its made-up series have it.

    Raises:
        NoExample: none can be made up.
    """
    if not aim.slo.by:
        return ()
    first = next(iter(_play(aim, Traffic((Scrapes(1, 1.0, 0.0),), aim.scrape))))
    labels = {matcher.label: matcher.text for matcher in matchers(first)}
    if missing := sorted(set(aim.slo.by) - labels.keys()):
        raise NoExample(f"no value was found for {missing[0]}")
    return tuple(sorted((name, labels[name]) for name in aim.slo.by))

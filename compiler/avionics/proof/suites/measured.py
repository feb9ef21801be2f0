"""What an objective's recordings must hold at the end of a scene, counted from its traffic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from avionics.conventions import names
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.shape import HOUR, Measure
from avionics.plan.values import Group
from avionics.proof.asked import CLOSE, EXACT, FAIR, ROUGH, WIDE, near
from avionics.proof.subject import Subject
from avionics.proof.traffic.played import smeared, unfilled
from avionics.proof.traffic.recorded import Spared, Value, counted, effective, value
from avionics.proof.traffic.scenes import Scene
from avionics.proof.traffic.scraped import sampled
from avionics.proof.traffic.traffic import Timeline
from avionics.proof.values import Question
from avionics.slis.example import series


class Look(Struct, frozen=True):
    """A look at the recordings of an objective at the `end` of a scene, in the suite of the long window `long`.

    `raw` says that it is played from the raw series.
    """

    subject: Subject
    traffic: Timeline
    scene: Scene
    end: int
    long: Measure
    raw: bool


def measured(look: Look, groups: Iterable[Group]) -> Iterator[Question]:
    """What each recording must hold."""
    records = [rule.record for group in groups for rule in group.rules if look.subject.records(rule)]
    for metric in records:
        yield from _constant(look, metric) if metric in _CONSTANT else _counted(look, metric)


_CONSTANT = frozenset({names.OBJECTIVE, names.ERROR_BUDGET, names.PERIOD_DAYS, names.SLOTH_INFO})


def _constant(look: Look, metric: str) -> Iterator[Question]:
    """What the spec says, exactly."""
    aim = look.subject.aim
    said = {
        names.OBJECTIVE: float(aim.percent / 100),
        names.ERROR_BUDGET: float(1 - aim.percent / 100),
        names.PERIOD_DAYS: aim.slo.window / 86_400,
        names.SLOTH_INFO: 1.0,
    }
    varies = metric == names.PERIOD_DAYS and aim.slo.calendar
    if look.scene.name == "lasting" and not varies:
        asked = look.subject.question(metric, aim.recorded(metric), look.end)
        yield near(asked, look.subject.labels_of(metric), said[metric], EXACT)


def _counted(look: Look, metric: str) -> Iterator[Question]:
    aim, scene, labels = look.subject.aim, look.scene, look.subject.labels_of(metric)
    if scene.name == "one" and not (metric.startswith(names.ERROR_RATIO) and not look.raw):
        return  # of a counter that appears with its first event, nothing is seen to grow
    if scene.name == "chained" and not metric.endswith(_chained(aim)):
        return
    if scene.name in ("counters", "gone"):
        yield from _from_counters(look, metric)
        return
    if scene.name == "maintenance":
        yield from _maintained(look, metric)
        return
    known = _known(aim, metric, look.traffic)
    if known is None:
        return
    asked = _asked(look, metric)
    expected = known(look.end)
    if expected is None:
        yield asked  # nothing is expected
    elif scene.name == "quiet":
        yield replace(
            asked, expr=f"{asked.expr} != {asked.expr}", claim=f"{asked.claim}: no 0/0"
        )  # only NaN is not itself
    elif scene.name != "idle":
        yield near(asked, labels, _as_recorded(look, metric, expected), _step(look, metric))


def _known(aim: Objective, metric: str, traffic: Timeline) -> Value | None:
    """What the recording holds of the traffic."""
    if metric.startswith(names.EFFECTIVE):
        return effective(aim, metric, traffic)
    base = names.ERROR_RATIO + aim.base_name
    return value(base if metric == names.CURRENT_BURN_RATE else metric, counted(aim, metric, traffic))


def _asked(look: Look, metric: str) -> Question:
    """The question for a metric; that it is not there, so far."""
    subject = look.subject
    one = series(metric, dict(subject.labels))  # however many more it carries
    late = unfilled(subject.aim) if look.scene.name in ("well", "outage") else ""
    return subject.question(f"{metric} with {look.scene.claim}", one, look.end, unfilled=late)


def _maintained(look: Look, metric: str) -> Iterator[Question]:
    """In planned maintenance no base pair is recorded, and the hour is the sum of those before."""
    aim = look.subject.aim
    asked = _asked(look, metric)
    if not look.raw:
        return
    if metric in {names.TOTAL + aim.base_name, names.ERRORS + aim.base_name}:
        yield asked
    elif metric in {names.TOTAL + look.long.name, names.ERRORS + look.long.name} and look.long.how == "chained":
        # of those before only the last is not there: the made-up past knows of no maintenance
        yield near(asked, look.subject.labels_of(metric), _without_last(look, metric), _step(look, metric))


def _without_last(look: Look, metric: str) -> float:
    """What is recorded of a long window if its last base pair is missing."""
    held, base = value(metric, look.traffic), look.subject.aim.base
    if held is None:
        return 0
    last = value(metric.removesuffix(look.long.name) + look.subject.aim.base_name, look.traffic)
    return (held(look.end) or 0) - ((last(look.end) if last else 0) or 0) * base / look.long.seconds


def _from_counters(look: Look, metric: str) -> Iterator[Question]:
    """A pair that is made of the samples of counters: exactly what grew between those there are."""
    if metric not in {names.TOTAL + look.scene.window, names.ERRORS + look.scene.window}:
        return
    asked = _asked(look, metric)
    held = value(metric, look.traffic)
    if look.scene.name == "gone":
        yield asked
    elif held:
        yield near(asked, look.subject.labels_of(metric), held(look.end) or 0, CLOSE)


def _as_recorded(look: Look, metric: str, held: float) -> float:
    """What the rules make of what the traffic holds."""
    aim = look.subject.aim
    if metric == names.CURRENT_BURN_RATE:
        return held / float(aim.budget)
    if metric.startswith(names.COVERAGE):
        return _covered(look)
    return held


def _chained(aim: Objective) -> tuple[str, ...]:
    return tuple(measure.name for measure in aim.measures if measure.how == "chained")


def _covered(look: Look) -> float:
    """What the rule counts of an hour: there is a value each scrape, but of what it makes itself the last before."""
    aim, step = look.subject.aim, sampled(look.subject.aim)
    spared = Spared((look.end,), aim.interval)
    missing = len(spared.own(step) | spared.ended(step)) - 1 if look.raw else 0
    return ((HOUR - 1) // step + 1 - missing) * aim.interval / HOUR


def _step(look: Look, metric: str) -> float:
    if look.scene.name in ("lasting", "chained", "maintenance"):
        return FAIR if look.raw and smeared(look.subject.aim) else CLOSE
    if look.raw and look.scene.name == "growing" and smeared(look.subject.aim):
        return FAIR if metric.startswith(names.TOTAL) else WIDE  # of half a short window two scrapes are smeared
    return FAIR if metric.startswith(names.TOTAL) else ROUGH

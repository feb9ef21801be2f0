"""What an objective's recordings must hold at the end of a scene, counted from its traffic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from avionics.conventions import names
from avionics.plan.shape import HOUR, Measure
from avionics.plan.values import Group, Recording
from avionics.proof.asked import CLOSE, EXACT, FAIR, ROUGH, near
from avionics.proof.recorded import LOOK_BACK, value
from avionics.proof.scenes import Scene
from avionics.proof.subject import Subject
from avionics.proof.traffic import Timeline
from avionics.proof.values import Question
from avionics.slis.example import series


class Look(Struct, frozen=True):
    """A look at the recordings of an objective at the `end` of a scene, in the suite of the long window `long`."""

    subject: Subject
    traffic: Timeline
    scene: Scene
    end: int
    long: Measure


def measured(look: Look, groups: Iterable[Group]) -> Iterator[Question]:
    """What each recording must hold."""
    own = look.subject.aim.labels
    records = [
        rule.record for group in groups for rule in group.rules if isinstance(rule, Recording) and rule.labels == own
    ]
    for metric in records:
        yield from _constant(look, metric) if metric in _CONSTANT else _counted(look, metric)


_CONSTANT = frozenset({names.OBJECTIVE, names.ERROR_BUDGET, names.PERIOD_DAYS})


def _constant(look: Look, metric: str) -> Iterator[Question]:
    """What the spec says, exactly."""
    aim = look.subject.aim
    said = {
        names.OBJECTIVE: float(aim.percent / 100),
        names.ERROR_BUDGET: float(aim.budget),
        names.PERIOD_DAYS: aim.slo.window / 86_400,
    }
    varies = metric == names.PERIOD_DAYS and aim.slo.calendar
    if look.scene.name == "lasting" and not varies:
        asked = Question(aim.slo.where, look.subject.name, metric, aim.recorded(metric), look.end, ())
        yield near(asked, look.subject.labels, said[metric], EXACT)


def _counted(look: Look, metric: str) -> Iterator[Question]:
    aim, scene, labels = look.subject.aim, look.scene, look.subject.labels
    if scene.name == "one" and not (metric.startswith(names.ERROR_RATIO) and look.long.how != "raw"):
        return  # of a counter that appears with its first event, nothing is seen to grow
    if scene.name == "hourly" and not metric.endswith(look.long.name):
        return  # what is made of hours is looked at, to the hour
    known = value(names.ERROR_RATIO + aim.base_name if metric == names.CURRENT_BURN_RATE else metric, look.traffic)
    if known is None:
        return
    claim, one = f"{metric} with {scene.claim}", series(metric, dict(labels))
    asked = Question(aim.slo.where, look.subject.name, claim, one, look.end, ())
    expected = known(look.end)
    if expected is None:
        yield asked  # nothing is expected
    elif scene.name == "quiet":
        yield replace(asked, expr=f"{one} != {one}", claim=f"{claim}: no 0/0")  # only NaN is not itself
    elif scene.name != "idle":
        if metric == names.CURRENT_BURN_RATE:
            expected /= float(aim.budget)
        elif metric.startswith(names.COVERAGE):
            expected = _covered(look)
        yield near(asked, labels, expected, _step(look, metric))


def _covered(look: Look) -> float:
    """What the rule counts of an hour: the made-up past has a value each scrape, but none just before the end."""
    aim = look.subject.aim
    samples = (HOUR - 1) // aim.scrape + 1 - LOOK_BACK // aim.scrape
    return samples * aim.interval / HOUR


_WHOLE = frozenset({"gauge", "freshness"})
"""Kinds that count slices of time: of 14.7 bad ones, 15 can be played."""


_SAMPLES = _WHOLE | {"probe"}
"""Kinds that count samples: promtool's lie on both edges of a window, six in 5 m at one a minute."""


def _step(look: Look, metric: str) -> float:
    counted = metric.startswith((names.TOTAL, names.ERRORS, names.FAILURES))
    if look.long.how == "raw" and counted and look.subject.aim.slo.sli_kind in _SAMPLES:
        return ROUGH
    if look.scene.name in ("lasting", "hourly"):
        if look.subject.aim.slo.sli_kind in _WHOLE:
            return FAIR
        return FAIR if look.long.how == "raw" and counted else CLOSE
    return FAIR if metric.startswith(names.TOTAL) else ROUGH

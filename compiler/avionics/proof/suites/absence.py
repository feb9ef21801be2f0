"""The alerts of an objective that cannot be judged, to suites: vanished, idle, never seen.

One story: nothing at all, traffic between two full hours, traffic, traffic without events, a gap of ten minutes, and
the end of all series.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.conventions import names
from avionics.model.project import Pairs
from avionics.plan.values import PlannedAlert
from avionics.promql.text.duration import seconds, text
from avionics.proof.alike import alike_suite
from avionics.proof.asked import fired, firing
from avionics.proof.subject import Subject
from avionics.proof.traffic.given import rules_for
from avionics.proof.traffic.recorded import LOOK_BACK
from avionics.proof.values import Case, Question, Reading, Suite
from avionics.slis.example import series
from avionics.slis.play import run

_MEMORY = 3 * 86_400
"""Seconds for which events that were measured are remembered."""
_STEP = 120
_GAP = 600
_BURST = (600, 2100)
"""Seconds past a full hour at which traffic begins and ends that no full hour sees, nor what is found after it."""
_BEFORE = 1200
"""Seconds before an evaluation at which all series end: half an hour later the hour that ends then is still found."""

Span = tuple[str, int, int]
"""What is measured (nothing, no events, events), from one second to another."""


def absence_suites(subject: Subject) -> Iterator[Suite]:
    """One suite for all alerts that wait for the same time."""
    alerts = alerts_of(subject)
    for waits in sorted({alert.for_ for alert in alerts}):
        yield _suite(subject, [alert for alert in alerts if alert.for_ == waits], seconds(waits))


def alerts_of(subject: Subject) -> list[PlannedAlert]:
    """The alerts of an objective that cannot be judged."""
    slo = subject.aim.slo.name
    return [rule for rule in subject.rules() if isinstance(rule, PlannedAlert) and rule.slo == slo and not rule.window]


def _suite(subject: Subject, alerts: list[PlannedAlert], waits: int) -> Suite:
    aim, unit = subject.aim, waits // 2
    story = _story(unit)
    recorded = {
        names.TOTAL + aim.base_name: " ".join(_values(story)),
        f"{names.COVERAGE}1h": " ".join(_values(_hours(story))),
    }
    chosen = {id(alert) for alert in alerts}
    groups = rules_for(subject, frozenset(recorded), lambda rule: id(rule) in chosen)
    found = [_asked(subject, alert, story, unit) for alert in alerts]
    others = _others(subject, recorded, story[-1][2]) if all(alert.by for alert in alerts) else ()
    case = Case(
        f"{subject.name} without events",
        _STEP,
        (*((subject.series(metric), values) for metric, values in recorded.items()), *others),
        tuple(question for questions, _ in found for question in questions),
        tuple(reading for _, readings in found for reading in readings),
    )
    kind = f"absence-{text(waits)}"
    return alike_suite(subject, kind, unit, groups, (case,), story=kind)


def _others(subject: Subject, metrics: Iterable[str], end: int) -> Iterator[tuple[str, str]]:
    """Groups that differ in one label each and have events all the time: it fires for none of them."""
    groups = [{**dict(subject.labels), name: f"not {value}"} for name, value in subject.by]
    always = run(1.0, 0, -(-end // _STEP))
    return ((series(metric, group), always) for metric in metrics for group in groups)


def _story(unit: int) -> list[Span]:
    """The spans; they turn between two evaluations, `unit` seconds apart, but for the gap, which lies on one.

    What is remembered when they end is forgotten at an evaluation, or if half hours are looked at, at the next.
    """
    busy = max(6 * unit, 3 * 3600) // unit * unit
    turn = unit // 2
    lengths = [("events", busy), ("none", 5 * unit), ("events", 2 * unit)]
    spans = _between_hours(4 * unit, turn)
    at = spans[-1][2]
    for what, length in lengths:
        spans.append((what, at, at + length))
        at += length
    gap = (at - turn + unit) - LOOK_BACK - _STEP
    end = at + 3 * unit + turn - min(_BEFORE, turn)
    spans += [("events", at, gap), ("nothing", gap, gap + _GAP), ("events", gap + _GAP, end)]
    return [*spans, ("nothing", end, end + _MEMORY + 4 * unit)]


def _between_hours(unwatched: int, turn: int) -> list[Span]:
    """Nothing for as long, traffic that no full hour sees, and nothing again for as long and until the turn."""
    hour = -(-unwatched // 3600) * 3600
    begin, end = (hour + after for after in _BURST)
    until = -(-(end + unwatched) // unwatched) * unwatched + turn
    return [("nothing", 0, begin), ("events", begin, end), ("nothing", end, until)]


def _hours(story: list[Span]) -> list[Span]:
    """The spans of the coverage of an hour: what is measured, and the hour after it."""
    found: list[Span] = []
    at = 0
    for what, begin, end in story:
        if what != "nothing":
            found += [("nothing", at, begin)] if begin > at else []
            found.append(("events", max(at, begin), end + 3600))
            at = end + 3600
    return [*found, ("nothing", at, max(at, story[-1][2]))]


def _values(story: list[Span]) -> Iterator[str]:
    for what, begin, end in story:
        samples = -(-end // _STEP) - -(-begin // _STEP)
        if samples > 0:
            yield run({"nothing": None, "none": 0.0, "events": 1.0}[what], 0, samples)


def _asked(subject: Subject, alert: PlannedAlert, story: list[Span], unit: int) -> tuple[list[Question], list[Reading]]:
    """At every evaluation around which it begins or ceases to fire, and in the gap."""
    where, name = subject.aim.slo.where, f"{subject.name} {alert.name}"
    by: Pairs = tuple(pair for pair in subject.by if pair[0] in alert.by)
    grid = range(0, story[-1][2], unit)
    hours = _hours(story)
    held = {at for at in grid if _is_told(kind_of(alert), story, hours, at)}
    fires = {at: _since(held, at, unit) >= seconds(alert.for_) for at in grid}
    gap = next(begin for what, begin, end in story if what == "nothing" and end - begin == _GAP)
    in_gap = next(at for at in grid if at > gap)
    turns = {at for at in grid if at and fires[at] is not fires[at - unit]}
    looks = sorted({*turns, *(at - unit for at in turns), in_gap, in_gap + unit})
    labels = (fired(alert, by),)
    questions = [firing(where, name, _claim(story, at), alert, at, labels if fires[at] else ()) for at in looks]
    first = next((at for at in looks if fires[at]), None)
    return questions, [] if first is None else [Reading(where, name, alert.name, first, labels)]


def kind_of(alert: PlannedAlert) -> str:
    """Which of the three it is."""
    return next(kind for kind in (names.VANISHED, names.IDLE, names.NEVER_SEEN) if alert.name.endswith(kind))


def _is_told(kind: str, story: list[Span], hours: list[Span], at: int) -> bool:
    """Whether an alert of the kind tells of what there is at a second."""
    measured = _measured(story, at)
    if kind == names.IDLE:
        return measured == "none"
    return not measured and _remembered(hours, at) is (kind == names.VANISHED)


def _measured(story: list[Span], at: int) -> str:
    """What is measured at a second, or was 5 m before; empty for nothing."""
    found = next(what for what, begin, end in story if begin <= at < end)
    if found == "nothing":
        found = next((what for what, begin, end in story if what != "nothing" and 0 <= at - end < LOOK_BACK), "")
    return found


def _remembered(hours: list[Span], at: int) -> bool:
    """Whether anything was measured in the hour before a full hour in the time that is remembered."""
    full = range((at - _MEMORY) // 3600 * 3600 + 3600, at + 1, 3600)
    return any(hour >= 0 and _measured(hours, hour) for hour in full)


def _since(held: set[int], at: int, unit: int) -> int:
    """Seconds for which it has been so; -1 when it is not."""
    first = at
    while first - unit in held and at in held:
        first -= unit
    return at - first if at in held else -1


def _claim(story: list[Span], at: int) -> str:
    what, begin, _ = next(span for span in story if span[1] <= at < span[2])
    said = {"nothing": "no series", "none": "no events", "events": "events"}[what]
    return f"{said} for {text(at - begin)}"

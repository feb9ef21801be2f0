"""A period of the calendar to suites: its table of boundaries, and what is left of the budget on both sides of one.

promtool's time begins in 1970, before every table: so the clock that the rules ask is moved to where the period is.
"""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.model.calendar import Calendar
from avionics.plan.objectives.calendar import Table
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.shape import DAY
from avionics.plan.recordings.calendar_sums import boundaries, tile_of
from avionics.plan.values import Group
from avionics.promql.text.duration import text
from avionics.proof.alike import alike_suite
from avionics.proof.needed import without
from avionics.proof.periods.civil import period_of
from avionics.proof.periods.missed import looks_at, missed
from avionics.proof.periods.present_tile import present_tile
from avionics.proof.periods.told import asked, is_coverage, tells
from avionics.proof.subject import Subject
from avionics.proof.traffic.given import TooMany, rules_for
from avionics.proof.traffic.recorded import history
from avionics.proof.traffic.traffic import Stretch, Timeline
from avionics.proof.values import Case, Question, Sample, Suite
from avionics.slis.example import series
from avionics.slis.play import run

_MONTH = 27 * DAY
MOST = 3_000
"""Tiles in a period: promtool holds 10,000 values at once, and each tile with its time and two more."""

_SHARES = (6, 2, 1, 3)
"""Errors of the stretches of traffic, in multiples of the budget: no two alike, so that a wrong boundary shows."""


def calendar_suites(subject: Subject, calendar: Calendar) -> Iterator[Suite]:
    """The suite of the table, those of the tile that now fills, and that of the sums.

    Raises:
        TooMany: promtool cannot hold the period.
    """
    aim = subject.aim
    known = boundaries(aim.form)
    yield _table(subject, calendar, known)
    tile, name, begin = tile_of(aim.form), aim.form.period_window, known.periods[1].start
    if known.longest // tile > MOST:  # the rules look at each of them, however few hold something
        tiles = f"{known.longest // tile:,} pairs of {text(tile)}"
        raise TooMany(f"it is a sum of {tiles}, each with its time, and promtool holds 10,000 values at once")
    yield from present_tile(subject, tile, name, begin)
    yield from missed(subject, tile, name, looks_at(tile), begin)
    yield _sums(subject, known)


def _table(subject: Subject, calendar: Calendar, known: Table) -> Suite:
    """When the period began and how long it is: nearly once a month, so that no day of the week is spared; nothing
    outside the table."""
    aim, times = subject.aim, range(known.periods[0].start - _MONTH, known.end + _MONTH, _MONTH)
    told = (names.PERIOD_START, names.PERIOD_DAYS)
    total, name = names.TOTAL + aim.base_name, aim.form.period_window
    given = frozenset({total, names.EVENTS + name})
    groups = rules_for(subject, given, lambda rule: subject.records(rule) and rule.record in told)
    events = subject.series(total), run(3.0, 0, len(times))
    questions = (one for now in times for one in _described(subject, calendar, known, times.start, now - times.start))
    case = Case(f"{subject.name} calendar", _MONTH, (events,), tuple(questions))
    kind = f"calendar{name}"
    return alike_suite(subject, kind, _MONTH, groups, (case,), story=(kind, times.start, calendar), clock=times.start)


def _described(subject: Subject, calendar: Calendar, known: Table, clock: int, at: int) -> Iterator[Question]:
    """What the calendar says at second `at` of the test."""
    now, aim = clock + at, subject.aim
    if not known.periods[0].start <= now < known.end:
        for record in (names.PERIOD_START, names.PERIOD_DAYS):
            claim = f"no {record} outside of the table"
            yield subject.question(claim, aim.recorded(record), at)
        return
    start, days = period_of(calendar, now)
    for record, labels, value in ((names.PERIOD_START, aim.labels, start), (names.PERIOD_DAYS, subject.labels, days)):
        expr = f"{series(record, dict(labels))} - {value}"
        yield subject.question(record, expr, at, (Sample("", labels, 0.0),))


def _sums(subject: Subject, known: Table) -> Suite:
    """From some days before a boundary to some days after the next, looked at every so many days."""
    aim, tile = subject.aim, tile_of(subject.aim.form)
    every = aim.slo.window // 6 // DAY * DAY
    clock = known.periods[1].start - 2 * every
    starts = [period.start - clock for period in known.periods[:3]]
    first, second = starts[1:]
    name = aim.form.period_window
    given = frozenset({names.TOTAL + text(tile), names.ERRORS + text(tile), f"{names.COVERAGE}1h"})
    groups = rules_for(subject, given, lambda rule: tells(subject, rule, name))

    def case(claim: str, traffic: Timeline) -> Case:
        past = ((subject.series(metric), history(metric, traffic, tile) or "") for metric in sorted(given))
        questions = (
            question
            for at in range(every, traffic.seconds, every)
            for question in _asked(subject, groups, traffic, at, max(one for one in starts if one <= at))
        )
        return Case(f"{subject.name} {name[1:]}{claim}", tile, tuple(past), tuple(questions))

    cases = case("", _traffic(aim, first, second)), case(" of one event", _one_event(tile, first, second))
    kind = f"period{name}"
    return alike_suite(subject, kind, every, groups, cases, story=(kind, clock, aim.budget), clock=clock)


def _traffic(aim: Objective, first: int, second: int) -> Timeline:
    """Stretches up to the `first` boundary, the two halves of the period after it, and past the `second`."""
    half = (second - first) // 2
    lengths = (first, half, second - first - half, 2 * first)
    share = min(0.15, float(aim.budget))
    return Timeline(
        Stretch(length, events, events * times * share)
        for length, events, times in zip(lengths, (2, 4, 1, 3), _SHARES, strict=True)
    )


def _one_event(tile: int, first: int, second: int) -> Timeline:
    """No event but one, which is bad, in the midst of the period between both boundaries."""
    until = (first + second) // 2 // tile * tile
    return Timeline((Stretch(until, 0, 0), Stretch(tile, 1 / tile, 1 / tile), Stretch(second - until, 0, 0)))


def _asked(subject: Subject, groups: tuple[Group, ...], traffic: Timeline, at: int, start: int) -> Iterator[Question]:
    """What the period that began at `start` holds at second `at`; of one that began before the test, not how much."""
    counted = traffic.window(at, at - max(0, start)) if at > start else None
    played = groups if start >= 0 else without(groups, is_coverage)
    return asked(subject, played, counted, at)

"""What a replay showed, in the numbers that people on call would ask for."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from bench.prometheus import Prometheus
from bench.replay.firing import Stretch, firing, together
from bench.replay.traffic import BEGIN, DAY, HOUR, MINUTE, Happening, Month
from bench.rules import Rules

_LOOK_EVERY = 7 * MINUTE
"""So that looks fall on every minute of the hour."""

_AT_REST = 2 * HOUR
"""A look is at rest when the truth moved by less than a hundredth in as long: what a window lags behind is over."""

_NIGHT = (22, 7)


@dataclass(frozen=True, slots=True)
class Detection:
    """Minutes from the start of an incident to its first page and first ticket; None where there was none."""

    name: str
    page: float | None
    ticket: float | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to hold against the rules.

    `error` is the worst relative error of the period SLI, `at_rest` the worst while the truth does not move;
    `stretches` are those in which anything pages.
    """

    error: float
    at_rest: float
    detections: list[Detection]
    stretches: list[Stretch]
    again: list[Stretch]
    idle: list[Stretch]
    nights: int
    gap_paged: bool


def judge(server: Prometheus, rules: Rules, replayed: Month, period: str) -> Verdict:
    """Ask the server, on which the recordings of `rules` were stored, for all of it."""
    pages, tickets = (
        together(
            stretch
            for alert in rules.alerts
            if alert.severity == severity
            for stretch in firing(server, alert, BEGIN, replayed.end)
        )
        for severity in ("page", "ticket")
    )
    after = [
        stretch for stretch in pages if not any(each.start <= stretch[0] < each.end for each in replayed.happenings)
    ]
    again = [stretch for stretch in after if any(0 <= stretch[0] - each.end < 6 * HOUR for each in replayed.happenings)]
    idle = [stretch for stretch in after if stretch not in again]
    error, at_rest = worst(server, replayed, period)
    return Verdict(
        error=error,
        at_rest=at_rest,
        detections=[
            Detection(each.incident.name, first(pages, each), first(tickets, each)) for each in replayed.happenings
        ],
        stretches=pages,
        again=again,
        idle=idle,
        nights=len({(start - 12 * HOUR) // DAY for start, _ in pages if not _is_day(start)}),
        gap_paged=any(start in range(replayed.gap.start, replayed.gap.stop + HOUR) for start, _ in pages),
    )


def worst(server: Prometheus, replayed: Month, period: str) -> tuple[float, float]:
    """The largest relative errors of the period SLI in the last three days, nan as soon as it is nan or missing."""
    first_look = replayed.end - 3 * DAY + 11 * MINUTE
    found = server.range(period, first_look, replayed.end, _LOOK_EVERY)
    measured = dict(found[0].points) if len(found) == 1 else {}
    errors, at_rest = [0.0], [0.0]
    for at in range(first_look, replayed.end, _LOOK_EVERY):
        true, before = replayed.ratio(at), replayed.ratio(at - _AT_REST)
        errors.append(abs(measured.get(at, math.nan) - true) / true)
        if abs(true - before) < 0.01 * true:
            at_rest.append(errors[-1])
    return _largest(errors), _largest(at_rest)


def _largest(errors: list[float]) -> float:
    return math.nan if any(map(math.isnan, errors)) else max(errors)


def first(stretches: Iterable[Stretch], happening: Happening) -> float | None:
    """Minutes from the start of an incident until something fires; 0 if it fired already."""
    for start, end in stretches:
        if end > happening.start and start < happening.end + HOUR:
            return max(0, start - happening.start) / MINUTE
    return None


def _is_day(at: int) -> bool:
    hour = at % DAY // HOUR
    return _NIGHT[1] <= hour < _NIGHT[0]

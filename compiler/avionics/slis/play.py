"""What plays of the SLI kinds share: traffic as counts, and counts as series in promtool's notation.

A kind that can be tested from its own series has a module `play` beside its code, with

- `play(sli, traffic, by)`: the series its service would expose under that traffic, one value each scrape,

and where it is so: `COUNTERS`, its rules read counters themselves; `SAMPLED`, its events are samples; `SLICED`, they
are slices of time; `SMEARED`, its rates span a scrape more than their windows.
What hangs on how people wrote it: `adds_up(sli)`, whether several series may count what it reads; `counts_good(sli)`,
whether good events are among what it counts; `errors_within(sli)`, whether errors are among all that it counts;
`filtered(sli)`, whether it is not there while there are no events; `unfilled(sli)`, what they may have forgotten
where it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct


class Scrapes(Struct, frozen=True):
    """So many scrapes, each after so many events and so many bad ones among them.

    Where they are not `seen` they find nothing; what happened meanwhile shows in the next that is. Where it `restarts`
    counters begin anew right after the scrape before the first, so that no event is lost.
    """

    number: int
    events: float
    bad: float
    seen: bool = True
    restarts: bool = False


class Traffic(Struct, frozen=True):
    """What scrapes find one after the other, one each `every` seconds after second `begins` since 1970."""

    scrapes: tuple[Scrapes, ...]
    every: int
    begins: int = 0


Counts = Callable[[float, float], float]
"""What a counter counts of events and the bad ones among them."""

Played = dict[str, str]
"""Values in promtool's notation, by series."""


_EXACT = 2**20
"""Counts are whole multiples of 1 / 2^20: promtool adds them up, and a rounding error downwards would be a restart."""


def counter(counts: Counts, traffic: Traffic) -> str:
    """A counter of what `counts` says, as each scrape finds it.

    It appears with its first event, as most client libraries have it: until then it is not there.
    """
    return " ".join(_grown(counts, traffic, counts))


def bucket(counts: Counts, traffic: Traffic) -> str:
    """A counter that appears with the first event of any kind, as each bucket of a histogram does."""
    return " ".join(_grown(counts, traffic, lambda events, _: events))


def _grown(counts: Counts, traffic: Traffic, appears: Counts) -> Iterator[str]:
    yield "_"  # at second 0, before the first scrape that is counted
    total = 0.0
    there = False
    for each in traffic.scrapes:
        count = round(counts(each.events, each.bad) * _EXACT) / _EXACT
        there = there or appears(each.events, each.bad) > 0
        total = (0 if each.restarts else total) + count
        yield run(total if there and each.seen else None, count if each.seen else 0, each.number)
        total += count * (each.number - 1)


def deltas(counts: Counts, traffic: Traffic, times: float) -> str:
    """A gauge of what `counts` says happened since the scrape before, `times` as much.

    It appears as a counter does; from then on it is 0 where nothing happened.
    """
    there = False
    values: list[tuple[int, float | None]] = []
    for each in traffic.scrapes:
        count = counts(each.events, each.bad)
        there = there or count > 0
        values.append((each.number, times * count if there and each.seen else None))
    return gauge(values)


def gauge(values: Iterable[tuple[int, float | None]]) -> str:
    """A gauge that has a value at each of so many scrapes; None where there is no sample."""
    return " ".join(["_", *(run(value, 0, scrapes) for scrapes, value in values)])


def run(value: float | None, step: float, samples: int) -> str:
    """So many samples from `value` on, each `step` more than the last; None for none."""
    if value is None:
        return f"_x{samples}"
    if samples == 1:
        return f"{value!r}"
    return f"{value!r}{'-' if step < 0 else '+'}{abs(step)!r}x{samples - 1}" if step else f"{value!r}x{samples - 1}"

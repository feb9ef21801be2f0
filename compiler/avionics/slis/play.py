"""What plays of the SLI kinds share: traffic as counts, and counts as series in promtool's notation.

A kind that can be tested from its own series has a module `play` beside its code, with
`play(sli, traffic, by)`: the series its service would expose under that traffic, one value each scrape; and `SINGLE`
where that can never be more than one event each scrape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

Traffic = Sequence[tuple[int, float, float]]
"""So many scrapes, each after so many events, and so many bad ones among them."""

Played = dict[str, str]
"""Values in promtool's notation, by series."""


_EXACT = 2**20
"""Counts are whole multiples of 1 / 2^20: promtool adds them up, and a rounding error downwards would be a restart."""


_RESTART = 3
"""Scrapes before the end of a stretch at which a counter restarts: in any base window that ends with it."""


def counter(counts: Iterable[tuple[int, float]]) -> str:
    """A counter that grows by so much at each of so many scrapes.

    It appears with its first event, as most client libraries have it: until then it is not there. In every other
    stretch with events it restarts right after a scrape, so that no event is lost, and no rule may lose one.
    """
    return " ".join(_grown(counts))


def _grown(counts: Iterable[tuple[int, float]]) -> Iterator[str]:
    yield "_"  # at second 0, before the first scrape that is counted
    total = 0.0
    there = False
    for number, (scrapes, wanted) in enumerate(counts):
        count = round(wanted * _EXACT) / _EXACT
        there = there or count > 0
        if not there:
            yield run(None, 0, scrapes)
            continue
        last = _RESTART if number % 2 and count and scrapes > _RESTART else 0
        yield run(total + count, count, scrapes - last)
        total += count * (scrapes - last)
        if last:
            yield run(count, count, last)
            total = count * last


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

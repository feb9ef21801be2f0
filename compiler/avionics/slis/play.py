"""What plays of the SLI kinds share: traffic as counts, and counts as series in promtool's notation.

A kind that can be tested from its own series has a module `play` beside its code, with
`play(sli, traffic, by)`: the series its service would expose under that traffic, one value each scrape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

Traffic = Sequence[tuple[float, float]]
"""Events and bad events between one scrape and the next."""

Played = dict[str, str]
"""Values in promtool's notation, by series."""


def counter(counts: Iterable[float]) -> str:
    """A counter that grows by `counts`; it appears with the first event, as most client libraries have it."""
    return _written(_grown(counts))


def gauge(values: Iterable[float | None]) -> str:
    """A gauge with these values; None where there is no sample."""
    return _written(values)


def _grown(counts: Iterable[float]) -> Iterator[float | None]:
    total: float | None = None
    for count in counts:
        if count or total is not None:
            total = round((total or 0) + count, 9)
        yield total


def _written(values: Iterable[float | None]) -> str:
    """Equal values are written once, with how often they come again; so are those that grow by the same."""
    return " ".join(_runs(list(values))) or "_"


def _runs(values: list[float | None]) -> Iterator[str]:
    at = 0
    while at < len(values):
        value = values[at]
        if value is None:
            end = next((i for i in range(at, len(values)) if values[i] is not None), len(values))
            yield f"_x{end - at}"
        else:
            step = _step(values, at)
            end = at + 1
            while end < len(values) and _step(values, end - 1) == step is not None:
                end += 1
            yield _run(value, step or 0, end - at - 1)
        at = end


def _step(values: list[float | None], at: int) -> float | None:
    """How much the value grows from `at` to the next; None where either is missing."""
    if at + 1 >= len(values):
        return None
    here, following = values[at], values[at + 1]
    return None if here is None or following is None else round(following - here, 9)


def _run(value: float, step: float, times: int) -> str:
    sign = "-" if step < 0 else "+"
    if not times:
        return repr(value)
    return f"{value!r}x{times}" if not step else f"{value!r}{sign}{abs(step)!r}x{times}"

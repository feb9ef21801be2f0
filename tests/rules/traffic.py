"""Traffic as counts for each scrape, the series a service would expose for it, and the truth: the counts themselves.

Scrapes fall between evaluations, 30 s after each full minute: as on a real server no sample lies on the edge of a
window, so that the left-open windows of Prometheus 3 and the closed ones of Prometheus 2 hold the same samples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

SCRAPE = 60
OFFSET = 30
BASE = 1_000_000
"""Where counters stand that were there long before."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """Events and bad events between each scrape and the one before.

    Every `restart` scrapes the service starts anew and its counters with it. `bad_from` is the scrape at which the
    series of bad events is there first, at 0. What has no good events at all has no series of good ones.
    """

    events: tuple[int, ...]
    bad: tuple[int, ...]
    restart: int = 0
    bad_from: int = 0

    def truth(self, start: int, end: int) -> tuple[int, int]:
        """Events and bad events in the samples after `start` and up to `end`, both in seconds."""
        first, last = (max(0, (edge - OFFSET) // SCRAPE + 1) for edge in (start, end))
        return sum(self.events[first:last]), sum(self.bad[first:last])

    @property
    def good(self) -> tuple[int, ...]:
        return tuple(all_ - bad for all_, bad in zip(self.events, self.bad, strict=True))


def traffic(
    minutes: int, events: Callable[[int], int], bad: Callable[[int], int], restart: int = 0, bad_from: int = 0
) -> Traffic:
    """Traffic whose counts are functions of the minute. The first scrape counts nothing: it has none before it."""
    pairs = [(0, 0), *((events(minute), min(events(minute), bad(minute))) for minute in range(1, minutes))]
    return Traffic(tuple(all_ for all_, _ in pairs), tuple(bad_ for _, bad_ in pairs), restart, bad_from)


def together(parts: Iterable[Traffic], start: int, end: int) -> tuple[int, int]:
    """The truth of several at once."""
    counted = [part.truth(start, end) for part in parts]
    return sum(all_ for all_, _ in counted), sum(bad for _, bad in counted)


def counter(counts: Iterable[int], restart: int = 0, since: int = 0) -> str:
    """A counter that grew by these counts: from 0 where it is born (`since`) or restarted, from high up otherwise."""
    return spaced(_counted(tuple(counts), restart, since))


def _counted(counts: tuple[int, ...], restart: int, since: int) -> Iterator[int | None]:
    if not restart and not since:
        yield from (BASE + count for count in accumulate(counts))
        return
    value = 0 if since else BASE
    for scrape, count in enumerate(counts):
        if scrape < since:
            yield None
            continue
        value = count if restart and scrape and scrape % restart == 0 else value + count
        yield value


def spaced(values: Iterable[int | None]) -> str:
    """Samples at the offset between evaluations, for an interval of half a minute."""
    return " ".join(f"_ {'_' if value is None else value}" for value in values)


def requests(parts: Mapping[str, Traffic]) -> dict[str, str]:
    """One counter by status code, for each region; and others nearby that must not be counted."""
    series: dict[str, str] = {}
    for region, part in parts.items():
        labels = f'job="shop",environment="P",region="{region}"'
        if any(part.good):
            series[f'requests_total{{{labels},code="200"}}'] = counter(part.good, part.restart)
        if any(part.bad):
            series[f'requests_total{{{labels},code="500"}}'] = counter(part.bad, part.restart, part.bad_from)
    return {**series, **_strangers("requests_total", 'code="500"')}


def histogram(parts: Mapping[str, Traffic], bound: str = "0.3") -> dict[str, str]:
    """A classic histogram for each region, in which the bucket `bound` holds the good events and others hold others."""
    series: dict[str, str] = {}
    for region, part in parts.items():
        labels = f'job="shop",environment="P",region="{region}"'
        none = (0,) * len(part.events)
        for le, counts in (("0.01", none), (bound, part.good), ("30", part.events), ("+Inf", part.events)):
            if any(part.good) or le != bound:
                series[f'latency_seconds_bucket{{{labels},le="{le}"}}'] = counter(counts, part.restart)
        series[f"latency_seconds_count{{{labels}}}"] = counter(part.events, part.restart)
    return {**series, **_strangers("latency_seconds_count"), **_strangers("latency_seconds_bucket", f'le="{bound}"')}


def probes(parts: Mapping[str, Traffic]) -> dict[str, str]:
    """A gauge for each region: every event is a probe of its own target, 1 unless it was bad; no event, no sample."""
    series: dict[str, str] = {}
    for region, part in parts.items():
        labels = f'job="shop",environment="P",region="{region}"'
        for target in range(max(part.events)):
            values = (
                (None if target >= all_ else int(target >= bad))
                for all_, bad in zip(part.events, part.bad, strict=True)
            )
            series[f'probe_success{{{labels},target="{target}"}}'] = spaced(values)
    return {**series, **_strangers("probe_success")}


def _strangers(metric: str, more: str = "") -> dict[str, str]:
    """Series of another service and of another environment, full of what would be errors here."""
    extra = f",{more}" if more else ""
    values = "1+999x999" if metric != "probe_success" else "0x999"
    return {
        f'{metric}{{job="other",environment="P",region="steady"{extra}}}': values,
        f'{metric}{{job="shop",environment="staging",region="steady"{extra}}}': values,
    }

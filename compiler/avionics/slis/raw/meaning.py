"""What the selectors of an error ratio count: what they may is tried, until the ratio is the share of errors.

So `errors / total`, `1 - good / total`, `(total - good) / total` and `errors / (errors + good)` are all understood,
filled or not, and there is no form that people have to keep to.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import Literal, NamedTuple

from msgspec import Struct

from avionics.slis.example import NoExample
from avionics.slis.raw.instant import Number
from avionics.slis.raw.read import OF_COUNTERS, OF_DELTAS, Leaf, Read, read

Role = Literal["all", "bad", "good", "none"]
"""What a selector counts: one of `none` has series, in which nothing happens."""
_MOST = 5
"""Selectors: of more it would take too long to try."""
UNKNOWN = (
    "whatever its series are taken to count (errors, good events, all of them) or one gauge below avg_over_time or "
    "max_over_time to hold, its error ratio is not the share of errors"
)
ALWAYS = "its error ratio is there without any series, so that a service that is gone reads like one that is well"


class Events(NamedTuple):
    """So many events a second, so many of them bad, in a window of so many seconds with a scrape each `every`."""

    all: float
    bad: float
    window: int = 300
    every: int = 60

    def counted(self, role: Role) -> float:
        """How many of them a selector counts."""
        return {"all": self.all, "bad": self.bad, "good": self.all - self.bad, "none": 0.0}[role]


_SITUATIONS = (
    Events(8, 2), Events(1000, 0, every=15), Events(3, 3, 3600), Events(0.0001, 0.00005), Events(0.0001, 0, 3600, 15),
)  # fmt: skip
_NONE = Events(0, 0)


class Meaning(Struct, frozen=True):
    """What each selector of an error ratio counts."""

    ratio: Read
    roles: Mapping[str, Role]

    @property
    def without_events(self) -> Number:
        """What the ratio is while nothing happens."""
        return self._value(_NONE)

    def idle(self, weight: Read) -> Number:
        """What the weight is while nothing happens."""
        return weight.value(_given(weight, self.roles, _NONE))

    def fills(self, absent: Role) -> bool:
        """Whether the ratio is there before the first error, or the first good event, whose series is `absent`."""
        before = Events(8, 8 if absent == "good" else 0)
        return _same(self._value(before, absent), before.bad / before.all)

    def selectors(self, *roles: Role) -> tuple[str, ...]:
        """Those that count one of these."""
        return tuple(selector for selector, role in self.roles.items() if role in roles)

    def fits(self) -> bool:
        """Whether the ratio is the share of bad events, whatever happens."""
        return all(_same(self._value(events), events.bad / events.all) for events in _SITUATIONS)

    def factor(self, weight: Read, every: int) -> float:
        """How many times what is counted the weight says, of scrapes each `every` seconds.

        Raises:
            NoExample: no fixed number of times, or there is something in it that is not understood.
        """
        tried = [events._replace(every=every) for events in _SITUATIONS]
        times = [(weight.value(_given(weight, self.roles, events)) or 0) / events.all for events in tried]
        if not all(times) or not all(math.isclose(one, times[0], rel_tol=1e-9) for one in times):
            raise NoExample("its weight is no number of events a second")
        return times[0]

    def _value(self, events: Events, absent: Role | None = None) -> Number:
        return self.ratio.value(_given(self.ratio, self.roles, events, absent))


@lru_cache(maxsize=256)
def meaning(ratio: str, weight: str = "") -> Meaning:
    """What the selectors of an error ratio count; those that its weight alone reads count all events.

    Raises:
        NoExample: there is nothing that they could count.
    """
    reads = (read(ratio), *([read(weight)] if weight else []))
    leaves = [leaf for one in reads for leaf in one.leaves]
    tried = tuple(dict.fromkeys(leaf.selector for leaf in reads[0].leaves))
    if len(tried) > _MOST:
        raise NoExample(
            f"its error ratio reads {len(tried)} selectors, and only of {_MOST} it is tried what they count"
        )
    everything: dict[str, Role] = {leaf.selector: "all" for leaf in leaves}
    for roles in product(_tried({leaf.function for leaf in leaves}), repeat=len(tried)):
        found = Meaning(reads[0], everything | dict(zip(tried, roles, strict=True)))
        if found.fits():
            if found.ratio.always:
                raise NoExample(ALWAYS)
            return found
    raise NoExample(UNKNOWN)


def _tried(functions: set[str]) -> tuple[Role, ...]:
    """What selectors may count that stand in these functions: all read counters, or all gauges of what happened."""
    if functions <= OF_COUNTERS:
        return ("all", "bad", "good", "none")
    return ("all", "bad", "good") if functions <= OF_DELTAS else ()


def _given(expr: Read, roles: Mapping[str, Role], events: Events, absent: Role | None = None) -> dict[Leaf, Number]:
    return {
        leaf: None if role == absent else _told(leaf.function, events.counted(role), events)
        for leaf, role in ((one, roles[one.selector]) for one in expr.leaves)
    }


def _told(function: str, count: float, events: Events) -> float:
    """What a function tells of so many events a second."""
    if function == "rate":
        return count
    return count * (events.every if function == "avg_over_time" else events.window)


def _same(found: Number, wanted: float) -> bool:
    return found is not None and math.isclose(found, wanted, rel_tol=1e-9, abs_tol=1e-12)

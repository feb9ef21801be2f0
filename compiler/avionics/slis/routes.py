"""What may be asked of the SLI of any kind: how it counts, and the texts and names in it with the keys to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.registry import unit
from avionics.slis.words import Words

WHOLE = ("total", "histogram")
"""The fields in which kinds hold all events."""
MIN_FAILURES = 3
"""Of nearly all kinds: one failure pages nobody, nor do two."""
Routed = tuple[tuple[str | int, ...], str]
"""The keys below the SLI's kind, and what stands there."""


def fields(sli: Any) -> dict[str, Any]:
    """The fields of an SLI; none where it is a bare selector."""
    return sli if isinstance(sli, dict) else {}


def held_to(threshold: str, sli: Any) -> Any:
    """An SLI with the threshold of an environment, if it has one to replace and `threshold` is not empty."""
    return {**sli, "threshold": threshold} if threshold and "threshold" in fields(sli) else sli


def words(kind: str, sli: Any) -> Words:
    """How to speak of what is counted."""
    said: Words = unit("slis", kind).words(sli)
    return said


def heavy(kind: str, sli: Any) -> bool:
    """Whether one failure may weigh as much as many, so that errors do not tell how many failed."""
    offered = getattr(unit("slis", kind), "heavy", None)
    return bool(offered and offered(sli))


def combined(kind: str, sli: Any) -> tuple[str, ...]:
    """The objectives, as `service/slo`, whose errors the SLI is made of; none where it reads raw series."""
    offered = getattr(unit("slis", kind), "combined", None)
    return tuple(dict.fromkeys(offered(sli))) if offered else ()


def least_failures(kind: str) -> int:
    """Below how many failures no alert of the kind fires, where its spec does not say."""
    return int(getattr(unit("slis", kind), "MIN_FAILURES", MIN_FAILURES))


def one_a_window(kind: str, sli: Any) -> bool:
    """Whether of a heavy kind all errors of a base window may be one failure."""
    return heavy(kind, sli) and getattr(unit("slis", kind), "ONE_A_WINDOW", False)


def one_a_scrape(kind: str, sli: Any, by: tuple[str, ...]) -> bool:
    """Whether a group of `by` never has more than one event from one scrape to the next, whatever series there are."""
    offered = getattr(unit("slis", kind), "one_a_scrape", None)
    return bool(offered and offered(sli, by))


def timed(kind: str, sli: Any) -> bool:
    """Whether an event is the time between two scrapes, however much happens in it: a ratio that nothing weighs."""
    offered = getattr(unit("slis", kind), "timed", None)
    return bool(offered and offered(sli))


def selectors(kind: str, sli: Any) -> Iterator[Routed]:
    """Selectors, written without function, window or environment."""
    return _asked("selectors", kind, sli)


def expressions(kind: str, sli: Any) -> Iterator[Routed]:
    """Whole expressions, with any value in the place of their window."""
    return _asked("expressions", kind, sli)


def histograms(kind: str, sli: Any) -> Iterator[Routed]:
    """The selectors that name a histogram."""
    return _asked("histograms", kind, sli)


def gauges(kind: str, sli: Any) -> Iterator[Routed]:
    """The selectors of gauges, whose values are judged as they are, so that none can be a counter."""
    return _asked("gauges", kind, sli)


def parts(kind: str, sli: Any) -> Iterator[Routed]:
    """The objectives, as `service/slo`, that the SLI is made of."""
    return _asked("parts", kind, sli)


def _asked(what: str, kind: str, sli: Any) -> Iterator[Routed]:
    offered = getattr(unit("slis", kind), what, None)
    found: Iterator[Routed] = offered(sli) if offered else iter(())
    return found

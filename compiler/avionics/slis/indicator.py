"""What may be asked of an indicator of any kind: how it counts, and the texts and names in it with the keys to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from avionics.registry import unit
from avionics.slis.words import Words

WHOLE = ("total", "histogram")
"""The fields in which kinds hold all events."""
MIN_FAILURES = 3
"""Of nearly all kinds: one failure pages nobody, nor do two."""

Routed = tuple[tuple[str | int, ...], str]
"""The keys below the indicator's kind, and what stands there."""


class Indicator(Struct, frozen=True):
    """What an objective is measured by: its kind, and what was `written` for it."""

    kind: str
    written: Any

    @property
    def fields(self) -> dict[str, Any]:
        """What was written, by field; nothing where it is a bare selector."""
        return self.written if isinstance(self.written, dict) else {}

    def held_to(self, threshold: str) -> Indicator:
        """The same with the threshold of an environment, if it has one to replace and `threshold` is not empty."""
        if not threshold or "threshold" not in self.fields:
            return self
        return Indicator(self.kind, {**self.written, "threshold": threshold})

    @property
    def words(self) -> Words:
        """How to speak of what is counted."""
        said: Words = unit("slis", self.kind).words(self.written)
        return said

    @property
    def heavy(self) -> bool:
        """Whether one failure may weigh as much as many, so that errors do not tell how many failed."""
        return bool(self._offered("heavy"))

    @property
    def combined(self) -> tuple[str, ...]:
        """The objectives, as `service/slo`, whose errors it is made of; none where it reads raw series."""
        parts = self._offered("combined")
        return tuple(dict.fromkeys(parts)) if parts else ()

    @property
    def least_failures(self) -> int:
        """Below how many failures no alert fires, where the spec does not say."""
        return int(getattr(unit("slis", self.kind), "MIN_FAILURES", MIN_FAILURES))

    @property
    def one_a_window(self) -> bool:
        """Whether it is heavy, and all errors of a base window may be one failure."""
        return self.heavy and getattr(unit("slis", self.kind), "ONE_A_WINDOW", False)

    def one_a_scrape(self, by: tuple[str, ...]) -> bool:
        """Whether a group of `by` never has more than one event from one scrape to the next, whatever its series."""
        return bool(self._offered("one_a_scrape", by))

    @property
    def timed(self) -> bool:
        """Whether an event is the time between two scrapes, however much happens in it: a ratio that nothing weighs."""
        return bool(self._offered("timed"))

    def selectors(self) -> Iterable[Routed]:
        """Selectors, written without function, window or environment."""
        return self._offered("selectors") or ()

    def expressions(self) -> Iterable[Routed]:
        """Whole expressions, with any value in the place of their window."""
        return self._offered("expressions") or ()

    def histograms(self) -> Iterable[Routed]:
        """The selectors that name a histogram."""
        return self._offered("histograms") or ()

    def gauges(self) -> Iterable[Routed]:
        """The selectors of gauges, whose values are judged as they are, so that none can be a counter."""
        return self._offered("gauges") or ()

    def parts(self) -> Iterable[Routed]:
        """The objectives, as `service/slo`, that it is made of."""
        return self._offered("parts") or ()

    def _offered(self, what: str, *more: Any) -> Any:
        """What its kind has to say; None where it offers no such thing."""
        offered = vars(unit("slis", self.kind)).get(what)
        return offered(self.written, *more) if offered else None

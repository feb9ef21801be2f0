"""The form of an objective: all that its recordings hang on beside what it reads. Objectives by the thousand share it.

So what they record is worked out once for a form, with the series left open, and filled in for each.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property, lru_cache

from msgspec import Struct

from avionics.model.calendar import Calendar
from avionics.model.project import Pairs
from avionics.plan.objectives.shape import Measure, measures
from avionics.plan.objectives.windows import catalogue
from avionics.promql.text.duration import text

_OPEN = "\0"
"""Stands for the matchers of an objective's series; no expression can hold it."""


class Form(Struct, frozen=True, dict=True, cache_hash=True):
    """What objectives of one form have in common.

    `window` is the length of the period in seconds (nominal, where there is a `calendar`); `apart` says whether labels
    are kept apart, `heavy` whether the variance of errors is recorded. `base` and `interval` are seconds.
    """

    percent: Decimal
    window: int
    calendar: Calendar | None
    apart: bool
    heavy: bool
    base: int
    interval: int
    calendar_until: int
    sloth: bool

    @cached_property
    def budget(self) -> Decimal:
        """The allowed ratio of bad events, exactly."""
        return 1 - self.percent / 100

    @cached_property
    def base_name(self) -> str:
        """The base window as its series are named."""
        return text(self.base)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """How each window is measured, shortest first."""
        return measures(catalogue(self.window), 0 if self.calendar else self.window, self.base)

    @property
    def period_window(self) -> str:
        """The period as the names of its series end: `30d`, `_month`."""
        return f"_{self.calendar.every}" if self.calendar else text(self.window)

    def recorded(self, metric: str) -> str:
        """The recorded series under `metric`, of whichever objective."""
        return f"{metric}{{{_OPEN}}}"


@lru_cache(maxsize=1024)
def shared(form: Form) -> Form:
    """The first of all forms that are equal, so that what follows from it is worked out once."""
    return form


def filled(expr: str, series: str) -> str:
    """An expression over what a form records, for the objective that the matchers `series` select."""
    return expr.replace(_OPEN, series)


class Formed(Struct, frozen=True):
    """What is recorded of each objective of a form; `labels` are those besides its own."""

    record: str
    expr: str
    labels: Pairs = ()

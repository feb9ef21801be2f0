"""Bad events over all events, from counters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.slis.indicator import Routed
from avionics.slis.listed import routed, several
from avionics.slis.series import Rates, Select, Sums, Window
from avionics.slis.words import Words

_WORDS = Words("events", "failed", "failures", "events", "Every event counts the same.")


def selectors(sli: Any) -> Iterator[Routed]:
    """The user's selectors and the keys that lead to them."""
    for key in ("total", "errors", "good"):
        if key in sli:
            yield from routed(key, sli[key])


def rates(sli: Any, select: Select, window: Window, sums: Sums) -> Rates:
    """Errors are filled with 0; good events are filled before they are subtracted, so that none means all failed."""

    def counted(key: str) -> str:
        return sums.of_all(select(one).rate(window) for one in several(sli[key]))

    errors = sums.filled(counted("errors")) if "errors" in sli else sums.less(counted("good"))
    return Rates(counted("total"), errors)


def words(sli: Any) -> Words:
    """How to speak of it: of every SLI of this kind alike."""
    del sli
    return _WORDS

"""A service to what it is alerted on."""

from __future__ import annotations

import string
from binascii import crc32
from collections.abc import Iterable
from typing import Any

from avionics.model.alert import OPERATORS, Alert, Comparison
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.model.watched import Watched
from avionics.promql.number import number

_TELLING = frozenset(("ticket", "page"))
_BETWEEN = (string.whitespace + string.punctuation.replace("_", "")).encode()
_WORDS = bytes.maketrans(
    _BETWEEN + string.ascii_uppercase.encode(), b" " * len(_BETWEEN) + string.ascii_lowercase.encode()
)


def watched(service: Service) -> tuple[Watched, ...]:
    """What `service` is alerted on, where somebody is told."""
    found = []
    for slo in service.slos:
        for threshold, names in _held(slo, service.environments):
            sli = slo.sli.held_to(threshold)
            found.append(Watched(slo.name, slo.where, sli, slo.by, names))
    for alert in service.alerts:
        for threshold, names in _held(alert, service.environments):
            text = _compared(alert.expr, threshold or alert.threshold)
            found.append(Watched(alert.name, alert.where, text, (), names))
    return tuple(found)


def keys(service: Service) -> tuple[int, ...]:
    """The key of each, once: what is alike within a service concerns no other."""
    return tuple({key(one): None for one in watched(service)})


def key(one: Watched) -> int:
    """What tells the little that may mean the same from all the rest: alike for the same words, in whatever order.

    In a list or a field the end of a line is written as two characters, of which one would be a letter.
    """
    written = one.condition if isinstance(one.condition, str) else one.condition.written
    text = str(written).replace("\\n", " ")
    return sum(map(crc32, text.encode().translate(_WORDS).split()))


def _held(item: Slo | Alert, environments: tuple[str, ...]) -> Iterable[tuple[Any, tuple[str, ...]]]:
    """The thresholds that environments hold it to (None: its own), and in which of them it tells somebody."""
    if not item.environments:
        return ((None, environments),) if item.stage in _TELLING else ()
    held: dict[Any, tuple[str, ...]] = {}
    for name in environments:
        own = item.environments.get(name)
        if ((own and own.stage) or item.stage) in _TELLING:
            threshold = (own and own.threshold) or None
            held[threshold] = (*held.get(threshold, ()), name)
    return held.items()


def _compared(expr: str, threshold: Comparison | None) -> str:
    """The condition; a comment in the expression must not swallow the bracket."""
    return f"({expr}\n) {OPERATORS[threshold[0]]} {number(threshold[1])}" if threshold else expr

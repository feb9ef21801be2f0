"""A service to what it is alerted on."""

from __future__ import annotations

import re
import string
from binascii import crc32
from collections.abc import Iterable
from decimal import Decimal
from math import prod
from typing import Any

from avionics.model.alert import OPERATORS, Alert, Comparison
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.model.watched import Watched
from avionics.promql.text import duration
from avionics.promql.text.number import number

_TELLING = frozenset(("ticket", "page"))
_BETWEEN = (string.whitespace + string.punctuation.replace("_", "")).encode()
_WORDS = bytes.maketrans(
    _BETWEEN + string.ascii_uppercase.encode(), b" " * len(_BETWEEN) + string.ascii_lowercase.encode()
)

_LONG = ("0s", "000ms", "60m", "24h")
"""What is in texts with lengths that may be written shorter; most hold none of it."""
_PRODUCT = re.compile(r"([<>=]\s*)([0-9]{1,9}(?:\s*\*\s*[0-9]{1,9}){1,3})(?=\s*(?:\)|\Z|and\b|or\b|unless\b))")
_DURATION = re.compile(r"(?<![\w.])[0-9]{1,9}(?:ms|[smh])(?!\w)")


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
    """What tells the little that may mean the same from all the rest: alike for the same words, in whatever order, for
    a product of numbers that is compared with (`10 * 60`), and for a length in smaller units (`60s`).

    In a list or a field the end of a line is written as two characters, of which one would be a letter.
    """
    written = one.condition if isinstance(one.condition, str) else one.condition.written
    text = str(written).replace("\\n", " ")
    if "*" in text:
        text = _PRODUCT.sub(lambda found: f"{found[1]}{prod(map(int, found[2].split('*')))}", text)
    if any(part in text for part in _LONG):
        text = _DURATION.sub(lambda found: duration.written(Decimal(duration.milliseconds(found[0]))), text)
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

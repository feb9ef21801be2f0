"""A query of logs closes what it opens, and joins its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.kql import unjoined
from avionics.model.logs import Logs
from avionics.model.service import Service

_SIGN = re.compile(r"""\\.|"(?:[^"\\]|\\.)*"|["(){}]""", re.DOTALL)
"""A sign that means itself, a text in quotes, or what opens or closes."""
_OPENS = {")": "(", "}": "{"}
_MEANT = "close what it opens, or write it in quotes if it is part of a text"


@rule("error", "queries of logs close their quotes and brackets, and join their parts")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the logs of the service, its objectives and its alerts."""
    for logs in (service.logs, *(item.logs for item in service.alerting)):
        if logs is not None and logs.query:
            yield from [*_open(logs)] or _unjoined(logs)


def _unjoined(logs: Logs) -> Iterator[Problem]:
    for message, help_, span in unjoined(logs.query):
        yield Problem(logs.where.at("query"), message, help_, span)


def _open(logs: Logs) -> Iterator[Problem]:
    """The first fault: what follows it may be right."""
    where, open_ = logs.where.at("query"), [("", 0)]
    for found in _SIGN.finditer(logs.query):
        sign, place = found[0], found.start()
        if sign == '"':
            yield Problem(where, "not KQL: this text never ends", "close it by a quote", (place, 1))
            return
        if sign in _OPENS.values():
            open_.append((sign, place))
        elif sign in _OPENS and open_.pop()[0] != _OPENS[sign]:
            yield Problem(where, f"not KQL: unexpected {sign!r}", _MEANT, (place, 1))
            return
    sign, place = open_[-1]
    if sign:
        yield Problem(where, f"not KQL: {sign!r} is never closed", _MEANT, (place, 1))

"""An alert's name says which service it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.conventions import names
from avionics.lint.engine import Problem, rule
from avionics.model.service import Service

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")
_TELLING = 4
"""So many letters of a word tell which one is meant: `Kube` is kubernetes, `Pa` nobody."""


@rule("warning", "the name of an alert begins with its service")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the names of alerts."""
    prefix = names.camel(service.name)
    for alert in service.alerts:
        if not alert.name.lower().startswith(prefix.lower()) and not _begins(alert.name, service.name):
            message = f"{alert.name} does not begin with {prefix}"
            help_ = f"let the names of its alerts begin with {prefix}"
            yield Problem(alert.where.at("name"), message, help_)


def _begins(alert: str, service: str) -> bool:
    """Whether the name begins with a word of the service's, or its first letters: `CoreDNSDown` is of `coredns`."""
    found = _WORD.match(alert)
    word = found[0].lower() if found else ""
    return any(_alike(word, theirs) for theirs in service.split("-"))


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _TELLING and long.startswith(short)

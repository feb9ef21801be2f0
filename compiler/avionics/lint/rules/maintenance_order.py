"""Maintenance begins before it ends."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.service import Service


@rule("error", "maintenance begins before it ends")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the two instants of each."""
    for planned in service.maintenance:
        if planned.start >= planned.end:
            message = f"{planned.reason!r} does not end after it began"
            yield Problem(planned.where.at("to"), message, "both are in UTC; 'to' is the later one")

"""Recording rules of users keep away from the names of ours."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.lint.engine import Problem, rule
from avionics.model.service import Service


@rule("error", "recording rules do not record what objectives are recorded as")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the names of raw recording rules."""
    for one in service.rules:
        if one.record.startswith(names.RECORDED):
            message = f"{one.record!r} begins like the series that objectives are recorded as"
            yield Problem(one.where.at("record"), message, "begin it with another level, such as the service's name")

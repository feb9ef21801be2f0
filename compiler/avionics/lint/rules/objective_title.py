"""Titles tell the objectives of a service apart."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.named_twice import named_twice
from avionics.model.service import Service

_HELP = "say in the title what this one is that no other is"


@rule("warning", "objectives of a service have different titles")
def check(service: Service) -> Iterator[Problem]:
    """Looks at what cockpits and alerts call them; two of one name are told by that."""
    by_name = {slo.name: slo for slo in service.slos}
    yield from named_twice("objective called", ((slo.title, slo.where.at("title")) for slo in by_name.values()), _HELP)

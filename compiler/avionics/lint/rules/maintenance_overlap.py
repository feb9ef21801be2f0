"""Times of maintenance do not overlap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.service import Service


@rule("warning", "times of maintenance do not overlap")
def check(service: Service) -> Iterator[Problem]:
    """Compares each with each, in every environment."""
    for one, other in combinations(service.maintenance, 2):
        shared = any(one.within(environment) and other.within(environment) for environment in service.environments)
        if shared and max(one.start, other.start) < min(one.end, other.end):
            label = Label(one.where.at("from"), f"{one.reason!r} is planned here")
            message = f"{other.reason!r} overlaps another maintenance"
            yield Problem(other.where.at("from"), message, "write it as one, or correct the times", also=(label,))

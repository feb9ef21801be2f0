"""What is proved: an objective in one environment, and the rules its service runs there."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from avionics.model.project import Pairs
from avionics.plan.objective import Objective
from avionics.plan.values import Group, PlannedAlert
from avionics.proof.needed import Rule


class Subject(Struct, frozen=True):
    """An objective in one environment, the rules of its service there, and a value for each label in its `by`."""

    aim: Objective
    service: str
    groups: tuple[Group, ...]
    by: Pairs

    @property
    def name(self) -> str:
        """`checkout/availability`, as people call it."""
        return f"{self.service}/{self.aim.slo.name}"

    @property
    def labels(self) -> Pairs:
        """What its recorded series carry."""
        return tuple(sorted({**dict(self.aim.labels), **dict(self.by)}.items()))

    def alert(self, window: str) -> PlannedAlert | None:
        """The burn-rate alert of a tier."""
        found = (rule for rule in self.rules() if isinstance(rule, PlannedAlert) and is_tier(rule, self.aim, window))
        return next(found, None)

    def rules(self) -> Iterator[Rule]:
        """Every rule of its service in its environment."""
        return (rule for group in self.groups for rule in group.rules)


def is_tier(rule: Rule, aim: Objective, window: str) -> bool:
    """Whether a rule is the burn-rate alert of the tier with that long window."""
    return isinstance(rule, PlannedAlert) and rule.slo == aim.slo.name and rule.window == window

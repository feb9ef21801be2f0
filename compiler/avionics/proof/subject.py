"""What is proved: an objective in one environment, and the rules its service runs there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from msgspec import Struct

from avionics.conventions import names
from avionics.model.maintenance import Maintenance
from avionics.model.project import Pairs
from avionics.plan.objectives.objective import Objective
from avionics.plan.values import Group, PlannedAlert, Recording
from avionics.promql.text.number import number
from avionics.proof.needed import Rule
from avionics.proof.values import Question, Sample
from avionics.slis.example import series


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
        """What its recorded series carry; ratios carry more where the profile says so."""
        return tuple(sorted({**dict(self.aim.labels), **dict(self.by)}.items()))

    def labels_of(self, metric: str) -> Pairs:
        """What its series of a metric carries: under `sloth` a ratio, and what is made of one, has its window.

        The one that lists the objective says how much is promised, however many are kept apart.
        """
        if metric == names.SLOTH_INFO:
            told = {names.SLOTH_MODE: "avionics", names.SLOTH_OBJECTIVE: number(self.aim.percent)}
            return tuple(sorted({**dict(self.aim.labels), **told}.items()))
        window = self._window(metric) if self.aim.sloth else ""
        return tuple(sorted((*self.labels, (names.SLOTH_WINDOW, window)))) if window else self.labels

    def series(self, metric: str) -> str:
        """Its series of a metric, as promtool reads it."""
        return series(metric, dict(self.labels_of(metric)))

    def inherited(self, alert: PlannedAlert) -> Pairs:
        """What a burn-rate alert has from the ratio that it looks at first."""
        return self.labels_of(names.ERROR_RATIO + alert.window)

    def records(self, rule: Rule) -> TypeGuard[Recording]:
        """Whether a rule records a series of the objective."""
        return isinstance(rule, Recording) and dict(self.aim.labels).items() <= dict(rule.labels).items()

    def alert(self, window: str) -> PlannedAlert | None:
        """The burn-rate alert of a tier."""
        return next((rule for rule in self.rules() if is_tier(rule, self.aim, window)), None)

    @property
    def maintenance(self) -> tuple[Maintenance, ...]:
        """What is planned in its environment, read from the spec once more: a plan may err in it."""
        return tuple(each for each in self.aim.slo.maintenance if each.within(self.aim.environment.name))

    def is_maintained(self, now: int, window: int) -> bool:
        """Whether a `window` of its pairs that ends at second `now` since 1970 holds any planned maintenance."""
        longer = window + self.aim.scrape
        return any(each.start < now <= each.end + longer for each in self.maintenance)

    def question(
        self, claim: str, expr: str, at: int, expected: tuple[Sample, ...] = (), unfilled: str = ""
    ) -> Question:
        """A question about the objective; that there is nothing, where nothing is `expected`."""
        return Question(self.aim.slo.where, self.name, claim, expr, at, expected, unfilled)

    def rules(self) -> Iterator[Rule]:
        """Every rule of its service in its environment."""
        return (rule for group in self.groups for rule in group.rules)

    def _window(self, metric: str) -> str:
        """The window of a ratio, or of that which a metric is made of."""
        if metric == names.CURRENT_BURN_RATE:
            return self.aim.base_name
        if metric in {names.PERIOD_BURN_RATE, names.BUDGET_REMAINING}:
            return self.aim.form.period_window.removeprefix("_")
        is_ratio = metric.startswith(names.ERROR_RATIO)
        return metric.removeprefix(names.ERROR_RATIO).removeprefix("_") if is_ratio else ""


def is_tier(rule: Rule, aim: Objective, window: str) -> TypeGuard[PlannedAlert]:
    """Whether a rule is the burn-rate alert of the tier with that long window."""
    return isinstance(rule, PlannedAlert) and rule.slo == aim.slo.name and rule.window == window

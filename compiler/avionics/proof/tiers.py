"""An objective to suites: one for each burn-rate tier, and one for its period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from avionics.conventions import names
from avionics.model.project import Pairs
from avionics.plan.surroundings import surroundings
from avionics.plan.slo_rules import Objective
from avionics.plan.values import EnvironmentPlan, Group, PlannedAlert, Recording
from avionics.plan.windows import Tier
from avionics.promql.duration import seconds, text
from avionics.promql.quote import quote
from avionics.proof.needed import Rule, closure, reads, reads_history, without
from avionics.proof.recorded import Recorded, described, values
from avionics.proof.scenes import Facts, Scene, scenes, timeline
from avionics.proof.traffic import Stretch, Timeline
from avionics.proof.values import Case, Question, Reading, Sample, Suite
from avionics.registry import unit
from avionics.slis.play import Played

RAW = 3600
"""Windows up to here are read from the raw series, longer ones from what was recorded."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An objective in one environment, with the rules that were compiled for it."""

    aim: Objective
    service: str
    groups: tuple[Group, ...]
    alerts: tuple[PlannedAlert, ...]

    @property
    def name(self) -> str:
        return f"{self.service}/{self.aim.slo.name}"


def suites(subject: Subject) -> Iterator[Suite]:
    """Every suite of an objective.

    Raises:
        NoExample: no series can be made up for its indicator.
    """
    alerts = {alert.window: alert for alert in subject.alerts}
    tiers = [tier for tier in subject.aim.tiers() if tier.long in alerts]
    for tier in tiers:
        yield _tier(subject, tier, alerts[tier.long])

"""Alerts beyond the SLOs, and raw recording rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from avionics.model.agreement import Agreement
from avionics.model.logs import Logs
from avionics.model.slo import Severity, Stage
from avionics.place import Where

AlertType = Literal["symptom", "cause"]
Side = Literal["above", "below"]
Comparison = tuple[Side, float]
OPERATORS = {"above": ">", "below": "<"}
"""What a comparison is in PromQL."""


class AlertOverride(Struct, frozen=True):
    """What differs in one environment; None or empty where nothing does."""

    where: Where
    threshold: Comparison | None
    for_: str
    stage: Stage | None


class Firing(Struct, frozen=True):
    """That the alert fires `at` seconds into a case, with these labels besides its own."""

    where: Where
    at: int
    labels: tuple[tuple[str, str], ...] = ()


class AlertCase(Struct, frozen=True):
    """A case an alert was written with: series and their values, when it fires and when it does not.

    `series` are selectors as users write them, without the environment, with values in promtool's notation, one each
    `interval` seconds. Times are seconds from the first value. `environment` is empty for the service's first one.
    """

    where: Where
    name: str
    environment: str
    interval: int
    series: tuple[tuple[str, str], ...]
    fires: tuple[Firing, ...]
    silent: tuple[int, ...]


class Alert(Struct, frozen=True):
    """One alert. `threshold` is None where `expr` compares by itself. Durations are as written."""

    where: Where
    name: str
    title: str
    description: str
    expr: str
    threshold: Comparison | None
    unit: str
    for_: str
    keep_firing_for: str
    severity: Severity
    type: AlertType
    stage: Stage
    impact: str
    by: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    playbook: str
    runbook: str
    logs: Logs | None
    agreement: Agreement | None
    environments: dict[str, AlertOverride]
    tests: tuple[AlertCase, ...] = ()

    def thresholds(self) -> Iterator[tuple[Where, Side, float]]:
        """Where each threshold is written, on which side of it the alert fires, and the number; overrides come last."""
        written: tuple[Alert | AlertOverride, ...] = (self, *self.environments.values())
        for one in written:
            if one.threshold is not None:
                side, value = one.threshold
                yield one.where.at(side), side, value


class RecordingRule(Struct, frozen=True):
    """A raw recording rule."""

    where: Where
    record: str
    expr: str
    labels: tuple[tuple[str, str], ...]

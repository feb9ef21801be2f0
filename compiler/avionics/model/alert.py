"""Alerts beyond the SLOs, and raw recording rules."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from avionics.model.agreement import Agreement
from avionics.model.logs import Logs
from avionics.model.slo import Stage
from avionics.place import Where

AlertSeverity = Literal["page", "ticket"]
AlertType = Literal["symptom", "cause"]
Comparison = tuple[Literal["above", "below"], float]


class AlertOverride(Struct, frozen=True):
    """What differs in one environment; None or empty where nothing does."""

    where: Where
    threshold: Comparison | None = None
    for_: str = ""
    stage: Stage | None = None


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
    severity: AlertSeverity
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


class RecordingRule(Struct, frozen=True):
    """A raw recording rule."""

    where: Where
    record: str
    expr: str
    labels: tuple[tuple[str, str], ...]

"""The labels that every alert carries."""

from __future__ import annotations

from avionics.conventions import names
from avionics.model.project import Environment, Pairs
from avionics.model.service import Service
from avionics.plan.alerts.severity import told
from avionics.plan.values import CompiledSeverity


def alert_labels(
    service: Service, environment: Environment, severity: CompiledSeverity, stage: str, type_: str, own: dict[str, str]
) -> Pairs:
    """`own` labels, the environment's, and what says whose it is and how far it got, sorted by name."""
    labels = {
        **own,
        **dict(environment.labels),
        names.SERVICE: service.name,
        names.SEVERITY: severity,
        names.STAGE: stage,
        names.TEAM: told(service, severity),
        names.TIER: str(service.tier),
        names.TYPE: type_,
    }
    return tuple(sorted(labels.items()))

"""What the alerts of a service are made from."""

from __future__ import annotations

from avionics.model.alert import Alert
from avionics.model.service import Service
from avionics.model.slo import Slo


def alerting(service: Service) -> tuple[Slo | Alert, ...]:
    """The objectives and the alerts of `service`: both have a playbook, logs, an agreement and overrides."""
    return (*service.slos, *service.alerts)

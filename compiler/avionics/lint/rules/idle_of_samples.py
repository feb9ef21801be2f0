"""Only what counts events can be idle: a gauge has a sample or is not measured."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.service import Service


@rule("error", "an alert for idleness is asked for only where it can fire")
def check(service: Service) -> Iterator[Problem]:
    """Looks at objectives that want to be told of it and whose events are the samples of gauges."""
    for slo in service.slos:
        if slo.absence.idle != "none" and any(slo.sli.gauges()):
            message = f"{slo.name!r} is never idle: its events are samples, and while there are none it is not measured"
            help_ = "remove it: 'vanished' tells of samples that do not come any more"
            yield Problem(slo.where.at("alerting", "absence", "idle"), message, help_)

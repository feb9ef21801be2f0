"""Only symptoms page."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.service import Service


@rule("error", "an alert on a cause is a ticket, not a page")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the type and the severity of alerts."""
    for alert in service.alerts:
        if alert.type == "cause" and alert.severity == "page":
            help_ = "make it a ticket; if users feel it, it is a symptom: say what they feel in 'impact'"
            yield Problem(alert.where.at("severity"), f"{alert.name} is a cause, and causes wake nobody", help_)

"""A label that narrows the logs of an alert is one that the alert keeps apart."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.logs import Logs
from avionics.model.service import Service


@rule("warning", "labels of an alert's or objective's own logs are in its by")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at logs of alerts and objectives; those of a service are for all of them, and for alerts to come."""
    del catalog
    for alert in service.alerts:
        yield from _unused(alert.logs, alert.by)
    for slo in service.slos:
        yield from _unused(slo.logs, slo.by)


def _unused(logs: Logs | None, by: tuple[str, ...]) -> Iterator[Problem]:
    if logs is None:
        return
    for label, field in logs.labels:
        if label not in by:
            message = f"{label!r} is not in 'by': the link to the logs never asks for {field}"
            help_ = meant(label, by) if by else "remove it, or write 'by' with the labels that are kept apart"
            yield Problem(logs.where.at("labels", label), message, help_, on_key=True)

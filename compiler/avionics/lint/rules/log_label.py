"""A label that logs name a field for is one that their alerts keep apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from avionics.finding import nearest
from avionics.lint.engine import Problem, meant, rule
from avionics.model.logs import Logs
from avionics.model.service import Service


@rule("warning", "labels that logs name a field for are in the by of an objective or alert with these logs")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the logs of the service, its objectives and its alerts. Those of the service may name labels that are
    yet to come: there only what is nearly a label that is kept apart is one misspelt.
    """
    items = service.alerting
    shared = {label for item in items if item.logs is None for label in item.by}
    yield from _unused(service.logs, shared, lambda label: bool(nearest(label, shared)))
    for item in items:
        if item.logs is not None:
            yield from _unused(item.logs, {*item.by}, lambda _: True)


def _unused(logs: Logs, kept: set[str], wrong: Callable[[str], bool]) -> Iterator[Problem]:
    for label, _ in logs.labels:
        if label not in kept and wrong(label):
            message = f"no objective or alert with these logs keeps {label!r} apart: it narrows no link"
            yield Problem(logs.where.at("labels", label), message, meant(label, kept), on_key=True)

"""A command that a page tells to type names an objective or alert that there is."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.playbook import Page

_RENAMED = "write what the service is called now, or remove the command if it is gone"
"""Asks nobody what other services there are: a warning is remembered, and those come and go."""


@rule("warning", "commands in pages name objectives and alerts that there are")
def check(page: Page, catalog: Catalog) -> Iterator[Problem]:
    """Looks at those that are begun by command: to explain, or to simulate, what is named with its service."""
    for command in page.commands:
        profile = catalog.services.get(command.service)
        if profile is None:
            message = f"there is no service {command.service!r}"
            yield Problem(command.where, message, _RENAMED, (0, len(command.service)))
            continue
        items = *(slo.name for slo in profile.slos), *(alert.name for alert in profile.alerts)
        known = [f"{profile.name}/{name}" for name in items]
        if command.name not in known:
            message = f"{profile.name} has no objective or alert {command.name!r}"
            yield Problem(command.where, message, meant(command.name, known), (0, len(command.name)))

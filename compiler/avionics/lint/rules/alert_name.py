"""An alert's name says which service it is about."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service


@rule("warning", "the name of an alert begins with its service")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the names of alerts."""
    del catalog
    prefix = names.camel(service.name)
    for alert in service.alerts:
        if not alert.name.startswith(prefix):
            yield Problem(
                alert.where.at("name"),
                f"{alert.name} does not begin with {prefix}",
                f"let the names of its alerts begin with {prefix}",
            )

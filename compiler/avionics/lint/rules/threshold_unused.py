"""A threshold is overridden only where there is one."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.service import Service


@rule("error", "a threshold is overridden only where the indicator has one")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the overrides of objectives."""
    for slo in service.slos:
        for where, _ in slo.thresholds() if "threshold" not in slo.sli.fields else ():
            message = f"{slo.name!r} is measured by a {slo.sli.kind}, which has no threshold"
            yield Problem(where, message, "remove it, or override 'objective'")

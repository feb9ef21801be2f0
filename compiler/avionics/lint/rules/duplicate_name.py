"""Within a service, a name means one thing."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.named_twice import named_twice
from avionics.model.service import Service


@rule("error", "objectives, recording rules, variables, dependencies and cases of a service are named once")
def check(service: Service) -> Iterator[Problem]:
    """Looks at what is unique within a service; alerts are unique in the project (duplicate-alert)."""
    yield from named_twice("objective", ((slo.name, slo.where.at("name")) for slo in service.slos))
    rules = ((f"{rule.record}{dict(rule.labels) or ''}", rule.where.at("record")) for rule in service.rules)
    yield from named_twice("recording rule", rules)
    variables = service.cockpit.variables if service.cockpit else ()
    yield from named_twice("variable", ((variable.name, variable.where.at("name")) for variable in variables))
    yield from named_twice(
        "dependency on", ((needed.service, needed.where.at("service")) for needed in service.depends_on)
    )
    for alert in service.alerts:
        if len(alert.tests) > 1:
            cases = ((f"{case.name}{_in(case.environment)}", case.where.at("name")) for case in alert.tests)
            yield from named_twice(f"case of {alert.name}:", cases)


def _in(environment: str) -> str:
    return f" in {environment}" if environment else ""

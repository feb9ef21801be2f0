"""Who is told, by the routes that were compiled, and why they."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.app.explain.scope import Scope
from avionics.model.project import Environment
from avionics.model.service import Service
from avionics.plan.values import Inhibition, PlannedAlert, Receiver, Route
from avionics.report.explanation.values import Told


def told(alerts: tuple[PlannedAlert, ...], within: Scope) -> tuple[Told, ...]:
    """One line for each environment and each severity the alerts were meant for."""
    environments = {plan.environment.name: plan.environment for plan in within.environments}
    lines = [_told(alert, environments[alert.environment], within) for alert in alerts]
    return tuple(dict.fromkeys(lines))


def _told(alert: PlannedAlert, environment: Environment, within: Scope) -> Told:
    receiver = "" if alert.draft else _receiver(within.routing.routes, dict(alert.labels))
    silent = alert.severity == "none"
    settings = next((_settings(known) for known in within.routing.receivers if known.name == receiver), ())
    return Told(
        environment=environment.name,
        audience=environment.audience,
        stage=alert.stage,
        severity=alert.intended,
        compiled=alert.severity,
        team="" if silent else within.team(alert.team),
        receiver=receiver,
        reached_by=settings,
        why=_why(alert, within.service),
    )


def _receiver(routes: tuple[Route, ...], labels: dict[str, str], inherited: str = "") -> str:
    """The receiver of the first route that matches, as Alertmanager finds it; "" is the platform team's."""
    for route in routes:
        if all(labels.get(name, "") == value for name, value in route.matchers):
            return _receiver(route.routes, labels, route.receiver or inherited)
    return inherited


def _settings(receiver: Receiver) -> tuple[str, ...]:
    """`slack #sre-on-call`: each kind, and where to; files that hold secrets are nobody's business here."""
    return tuple(
        " ".join([kind, *(str(value) for key, value in sorted(settings.items()) if not key.endswith("File"))])
        for kind, settings in receiver.settings.items()
    )


def _why(alert: PlannedAlert, service: Service) -> str:
    if alert.draft:
        return "stage draft: compiled for tests only, no server loads it"
    if alert.severity == "none":
        return f"stage {alert.stage}: it fires and wakes nobody"
    if alert.severity == "page":
        return f"{'SRE' if service.onboarded else 'the dev team'} is paged: support is {service.support}"
    if alert.intended == "page":
        early = f"stage {alert.stage}: it does not page yet"
        return "internal environments never page" if alert.stage == "page" else early
    return "tickets go to the dev team"


def silenced(alerts: tuple[PlannedAlert, ...], within: Scope) -> tuple[str, ...]:
    """Which of `alerts` keep others of them silent, in words, with the environments where not in all."""
    environments = dict.fromkeys(alert.environment for alert in alerts)
    where: dict[str, list[str]] = {}
    for name in environments:
        for words in _silenced([alert for alert in alerts if alert.environment == name], within):
            where.setdefault(words, []).append(name)
    return tuple(
        words if len(names) == len(environments) else f"in {' and '.join(names)}, {words}"
        for words, names in where.items()
    )


def _silenced(alerts: list[PlannedAlert], within: Scope) -> Iterator[str]:
    for source in alerts:
        silent = [
            _tier(target)
            for target in alerts
            if any(_inhibits(found, source, target) for found in within.routing.inhibitions)
        ]
        if silent:
            yield f"while the {_tier(source)} fires these stay silent: {', '.join(silent)}"


def _tier(alert: PlannedAlert) -> str:
    """What tells an alert apart from the others of its objective: the window of its tier, else its name."""
    return f"{alert.window or alert.name} {alert.severity}"


def _inhibits(inhibition: Inhibition, source: PlannedAlert, target: PlannedAlert) -> bool:
    """What only one of them keeps apart they do not agree on: that one has a value, the other has none."""
    if source is target:
        return False
    one = {"alertname": source.name, **dict(source.labels)}
    other = {"alertname": target.name, **dict(target.labels)}
    apart = set(source.by) ^ set(target.by)
    agree = all(name not in apart and one.get(name, "") == other.get(name, "") for name in inhibition.equal)
    return agree and _matches(inhibition.source, one) and _matches(inhibition.target, other)


def _matches(matchers: tuple[tuple[str, str, str], ...], labels: dict[str, str]) -> bool:
    return all(_holds(labels.get(name, ""), operator, value) for name, operator, value in matchers)


def _holds(found: str, operator: str, value: str) -> bool:
    """One matcher; the only patterns we compile are lists of words."""
    return found in value.split("|") if operator == "=~" else (found == value) == (operator == "=")

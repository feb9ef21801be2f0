"""Who is told: the receivers of the teams, the routes to them, and which alerts silence which."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from avionics.conventions import names
from avionics.model.catalog import Catalog
from avionics.model.project import Environment
from avionics.model.team import Team
from avionics.plan.objectives.windows import long_windows
from avionics.plan.values import CompiledSeverity, Inhibition, Receiver, Route, Routing

Matchers = tuple[tuple[str, str, str], ...]

_SEVERITIES: tuple[CompiledSeverity, ...] = ("page", "ticket")
_OF_AN_SLO: Matchers = ((names.SLO, "!=", ""),)
"""To Alertmanager a missing label is an empty one: without this, alerts that carry none of the equal labels agree."""


def routing(catalog: Catalog) -> Routing:
    """Routes in the order they are tried: shadow, then the environments; what no route wants is the platform team's."""
    teams = [catalog.teams[name] for name in sorted(catalog.teams)]
    environments = sorted(catalog.project.environments, key=_specific_first)
    return Routing(
        group_by=_together(catalog),
        receivers=(Receiver(catalog.project.where, names.SHADOW_RECEIVER, {}, "none"), *_receivers(teams)),
        routes=(_shadow(), *(_environment(environment, teams) for environment in environments)),
        inhibitions=(
            _pages_over_tickets(_equal(catalog)),
            *_fast_over_slow(_windows(catalog), _equal(catalog)),
            _burning_over_absent(_equal(catalog)),
        ),
    )


def _receivers(teams: list[Team]) -> Iterator[Receiver]:
    for team in teams:
        for severity in _SEVERITIES:
            where = team.where.at("receivers", severity)
            settings = team.receivers.get(severity, {})
            yield Receiver(where, names.receiver(team.name, severity), settings, severity)


def _shadow() -> Route:
    """The stage is matched too: an alert of others with severity none, such as a heartbeat, is not ours to swallow."""
    return Route(((names.SEVERITY, "none"), (names.STAGE, "shadow")), names.SHADOW_RECEIVER)


def _specific_first(environment: Environment) -> tuple[int, str]:
    """One whose labels are part of another's must be tried after it."""
    return -len(environment.labels), environment.name


def _environment(environment: Environment, teams: list[Team]) -> Route:
    """What no team's route wants stays with the route above, the platform team's: the receiver is empty."""
    inner = _by_severity if environment.may_page else _tickets
    return Route(environment.labels, "", tuple(route for team in teams for route in inner(team)))


def _by_severity(team: Team) -> Iterator[Route]:
    for severity in _SEVERITIES:
        matchers = ((names.SEVERITY, severity), (names.TEAM, team.name))
        yield Route(matchers, names.receiver(team.name, severity))


def _tickets(team: Team) -> Iterator[Route]:
    """Whatever the severity: nobody is woken, even by a rule that somebody changed by hand."""
    yield Route(((names.TEAM, team.name),), names.receiver(team.name, "ticket"))


def _together(catalog: Catalog) -> tuple[str, ...]:
    """Alerts that agree on these are one notification: the alert's name, service, objective and environment.

    All tiers of an SLO share a name, so a slow tier that outlives a fast one joins its incident instead of opening a
    second one, and the regions or queues an alert keeps apart arrive as one list. Not less than the name: a pager adds
    to an acknowledged incident without a sound, so another symptom of the service needs an incident of its own.
    """
    return ("alertname", names.SERVICE, names.SLO, *_environment_labels(catalog))


def _environment_labels(catalog: Catalog) -> list[str]:
    return sorted({name for environment in catalog.project.environments for name, _ in environment.labels})


def _equal(catalog: Catalog) -> tuple[str, ...]:
    """What source and target must agree on. A label that neither carries is equal, so one list serves all services."""
    groups = {label for service in catalog.services.values() for label in service.groups}
    fixed = (names.SERVICE, names.SLO, *_environment_labels(catalog))
    return (*fixed, *sorted(groups.difference(fixed)))


def _pages_over_tickets(equal: tuple[str, ...]) -> Inhibition:
    """The compiled severity is what counts: an alert in shadow or a ticket wakes nobody, and so silences nobody."""
    page, ticket = (((names.SEVERITY, "=", severity), *_OF_AN_SLO) for severity in _SEVERITIES)
    return Inhibition(page, ticket, equal)


def _windows(catalog: Catalog) -> list[str]:
    """The long windows that the objectives of the project may have."""
    return long_windows({slo.window for service in catalog.services.values() for slo in service.slos})


def _fast_over_slow(windows: list[str], equal: tuple[str, ...]) -> Iterator[Inhibition]:
    """Pages among themselves, and tickets. Never both ways: a pair that silenced each other would tell nobody."""
    for severity, (at, fast) in product(_SEVERITIES, enumerate(windows[:-1])):
        slower = "|".join(windows[at + 1 :])
        source, target = (
            ((names.SEVERITY, "=", severity), *_OF_AN_SLO, (names.WINDOW, operator, window))
            for operator, window in (("=", fast), ("=~", slower))
        )
        yield Inhibition(source, target, equal)


def _burning_over_absent(equal: tuple[str, ...]) -> Inhibition:
    """What fails and then falls silent is one incident: its page is the burn-rate alert's, as long as that fires.

    Only burn-rate alerts carry a window. Never the other way: an objective that vanished may go on to burn.
    """
    burning, absent = (
        ((names.SEVERITY, "=", "page"), *_OF_AN_SLO, (names.WINDOW, operator, "")) for operator in ("!=", "=")
    )
    return Inhibition(burning, absent, equal)

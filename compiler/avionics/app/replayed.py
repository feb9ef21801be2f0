"""An objective in one environment with the rules it was compiled to, ready to be replayed."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from avionics.app.compile import Compiled
from avionics.app.explain.find import Part, Subject, UnknownName, find
from avionics.app.explain.scope import scope
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.plan.expand import expand
from avionics.plan.objectives.objective import Objective, objective
from avionics.plan.values import EnvironmentPlan
from avionics.replay.rulebook import Rulebook, rulebook


class Replayed(Struct, frozen=True):
    """An objective in one environment with its rules; `failed` says that they are not written, for errors."""

    slo: Slo
    aim: Objective
    book: Rulebook
    plan: EnvironmentPlan
    failed: bool


def replayed(compiled: Compiled, name: str, environment: str, *, maintenance: bool = True) -> Replayed:
    """The objective called `name`, in the environment of that name, or in its first; `maintenance` as it is planned.

    Raises:
        UnknownName: no objective is called so, or it does not run in `environment`.
    """
    subject = find(name, compiled)
    slo = subject.item if isinstance(subject, Part) else None
    if not isinstance(slo, Slo):
        raise UnknownName(f"{name!r} is not an objective; {_objectives(subject)}")
    within = scope(subject, compiled, environment)
    if not within.environments:
        raise UnknownName(f"{subject.service.name} runs in no environment that the project knows")
    plan = within.environments[0]
    if not maintenance:
        slo, plan = replace(slo, maintenance=()), _undisturbed(subject.service, plan, within.catalog)
    aim = objective(subject.service.name, slo, plan.environment, within.catalog)
    book = rulebook((*plan.groups, *plan.drafts), f"{subject.service.name}/{slo.name}")
    return Replayed(slo, aim, book, plan, compiled.failed)


def _undisturbed(service: Service, planned: EnvironmentPlan, catalog: Catalog) -> EnvironmentPlan:
    """The plan of an environment as it is compiled without planned maintenance."""
    calm = replace(service, slos=tuple(replace(one, maintenance=()) for one in service.slos))
    return next(one for one in expand(calm, catalog).environments if one.environment == planned.environment)


def _objectives(subject: Subject) -> str:
    own = [f"{subject.service.name}/{slo.name}" for slo in subject.service.slos]
    return f"expected one of: {', '.join(own)}" if own else f"{subject.service.name} has none"

"""How loud an alert really is, and who is told."""

from __future__ import annotations

from avionics.model.project import Environment
from avionics.model.service import Service
from avionics.plan.values import CompiledSeverity

_LOUDNESS = {"draft": 0, "shadow": 0, "ticket": 1, "page": 2}
_COMPILED: tuple[CompiledSeverity, ...] = ("none", "ticket", "page")


def compiled_severity(intended: str, stage: str, environment: Environment) -> CompiledSeverity:
    """The lower of what an alert is meant for and how far it got; a ticket where nobody may be paged."""
    loudness = min(_LOUDNESS[intended], _LOUDNESS[stage])
    return _COMPILED[loudness if environment.may_page else min(loudness, 1)]


def ceiling(stage: str, environment: Environment) -> CompiledSeverity:
    """How loud anything of a stage may be in an environment."""
    return compiled_severity("page", stage, environment)


def loudness(severity: CompiledSeverity) -> int:
    """The place of a severity among all, the silent one first."""
    return _COMPILED.index(severity)


def told(service: Service, severity: CompiledSeverity) -> str:
    """The team that is told: SRE is paged for onboarded services; all else is the dev team's."""
    return service.sre if severity == "page" and service.onboarded else service.dev

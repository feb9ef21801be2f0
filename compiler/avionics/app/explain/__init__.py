"""Everything a service, an objective or an alert was compiled into, and why."""

from __future__ import annotations

from msgspec import Struct

from avionics.app.compile import Compiled, compile_project
from avionics.app.explain import alert, objective, service
from avionics.app.explain.find import Part, Subject, find
from avionics.app.explain.scope import Scope, scope
from avionics.model.slo import Slo
from avionics.report.explanation.values import Explanation

__all__ = ["Explained", "described", "explain"]


class Explained(Struct, frozen=True):
    """An explanation, and the compile it comes from."""

    explanation: Explanation
    compiled: Compiled


def explain(root: str, name: str, *, today: str, environment: str) -> Explained:
    """What `name` was compiled into, in one environment or (when it is empty) in all.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
        UnknownName: nothing here is called `name`, several things are, or it does not run in `environment`.
    """
    compiled = compile_project(root, today=today)
    subject = find(name, compiled)
    return Explained(described(subject, scope(subject, compiled, environment)), compiled)


def described(subject: Subject, within: Scope) -> Explanation:
    """The explanation of `subject`."""
    if not isinstance(subject, Part):
        return service.explanation(within)
    if isinstance(subject.item, Slo):
        return objective.explanation(subject.item, within)
    return alert.explanation(subject.item, within)

"""One complete alertmanager.yml: the platform team's own part, and our receivers, routes and inhibitions behind it.

Valid for Alertmanager 0.25 and later. Secrets are files on its machine, never values.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.artifact import Artifact
from avionics.finding import Finding, fails
from avionics.place import Where
from avionics.plan.values import Inhibition, ProjectPlan, Route, Routing
from avionics.source.yaml import verbatim
from avionics.targets.alertmanager.base import RULE, MergeError, checked, lacking
from avionics.targets.alertmanager.receivers import receiver

__all__ = ["HEAD", "PATH", "READS", "MergeError", "artifact", "emit"]

READS = "ProjectPlan"
PATH = "alertmanager/alertmanager.yml"

_UNROUTED = "unrouted"
"""Where alerts go that no route wants, when there is no base file with a better place: nowhere."""

_MERGED = ("route", "inhibit_rules", "receivers")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})
HEAD = "# Compiled by avionics from the teams and environments"
_HEAD = f"""\
{HEAD}{{base}}; edits are lost.
# Is it valid:             amtool check-config FILE
# Whom an alert reaches:   amtool config routes test --config.file=FILE NAME=VALUE ...
"""


def emit(plan: ProjectPlan) -> Iterator[Artifact | Finding]:
    """The file, or what ours need of the platform team's part and do not find there."""
    missing = tuple(lacking(plan.alertmanager_base, plan.routing))
    yield from missing
    if fails(missing):
        return
    try:
        yield artifact(plan.routing, plan.alertmanager_base, plan.where)
    except MergeError as error:
        yield Finding(RULE, str(error), plan.where.at("alertmanager", "base"), help=error.help)


def artifact(routing: Routing, base: dict[str, Any] | None, where: Where) -> Artifact:
    """The file, for the whole project; `base` is the platform team's part: it keeps its root receiver and goes first.

    Raises:
        MergeError: a receiver is defined on both sides, or the base lacks what ours need.
    """
    theirs = checked(base, routing)
    merged = {key: value for key, value in theirs.items() if key not in _MERGED}
    merged["route"] = _root(theirs, routing)
    merged["inhibit_rules"] = [*theirs.get("inhibit_rules", ()), *map(_inhibition, routing.inhibitions)]
    named = {written["name"]: written for written in theirs.get("receivers", ())}
    ours = [receiver(planned, named) for planned in routing.receivers]
    merged["receivers"] = [*_fallback(theirs), *theirs.get("receivers", ()), *ours]
    head = _HEAD.format(base=" and the platform team's base file" if base else "")
    return Artifact(PATH, f"{head}{verbatim.dump(merged)}".encode(), where, max(where.line, 1))


def _fallback(theirs: dict[str, Any]) -> list[dict[str, Any]]:
    """None where the platform team says where to, or what becomes of what is unrouted."""
    named = {receiver["name"] for receiver in theirs.get("receivers", ())}
    return [] if "route" in theirs or _UNROUTED in named else [{"name": _UNROUTED}]


def _root(theirs: dict[str, Any], routing: Routing) -> dict[str, Any]:
    """Grouping is set on our own routes, so that the root keeps the one it has for what no route wants."""
    root: dict[str, Any] = dict(theirs.get("route", {"receiver": _UNROUTED}))
    ours = [_route(route, {"group_by": list(routing.group_by)}) for route in routing.routes]
    return {**root, "routes": [*(root.get("routes") or ()), *ours]}


def _route(route: Route, extra: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"receiver": route.receiver} if route.receiver else {}
    found["matchers"] = [_matcher(name, "=", value) for name, value in route.matchers]
    found |= extra
    if route.routes:
        found["routes"] = [_route(inner, {}) for inner in route.routes]
    return found


def _inhibition(inhibition: Inhibition) -> dict[str, Any]:
    return {
        "source_matchers": [_matcher(*matcher) for matcher in inhibition.source],
        "target_matchers": [_matcher(*matcher) for matcher in inhibition.target],
        "equal": list(inhibition.equal),
    }


def _matcher(name: str, operator: str, value: str) -> str:
    """A matcher in Alertmanager's own notation, quoted as versions with and without UTF-8 names read it."""
    return f'{name}{operator}"{value.translate(_ESCAPES)}"'

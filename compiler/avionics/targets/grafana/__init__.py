"""The target `grafana`: the cockpit of a service as a classic Grafana dashboard."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from avionics.artifact import Artifact
from avionics.conventions.names import cockpit_file
from avionics.finding import Finding
from avionics.plan.values import Plan
from avionics.targets.grafana.dashboard import dashboard
from avionics.targets.grafana.modern import Json
from avionics.targets.grafana.patch import PatchError, patched
from avionics.targets.grafana.promises import broken

_STYLE = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


READS = "Plan"


def emit(plan: Plan) -> Iterator[Artifact | Finding]:
    """The cockpit of the plan, or what is wrong with its patch."""
    cockpit = plan.cockpit
    compiled = dashboard(plan)
    if cockpit.patch:
        changed = _changed(compiled, plan)
        if isinstance(changed, list):
            yield from changed
            return
        compiled = changed
    line = cockpit.where.line or (plan.service.line if cockpit.where.path == plan.service.where.path else 1)
    content = orjson.dumps(compiled, option=_STYLE)
    yield Artifact(cockpit_file(cockpit.folder, plan.service.name), content, cockpit.where, line)


def _changed(compiled: Json, plan: Plan) -> Json | list[Finding]:
    """The dashboard patched; findings instead when a change leads nowhere, or links of alerts then would."""
    where = plan.cockpit.where.at("patch")
    try:
        changed = patched(compiled, plan.cockpit.patch)
    except PatchError as error:
        help_ = "look at the dashboard without the patch"
        return [Finding("patch-path", str(error), where.at(error.index, "path"), help=help_)]
    help_ = "leave out the change: whoever is woken by an alert follows its link"
    return [
        Finding("patch-link", told, where.at(_culprit(told, compiled, plan)), help=help_)
        for told in broken(compiled, changed, plan)
    ] or changed


def _culprit(told: str, compiled: Json, plan: Plan) -> int:
    """The change that broke what is `told`: what an earlier one took away, it may have been to put back."""
    patch = plan.cockpit.patch
    before = ((index, patched(compiled, patch[:index])) for index in reversed(range(len(patch))))
    return next((index for index, changed in before if told not in broken(compiled, changed, plan)), 0)

"""The target `grafana`: the cockpit of a service as a classic Grafana dashboard."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from avionics.artifact import Artifact
from avionics.conventions.names import cockpit_file
from avionics.finding import Finding
from avionics.plan.values import Plan
from avionics.targets.grafana.dashboard import dashboard
from avionics.targets.grafana.patch import PatchError

_STYLE = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


READS = "Plan"


def emit(plan: Plan) -> Iterator[Artifact | Finding]:
    """The cockpit of the plan, or which change of its patch leads nowhere."""
    cockpit = plan.cockpit
    try:
        compiled = dashboard(plan)
    except PatchError as error:
        where = cockpit.where.at("patch", error.index, "path")
        yield Finding("patch-path", str(error), where, help="look at the dashboard without the patch")
        return
    line = cockpit.where.line or (plan.service.line if cockpit.where.path == plan.service.where.path else 1)
    content = orjson.dumps(compiled, option=_STYLE)
    yield Artifact(cockpit_file(cockpit.folder, plan.service.name), content, cockpit.where, line)

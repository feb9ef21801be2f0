"""The target `grafana`: the cockpit of a service as a classic Grafana dashboard."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from avionics.conventions.names import cockpit_file
from avionics.plan.values import Plan
from avionics.artifact import Artifact
from avionics.targets.grafana.dashboard import dashboard

_STYLE = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


def emit(plan: Plan) -> Iterator[Artifact]:
    """The cockpit of the plan. Raises `PatchError` when a patch of the cockpit leads nowhere."""
    cockpit = plan.cockpit
    line = cockpit.where.line or (plan.service.line if cockpit.where.path == plan.service.where.path else 1)
    content = orjson.dumps(dashboard(plan), option=_STYLE)
    yield Artifact(cockpit_file(cockpit.folder, plan.service.name), content, cockpit.where, line)

"""The user's own JSON: only id, place, title and data source are ours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import count
from typing import Any

from avionics.plan.values import Panel
from avionics.targets.grafana.modern import Json
from avionics.targets.grafana.queries import DATASOURCE, letters


@lru_cache(maxsize=1)
def prototype() -> Json:
    """Nothing: each of these panels is its own."""
    return {}


def fill(panel: Panel) -> Json:
    """The panel as written, its queries asking our data source, each with letters of its own."""
    written = dict(panel.raw or {})
    targets = written.get("targets")
    if targets:
        written["targets"] = _targets(targets)
    if targets or "datasource" in written:
        written["datasource"] = DATASOURCE
    return written


def _targets(written: list[Mapping[str, Any]]) -> list[Json]:
    taken = {target.get("refId") for target in written}
    free = (name for name in map(letters, count()) if name not in taken)
    ours = ((target, target.get("refId") or next(free)) for target in written)
    return [{**target, "datasource": DATASOURCE, "refId": name} for target, name in ours]

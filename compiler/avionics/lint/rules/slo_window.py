"""The window of an objective is one that its rules can be made of."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.base_windows import HALF_HOUR
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.plan.objectives.shape import HOUR, LONGEST, tile_of
from avionics.promql.text.duration import text


@rule("error", "windows of objectives are 1h to 10y long, in whole pieces of what they are made of")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the windows as written."""
    base = catalog.project.base_window
    if not base or HALF_HOUR % base:  # a slip that interval-bounds reports
        return
    for slo in service.slos:
        piece, said = tile_of(slo.window, base), f"a window of {text(slo.window)}"
        if not HOUR <= slo.window <= LONGEST:
            message = f"{said}, expected 1h to {text(LONGEST)}"
            yield Problem(slo.where.at("window"), message, "30d is usual; 28d always holds the same weekdays")
        elif beyond := slo.window % piece:
            shorter = slo.window - beyond
            message = f"{said} is made of pieces of {text(piece)}, and no whole number of them"
            yield Problem(slo.where.at("window"), message, f"write {text(shorter)} or {text(shorter + piece)}")

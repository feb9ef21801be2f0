"""An objective looks back no further than samples are kept."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.promql.duration import text


@rule("error", "no objective looks back further than samples are kept")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at each window and at `rules.retention` of the project, where that is written."""
    kept = catalog.project.retention
    for slo in service.slos:
        if kept and slo.window > kept:
            message = f"{slo.name!r} looks back {text(slo.window)}, and samples are kept for {text(kept)}"
            help_ = "shorten its window, or keep samples longer and say so: 'rules: {retention: ...}' in avionics.yaml"
            yield Problem(slo.where.at("window"), message, help_)

"""A journey is weighted by those who begin it: who fails a step comes to none of the later ones."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.service import Service


@rule("warning", "a journey is weighted by its first step")
def check(service: Service) -> Iterator[Problem]:
    """Looks at composites whose volume is a later step; one that is no step may well be what comes before the first."""
    for slo in service.slos:
        sli = slo.sli.fields if slo.sli.kind == "composite" else {}
        first, *later = sli.get("journey", [""])
        volume = sli.get("volume", "")
        if volume in later:
            message = f"{slo.name!r} is weighted by {volume}, which nobody comes to whom an earlier step failed"
            help_ = f"weigh it by its first step, 'volume: {first}', or take volume out to weigh it by time"
            yield Problem(slo.sli_at("volume"), message, help_)

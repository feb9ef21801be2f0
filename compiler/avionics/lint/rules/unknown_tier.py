"""What a spec says of a tier, it says of one that there is."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import did_you_mean
from avionics.lint.engine import Problem, rule
from avionics.model.service import Service
from avionics.plan.objectives.windows import catalogue
from avionics.promql.text.duration import text


@rule("error", "every tier that a spec names exists")
def check(service: Service) -> Iterator[Problem]:
    """Looks at `alerting.disable`, of environments too, and `alerting.tiers`: tiers are named by their long window."""
    for slo in service.slos:
        known = [tier.long for tier in catalogue(slo.window)]
        alerting = slo.where.at("alerting")
        written = [(alerting.at("disable", index), name, False) for index, name in enumerate(slo.disabled_tiers)]
        written += [(alerting.at("tiers", name), name, True) for name in slo.tiers]
        for override in slo.environments.values():
            here = override.where.at("disable")
            written += [(here.at(index), name, False) for index, name in enumerate(override.disabled_tiers)]
        for where, name, on_key in written:
            if name not in known:
                message = f"{slo.name!r} has no tier {name!r} over {text(slo.window)}"
                yield Problem(where, message, did_you_mean(name, known), on_key=on_key)

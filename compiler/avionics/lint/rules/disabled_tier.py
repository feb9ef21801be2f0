"""What a spec says of a tier that it does not want would have no effect."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.service import Service
from avionics.model.slo import Slo


@rule("error", "nothing is said of tiers that are disabled")
def check(service: Service) -> Iterator[Problem]:
    """Looks at tiers that stand both in `alerting.tiers` and in `alerting.disable`, or in that of every environment."""
    for slo in service.slos:
        for name in slo.tiers:
            if disabled := _everywhere(slo, name) or _in_each(slo, name, service.environments):
                message = f"what is said of the tier {name!r} of {slo.name!r} has no effect: it is disabled"
                where = "" if name in slo.disabled_tiers else " in every environment"
                help_ = f"take {name} out of 'disable', or remove it here"
                place = slo.where.at("alerting", "tiers", name)
                yield Problem(place, message + where, help_, on_key=True, also=disabled)


def _everywhere(slo: Slo, name: str) -> tuple[Label, ...]:
    """Where the objective does without the tier."""
    listed = enumerate(slo.disabled_tiers)
    return tuple(Label(slo.where.at("alerting", "disable", index), "here") for index, one in listed if one == name)


def _in_each(slo: Slo, name: str, environments: tuple[str, ...]) -> tuple[Label, ...]:
    """Where each of the environments does without the tier; nothing if one has it."""
    overrides = [slo.environments[one] for one in environments if one in slo.environments]
    without = [one for one in overrides if name in one.disabled_tiers]
    if len(without) < len(environments):
        return ()
    return tuple(Label(one.where.at("disable", one.disabled_tiers.index(name)), "here") for one in without)

"""What a spec says of a tier that it does not want would have no effect."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service


@rule("error", "nothing is said of tiers that are disabled")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at tiers that stand both in `alerting.tiers` and in `alerting.disable`."""
    del catalog
    for slo in service.slos:
        alerting = slo.where.at("alerting")
        for index, name in enumerate(slo.disabled_tiers):
            if name in slo.tiers:
                message = f"what is said of the tier {name!r} of {slo.name!r} has no effect: it is disabled"
                disabled = Label(alerting.at("disable", index), "here")
                help_ = f"take {name} out of 'disable', or remove it here"
                yield Problem(alerting.at("tiers", name), message, help_, on_key=True, also=(disabled,))

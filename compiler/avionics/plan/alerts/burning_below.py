"""What a burn-rate alert says of the services that its own needs: which of them burn fast too, the worst first.

A fault is told by the alerts of all that stand on what failed; whoever is woken asks first whether it is theirs.
It is asked for when Prometheus renders the text, as the burn rate is.
"""

from __future__ import annotations

from functools import lru_cache

from avionics.conventions import names
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.plan.objectives.objective import Objective

SHOWN = 3
"""Objectives in a text: it may be read on a telephone."""
_FAST = 6
"""Times the allowed rate, that of the slower page over a month: of what burns slower nobody is woken."""


def burning_below(aim: Objective, service: Service, catalog: Catalog) -> str:
    """A template that names objectives of hard dependencies that burn fast, behind a blank; nothing where none does.

    A composite tells of its parts instead.
    """
    if aim.slo.sli.combined:
        return ""
    hard = [one.service for one in service.depends_on if one.impact == "hard"]
    needed = tuple(name for name in hard if _recorded(name, aim.environment.name, catalog))
    return _told(needed, tuple(sorted(dict(aim.environment.labels)))) if needed else ""


def _recorded(name: str, environment: str, catalog: Catalog) -> bool:
    """Whether the service has objectives, and runs there."""
    known = catalog.services.get(name)
    return known is not None and bool(known.slos) and environment in known.environments


@lru_cache(maxsize=64)  # the objectives of a service need the same
def _told(needed: tuple[str, ...], labels: tuple[str, ...]) -> str:
    """`%q` quotes whatever the alert's labels hold."""
    matchers = "".join(f",{name}=%q" for name in labels)
    values = "".join(f" $labels.{name}" for name in labels)
    burning = f'{names.CURRENT_BURN_RATE}{{{names.SERVICE}=~"{"|".join(needed)}"{matchers}}}'
    worst = f"sort_desc(topk({SHOWN}, max by ({names.SERVICE}, {names.SLO}) ({burning}) > {_FAST}))"
    return (
        f"{{{{ with printf `{worst}`{values} | query }}}} What it needs burns too, in times the allowed rate: "
        "{{ range $at, $one := . }}{{ if $at }}, {{ end }}"
        f"{{{{ $one.Labels.{names.SERVICE} }}}}/{{{{ $one.Labels.{names.SLO} }}}}"
        ' {{ $one.Value | printf "%.0f" }}{{ end }}.{{ end }}'
    )

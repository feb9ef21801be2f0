"""What a burn-rate alert of a composite says of its parts: how much of each was bad, the worst first.

It is asked for when Prometheus renders the text, as the burn rate is: one series of each part.
"""

from __future__ import annotations

from avionics.conventions import names
from avionics.model.catalog import Catalog
from avionics.plan.objective import Objective
from avionics.plan.windows import Tier, catalogue

SHOWN = 5
"""Parts in a text: it may be read on a telephone."""
_EVERYWHERE = "1h"
"""The longest window that is recorded of every objective, whatever its period."""


def failing_parts(aim: Objective, tier: Tier, catalog: Catalog) -> str:
    """A template that names the parts that were bad in the tier's long window, behind a blank; nothing where none was.

    Of a part that keeps more labels apart than `aim` it is the worst. `%q` quotes whatever the alert's labels hold.
    """
    parts = aim.slo.sli.combined
    if not parts:
        return ""
    window = tier.long if all(_records(part, tier.long, catalog) for part in parts) else _EVERYWHERE
    held = sorted({*dict(aim.environment.labels), *aim.slo.by})
    matchers, values = ",".join(f"{name}=%q" for name in held), "".join(f" $labels.{name}" for name in held)
    ratios = " or ".join(_ratio(part, window) for part in parts)
    worst = f"sort_desc(topk({SHOWN}, max by ({names.SERVICE}, {names.SLO}) ({ratios}) > 0))"
    return (
        f"{{{{ $held := printf `{matchers}`{values} }}}}"
        f"{{{{ with printf `{worst}` $held | query }}}} Its parts in the last {window}, worst first: "
        "{{ range $at, $part := . }}{{ if $at }}, {{ end }}"
        f"{{{{ $part.Labels.{names.SERVICE} }}}}/{{{{ $part.Labels.{names.SLO} }}}}"
        " ({{ $part.Value | humanizePercentage }} bad){{ end }}.{{ end }}"
    )


def _records(part: str, window: str, catalog: Catalog) -> bool:
    """Whether a part records its error ratio over a window: that of a tier of its period."""
    known = catalog.outline(part)
    return known is not None and any(tier.long == window for tier in catalogue(known.window))


def _ratio(part: str, window: str) -> str:
    """The error ratio that a part records; `%[1]s` are the matchers of what the alert is about."""
    service, _, name = part.partition("/")
    return f'{names.ERROR_RATIO}{window}{{{names.SERVICE}="{service}",{names.SLO}="{name}",%[1]s}}'

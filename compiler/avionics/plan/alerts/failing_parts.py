"""What a burn-rate alert of a composite says of its parts: how much of each was bad, the worst first.

It is asked for when Prometheus renders the text, as the burn rate is: one series of each part. Of a part that keeps
more labels apart it is the worst group, which is named: the share of the whole part may be far less.
"""

from __future__ import annotations

from avionics.conventions import names
from avionics.model.catalog import Catalog
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.windows import Tier, catalogue

SHOWN = 5
"""Parts in a text: it may be read on a telephone."""
_EVERYWHERE = "1h"
"""The longest window that is recorded of every objective, whatever its period."""


def failing_parts(aim: Objective, tier: Tier, catalog: Catalog) -> str:
    """A template that names the parts that were bad in the tier's long window, behind a blank; nothing where none was.

    `%q` quotes whatever the alert's labels hold.
    """
    parts = aim.slo.sli.combined
    if not parts:
        return ""
    window = tier.long if all(_records(part, tier.long, catalog) for part in parts) else _EVERYWHERE
    held = sorted({*dict(aim.environment.labels), *aim.slo.by})
    matchers, values = ",".join(f"{name}=%q" for name in held), "".join(f" $labels.{name}" for name in held)
    ratios = " or ".join(_ratio(part, window) for part in parts)
    worst = f"sort_desc(topk({SHOWN}, topk by ({names.SERVICE}, {names.SLO}) (1, {ratios}) > 0))"
    return (
        f"{{{{ $held := printf `{matchers}`{values} }}}}"
        f"{{{{ with printf `{worst}` $held | query }}}} Its parts in the last {window}, worst first: "
        "{{ range $at, $part := . }}{{ if $at }}, {{ end }}"
        f"{{{{ $part.Labels.{names.SERVICE} }}}}/{{{{ $part.Labels.{names.SLO} }}}}"
        f" ({{{{ $part.Value | humanizePercentage }}}} bad{_group(parts, held, catalog)}){{{{ end }}}}.{{{{ end }}}}"
    )


def _group(parts: tuple[str, ...], held: list[str], catalog: Catalog) -> str:
    """The labels that parts keep apart and the alert does not; Prometheus reads one that a series has not as empty."""
    kept = {label for part in parts if (known := catalog.outline(part)) for label in known.by}
    return "".join(
        f"{{{{ with $part.Labels.{name} }}}}, {name} {{{{ . }}}}{{{{ end }}}}" for name in sorted(kept - {*held})
    )


def _records(part: str, window: str, catalog: Catalog) -> bool:
    """Whether a part records its error ratio over a window: that of a tier of its period."""
    known = catalog.outline(part)
    return known is not None and any(tier.long == window for tier in catalogue(known.window))


def _ratio(part: str, window: str) -> str:
    """The error ratio that a part records; `%[1]s` are the matchers of what the alert is about."""
    service, _, name = part.partition("/")
    return f'{names.ERROR_RATIO}{window}{{{names.SERVICE}="{service}",{names.SLO}="{name}",%[1]s}}'

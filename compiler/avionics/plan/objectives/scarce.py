"""Whether a window holds few failures, however much fails: one for each base window in it."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.model.catalog import Catalog, Outline
from avionics.model.slo import Slo


def scarce(slo: Slo, catalog: Catalog) -> bool:
    """Whether all that fails in a base window counts as one failure at most.

    So it is where all errors of a base window may be one failure, and of a composite whose parts are all so: the
    deviations of parts are added, so that failures of several at once are as uncertain as one.
    """
    if slo.sli.one_a_window:
        return True
    parts = [*leaves(slo, catalog)]
    return bool(parts) and all(known is not None and one_a_window(slo, known) for _, known in parts)


def one_a_window(slo: Slo, part: Outline) -> bool:
    """Whether all errors of a part in a base window may be one failure of the objective that is made of it.

    Not where that sums groups which the part keeps apart: each may have one of its own.
    """
    return part.one_a_window and set(part.by) <= set(slo.by)


def leaves(slo: Slo, catalog: Catalog) -> Iterator[tuple[str, Outline | None]]:
    """What an objective is made of in the end, as `service/objective`: no composites, each once.

    Of one that nobody knows there is no outline.
    """
    parts = [*slo.sli.combined]
    seen = set(parts)
    while parts:
        name = parts.pop(0)
        known = catalog.outline(name)
        if known is None or not known.combined:
            yield name, known
        else:
            parts += (part for part in known.combined if part not in seen)
            seen.update(known.combined)  # a circle of parts is a finding elsewhere

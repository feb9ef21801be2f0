"""Whether a window holds few failures, however much fails: one for each base window in it."""

from __future__ import annotations

from avionics.model.catalog import Catalog
from avionics.model.slo import Slo
from avionics.slis import routes


def scarce(slo: Slo, catalog: Catalog) -> bool:
    """Whether all that fails in a base window counts as one failure at most.

    So it is where all errors of a base window may be one failure, and of a composite whose parts are all so: the
    deviations of parts are added, so that failures of several at once are as uncertain as one.
    """
    if routes.one_a_window(slo.sli_kind, slo.sli):
        return True
    parts, seen = [*routes.combined(slo.sli_kind, slo.sli)], set[str]()
    if not parts:
        return False
    while parts:
        known = catalog.outline(parts.pop())
        if known is None or not (known.one_a_window or known.combined):
            return False
        parts += (part for part in known.combined if part not in seen)
        seen.update(known.combined)  # a circle of parts is a finding elsewhere
    return True

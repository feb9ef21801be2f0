"""A written error ratio says where its window goes."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.promql.tokens import TokenError, tokens
from avionics.slis import routes
from avionics.slis.raw import WINDOW


@rule("error", "the expressions of a raw SLI hold $window wherever they look back")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the ranges in expressions that SLIs are made of."""
    del catalog
    for slo in service.slos:
        for route, _ in routes.expressions(slo.sli_kind, slo.sli):
            written = slo.sli[route[0]]
            if WINDOW not in written:
                where = slo.where.at("sli", slo.sli_kind, *route)
                message = (
                    "no $window in it: the same value would be read for every window, and short outages not at all"
                )
                yield Problem(
                    where, message, "write it where the window goes: rate(errors_total[$window])", _range(written)
                )


def _range(written: str) -> tuple[int, int] | None:
    """The first range, which should be $window."""
    try:
        opening = next((one for one in tokens(written) if one.text == "["), None)
        closing = next((one for one in tokens(written) if one.text == "]"), None)
    except TokenError:
        return None
    return (opening.start, closing.end - opening.start) if opening and closing else None

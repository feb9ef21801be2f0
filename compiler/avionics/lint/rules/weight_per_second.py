"""The weight of a raw SLI counts events a second."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.service import Service
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.growth import growing, growth
from avionics.slis.raw import UNWRITTEN, WINDOW

_MESSAGE = "the weight is not per second, so that one failure counts as hundreds and minFailures holds nothing back"
_HELP = "write rate for increase; samples that hold what happened in a minute are avg_over_time(x[$window]) / 60"


@rule("warning", "the weight of a raw SLI counts events a second")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the weights of SLIs that are written as expressions."""
    for slo in service.slos:
        written = slo.sli.fields.get("weight", "").replace(WINDOW, UNWRITTEN)
        if written and tree(written) is not None and growth(written, UNWRITTEN) != 0 and (span := growing(written)):
            where = slo.sli_at("weight")
            yield Problem(where, _MESSAGE, _HELP, span)

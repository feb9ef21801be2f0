"""Between the bounds of a gauge there is a value that is good."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.service import Service


@rule("error", "some value of a gauge is within its bounds")
def check(service: Service) -> Iterator[Problem]:
    """Looks at indicators that have both bounds."""
    for slo in service.slos:
        fields = slo.sli.fields
        least, most = fields.get("atLeast"), fields.get("atMost")
        if least is not None and most is not None and least > most:
            message = f"no value is at least {least} and at most {most}: all of the time reads as bad"
            help_ = "swap them: 'atLeast' is the lowest value that is good, 'atMost' the highest"
            yield Problem(slo.sli_at("atLeast"), message, help_)

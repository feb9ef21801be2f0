"""A case of an alert does not say that it fires and is silent at one instant."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.service import Service
from avionics.promql.text.duration import text


@rule("error", "no case of an alert says that it fires and is silent at the same time")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the times of declared cases, however they are spelt."""
    for alert in service.alerts:
        for case in alert.tests:
            fires = {firing.at: firing.where for firing in reversed(case.fires)}
            for index, at in enumerate(case.silent):
                if at in fires:
                    message = f"after {text(at)} the alert is to be silent, and to fire"
                    help_ = "remove one of the two; alerts that fire are listed in full, so any other is silent then"
                    also = (Label(fires[at], "where it fires"),)
                    yield Problem(case.where.at("silent", index), message, help_, also=also)

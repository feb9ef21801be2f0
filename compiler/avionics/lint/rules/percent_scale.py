"""A share has the unit percentunit, what was multiplied by 100 the unit percent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Written, units
from avionics.model.service import Service
from avionics.promql.meaning.shares import Scale, scale
from avionics.promql.text.variables import plain

_SHARE, _PERCENTAGE = "percentunit", "percent"
_SAID: dict[tuple[str, Scale], tuple[str, str]] = {
    (_PERCENTAGE, "share"): (
        "the value is a share, and of the unit percent: 0.5, which is half, is shown as 0.5 %",
        "write 'percentunit', or multiply the expression by 100",
    ),
    (_SHARE, "percentage"): (
        "the value is multiplied by 100, and of the unit percentunit: a half is shown as 5000 %",
        "write 'percent', or take the 100 out of the expression",
    ),
}


@rule("warning", "a share has the unit percentunit, and what was multiplied by 100 the unit percent")
def check(service: Service) -> Iterator[Problem]:
    """Looks at quotients of like things in alerts and panels that have one of the two units."""
    for unit, expressions in units(service, (_SHARE, _PERCENTAGE)):
        yield from _judged(unit, expressions)


def _judged(unit: Written, expressions: Iterable[Written]) -> Iterator[Problem]:
    """The first of the expressions whose values the unit shows a hundred times too small or too large."""
    for one in expressions:
        found = scale(plain(one.text) or "")
        if found and (said := _SAID.get((unit.text, found))):
            yield Problem(unit.where, said[0], said[1], also=(Label(one.where, "its value"),))
            return

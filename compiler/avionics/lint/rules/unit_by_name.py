"""A unit does not contradict the name of the metric, which by custom ends in its unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Written, units
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.promql.meaning.measured import Measured, counted_in, measured
from avionics.promql.text.edit import single
from avionics.promql.text.variables import plain

_TIMES = frozenset(("ns", "µs", "ms", "s", "m", "h", "d", "dtdurationms", "dtdurations", "dthms", "dtdhms", "clockms",
                    "clocks", "timeticks"))  # fmt: skip
_SIZES = frozenset(f"{many}{unit}" for unit in ("bytes", "bits") for many in (
    "", "dec", "k", "deck", "m", "decm", "g", "decg", "t", "dect", "p", "decp"))  # fmt: skip
_SHARES = frozenset(("percent", "percentunit"))
_SAY = _TIMES | _SIZES | _SHARES
"""The units of Grafana that say what a value is measured in; `short` or `none` contradict nothing."""
_RIGHT = {
    "seconds": ("s", "dtdurations", "dthms", "dtdhms", "clocks"),
    "milliseconds": ("ms", "dtdurationms", "clockms"),
    "bytes": ("bytes", "decbytes"),
    "ratio": ("percentunit",),
}
"""Those that take a value as it is, the usual one first."""
_WORDS = {"ratio": "a ratio of 1"}


@rule("warning", "a unit says what the metric's name says")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the units of panels and alerts, and of indicators that have a time for their threshold."""
    for unit, expressions in units(service, _SAY):
        yield from _shown(unit, expressions)
    for slo in service.slos:
        if "threshold" in slo.sli.fields:
            yield from _held(slo)


def _shown(unit: Written, expressions: Iterable[Written]) -> Iterator[Problem]:
    """The first of the expressions whose values the unit would show as what they are not."""
    for one in expressions:
        found = measured(plain(one.text) or "")
        if found and unit.text not in _RIGHT[found.measure]:
            message = f"{_named(found)}, and the unit is {unit.text!r}"
            help_ = f"write {_RIGHT[found.measure][0]!r}, or convert the value in the expression"
            yield Problem(unit.where, message, help_, also=(Label(one.where, "its value"),))
            return


def _held(slo: Slo) -> Iterator[Problem]:
    """Series whose values would be compared with a threshold in another unit."""
    unit, where = slo.sli.fields.get("unit", "seconds"), slo.sli_at()
    for route, text in slo.sli.selectors():
        selector = single(text)
        measure = counted_in(selector.name) if selector else None
        if selector and measure in ("seconds", "milliseconds") and measure != unit:
            message = f"{_named(Measured(selector.name, measure))}, and its values are read as {unit}"
            help_ = "remove 'unit: milliseconds'" if measure == "seconds" else "write 'unit: milliseconds'"
            yield Problem(where.at(*route), message, help_, (selector.start, len(selector.name)))
            return  # the histogram of failures is the same one


def _named(found: Measured) -> str:
    return f"{found.metric} is {_WORDS.get(found.measure, f'in {found.measure}')} by its name"

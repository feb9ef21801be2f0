"""The labels that the series of an alert bring along, with values that a route asks for and that they may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.model.project import Pairs
from avionics.model.service import Service
from avionics.plan.values import PlannedAlert
from avionics.promql.meaning.apart import ruled_out
from avionics.promql.patterns.matchers import Matcher
from avionics.promql.patterns.reader import read
from avionics.promql.patterns.regex import RegexError


def brought(service: Service, alert: PlannedAlert, matchers: Iterable[Matcher]) -> Pairs:
    """Those of an alert of a service that a route with these matchers takes: one value of each."""
    asked = [one for one in matchers if one.label in alert.by]
    texts = _measured(service, alert) if asked else ()
    values = ((one.label, _example(one, texts)) for one in asked)
    return tuple((label, value) for label, value in values if value)


def _example(matcher: Matcher, texts: tuple[str, ...]) -> str:
    """A value; "" where there is none but that of a label that is not there."""
    return next((value for value in _examples(matcher) if not ruled_out(texts, matcher.label, value)), "")


def _examples(matcher: Matcher) -> Iterator[str]:
    if matcher.operator == "=~":
        try:
            yield from filter(None, read(matcher.text).examples())
        except RegexError:
            return
    elif matcher.operator == "=" and matcher.text:
        yield matcher.text


def _measured(service: Service, alert: PlannedAlert) -> tuple[str, ...]:
    """The PromQL by which series are chosen, as it is written; none of what is made of other objectives."""
    if not alert.slo:
        return (alert.expr,)
    found = (slo for slo in service.slos if slo.name == alert.slo)
    return tuple(text for slo in found for _, text in (*slo.sli.selectors(), *slo.sli.expressions()))

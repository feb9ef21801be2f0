"""Questions that promtool answers exactly, though values are not exact."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from avionics.model.project import Pairs
from avionics.place import Where
from avionics.plan.values import PlannedAlert
from avionics.promql.text.quote import quote
from avionics.proof.subject import Subject
from avionics.proof.values import Question, Sample

CLOSE, FAIR, ROUGH, WIDE = 0.02, 0.25, 0.5, 1.0
"""Steps that the ratio of a value to what it must be is rounded to: within 1 %, an eighth, a quarter, a half.

What is read by `rate` spans a scrape more than its name says, so that a burst in a short window is smeared.
"""
EXACT = 0.000001
"""The step for what is written in the spec, which nothing smears."""


def near(look: Question, labels: Pairs, expected: float, step: float) -> Question:
    """That the series of `look` has nearly the value that is expected: their ratio, rounded, is 1.

    Where 0 is expected it is exactly 0.
    """
    if not expected:
        return replace(look, expr=f"{look.expr} + 0", expected=(Sample("", labels, 0.0),))
    return replace(look, expr=f"round({look.expr} / {expected!r}, {step})", expected=(Sample("", labels, 1.0),))


def firing(where: Where, subject: str, claim: str, alert: PlannedAlert, at: int, expected: Iterable[Pairs]) -> Question:
    """Which alerts of a rule fire: exactly those with these labels, complete."""
    expr = series_of(alert, "ALERTS", 'alertstate="firing"')
    return Question(where, subject, claim, expr, at, tuple(Sample("ALERTS", labels, 1.0) for labels in expected))


def tier_firing(subject: Subject, alert: PlannedAlert, claim: str, at: int, *, fires: bool) -> Question:
    """Whether a burn-rate alert of an objective fires."""
    expected = (fired(alert, subject.inherited(alert)),) if fires else ()
    return firing(subject.aim.slo.where, tier_name(subject, alert), claim, alert, at, expected)


def tier_name(subject: Subject, alert: PlannedAlert) -> str:
    """`checkout/availability tier 1h`, as people call what a burn-rate alert proves."""
    return f"{subject.name} tier {alert.window}"


def series_of(alert: PlannedAlert, metric: str, *more: str) -> str:
    """The series that Prometheus keeps of an alert, as a selector."""
    window = (f"window={quote(alert.window)}",) if alert.window else ()
    return f"{metric}{{{','.join((f'alertname={quote(alert.name)}', *more, *window))}}}"


def fired(alert: PlannedAlert, more: Pairs) -> Pairs:
    """The labels of the firing alert as ALERTS has them, with those it has from its series."""
    return tuple(sorted({**dict(more), **dict(alert.labels), "alertname": alert.name, "alertstate": "firing"}.items()))

"""How many failures of equal weight there were, where they weigh less than one failure.

The scenes of a tier have whole failures, so that no variance is less than 1, and one that must only be there could
as well have to be more. The number is the square of the errors over their variance (Kish, Survey Sampling, 1965).
"""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.plan.objectives.shape import Measure
from avionics.plan.values import Recording
from avionics.proof.alike import alike_suite
from avionics.proof.asked import CLOSE, near
from avionics.proof.needed import reads
from avionics.proof.subject import Subject
from avionics.proof.traffic.given import MOST, rules_for
from avionics.proof.values import Case, Suite
from avionics.slis.play import run

_ERRORS, _VARIANCE = 0.7, 0.5
"""Of the whole window."""


def effective_suites(subject: Subject) -> Iterator[Suite]:
    """The effective failures of each window that has them and that promtool holds, from what they are made of."""
    for measure in subject.aim.measures if subject.aim.heavy else ():
        record = names.EFFECTIVE + measure.name
        rule = next((rule for rule in subject.rules() if subject.records(rule) and rule.record == record), None)
        if rule is not None and measure.seconds // measure.step <= MOST:
            yield _suite(subject, measure, rule)


def _suite(subject: Subject, measure: Measure, rule: Recording) -> Suite:
    """All that the rule reads stays the same for the whole window."""
    at, read = measure.seconds, frozenset(name for name, _ in reads(rule.expr))
    known = {names.FAILURES: _ERRORS, names.VARIANCE: _VARIANCE / at}
    recorded = tuple(
        (subject.series(name), run(value, 0, at // measure.step + 1))
        for name in sorted(read)
        for metric, value in known.items()
        if name.startswith(metric)
    )
    claim = f"{rule.record} where all errors are less than one failure"
    asked = subject.question(claim, subject.series(rule.record), at)
    question = near(asked, subject.labels_of(rule.record), _ERRORS**2 / _VARIANCE, CLOSE)
    groups, kind = rules_for(subject, read, lambda one: one is rule), f"effective-{measure.name}"
    cases = (Case(f"{subject.name} {kind}", measure.step, recorded, (question,)),)
    return alike_suite(subject, kind, at, groups, cases, story=kind)

"""What is recorded before the first scrape after a restart: Prometheus finds its last values, and no raw series."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.plan.values import Recording
from avionics.proof.alike import form
from avionics.proof.given import rules_for
from avionics.proof.needed import Rule
from avionics.proof.subject import Subject
from avionics.proof.values import Case, Question, Suite
from avionics.slis.example import series


def restarted(subject: Subject) -> Iterator[Suite]:
    """That nothing counts as bad then, although events are found and none that were good."""
    aim = subject.aim
    total, errors = names.TOTAL + aim.base_name, names.ERRORS + aim.base_name

    def is_errors(rule: Rule) -> bool:
        return isinstance(rule, Recording) and rule.record == errors and rule.labels == aim.labels

    groups = rules_for(subject, frozenset(), is_errors)
    found = series(errors, dict(subject.labels))
    claim = "bad events before the first scrape after a restart"
    asked = Question(aim.slo.where, subject.name, claim, f"{found} > 0", aim.interval, ())
    before = ((series(total, dict(subject.labels)), "_ 1"),)  # a second after an evaluation
    case = Case(f"{subject.name} after a restart", 1, before, (asked,))
    kind = "restarted"
    yield Suite(
        aim.environment.name,
        f"{subject.service}/{kind}",
        aim.interval,
        groups,
        (case,),
        kind,
        form(subject, groups, kind),
    )

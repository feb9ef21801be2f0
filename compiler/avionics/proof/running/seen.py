"""Why an alert stayed silent, or fired: what it compared then, and since when its condition held.

Asked of promtool once more, about what failed only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial

from msgspec.structs import replace

from avionics.plan.values import PlannedAlert
from avionics.promql.meaning.compare import condition
from avionics.promql.text.duration import text
from avionics.promql.text.number import number
from avionics.proof.asked import series_of
from avionics.proof.running.promtool import expression
from avionics.proof.running.said import Said
from avionics.proof.values import Case, Question, Suite

Seen = Mapping[tuple[str, str, int], str]
"""What was seen of a question: of its subject, claim and time."""

_FIRING = 'alertstate="firing"'
_SHOWN, _LONGEST = 3, 200
_VALUE = re.compile(r'(\{(?:[^"{}]|"(?:[^"\\]|\\.)*")*\}) ([^\s,]+)')


def look(suite: Suite, said: Said) -> Suite | None:
    """The suite with questions about the alerts that did not do as they must, and no others; None where all did."""
    if not said.values:
        return None
    asking = tuple(filter(None, map(partial(_look, _alerts(suite), said), suite.cases)))
    return replace(suite, path=f"{suite.path}-seen", cases=asking) if asking else None


def seen(suite: Suite, said: Said, again: Said) -> Seen:
    """What promtool says `again` of the suite that `look` made, in words."""
    alerts = _alerts(suite)
    failed = ((question, alert) for case in suite.cases for question, alert in _failed(alerts, said, case))
    return {(one.subject, one.claim, one.at): _words(one, alert, again) for one, alert in failed}


def _alerts(suite: Suite) -> dict[str, PlannedAlert]:
    """The alerts of a suite, by the series that says they fire."""
    rules = (rule for group in suite.groups for rule in group.rules)
    return {series_of(rule, "ALERTS", _FIRING): rule for rule in rules if isinstance(rule, PlannedAlert)}


def _look(alerts: Mapping[str, PlannedAlert], said: Said, case: Case) -> Case | None:
    failed = _failed(alerts, said, case)
    asked = tuple(
        again for question, alert in failed for again in (_since(question, alert), _compared(question, alert))
    )
    return replace(case, questions=asked, readings=()) if asked else None


def _failed(alerts: Mapping[str, PlannedAlert], said: Said, case: Case) -> Iterator[tuple[Question, PlannedAlert]]:
    for question in case.questions:
        alert = alerts.get(question.expr)
        if alert and (expression(question), question.at) in said.values:
            yield question, alert


def _since(question: Question, alert: PlannedAlert) -> Question:
    """Since when it is pending, or fires."""
    return replace(question, expr=series_of(alert, "ALERTS_FOR_STATE"), expected=())


def _compared(question: Question, alert: PlannedAlert) -> Question:
    """What it compares with a number; where it is no such comparison, the whole of it."""
    parts = condition(alert.expr)
    return replace(question, expr=parts.left if parts else alert.expr, expected=())


def _words(question: Question, alert: PlannedAlert, again: Said) -> str:
    """What was seen, after `at 30m`."""
    since, compared = (_got(again, one) for one in (_since(question, alert), _compared(question, alert)))
    parts = condition(alert.expr)
    bound = f"{parts.operator} {number(parts.value)}" if parts else ""
    if since:
        begun = text(int(min(float(value) for _, value in since)))
        waits = f", and 'for' is {alert.for_}" if question.expected and alert.for_ else ""
        return (
            f"{_values(compared)}: {bound} since {begun}{waits}"
            if parts
            else f"its condition held since {begun}{waits}"
        )
    if compared and parts:
        return f"{_values(compared)}, and {'must be' if question.expected else 'it fires where that is'} {bound}"
    return "there was no value: the series of the case are over, or not those that its selectors ask for"


def _got(said: Said, question: Question) -> list[tuple[str, str]]:
    """The series there were, and their values."""
    return _VALUE.findall(said.values.get((expression(question), question.at), ""))


def _values(series: list[tuple[str, str]]) -> str:
    shown = ", ".join(
        f"{number(Decimal(f'{float(value):.6g}'))} of {labels[:_LONGEST]}" for labels, value in series[:_SHOWN]
    )
    return f"the value was {shown}{', ...' if len(series) > _SHOWN else ''}"

"""What promtool said of a suite, judged: each question and each text is a trial."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from avionics.conventions import names
from avionics.plan.alerts.templates import ACTION, label_in
from avionics.plan.values import PlannedAlert
from avionics.promql.patterns.matchers import NAME
from avionics.promql.text.duration import text
from avionics.promql.text.number import number
from avionics.proof.running.promtool import expression
from avionics.proof.running.said import Fired, Said, labels
from avionics.proof.running.seen import Seen
from avionics.proof.values import Question, Reading, Suite
from avionics.source.yaml import yaml_text
from avionics.trial import Trial

NOTHING_SEEN: Seen = {}
_BLANKS = ("<no value>", "<error")
_USED = re.compile(r"\$labels\.([a-zA-Z_][a-zA-Z0-9_]*)")
_NOTHING = ("nil", "{}", "")


def trials(suite: Suite, said: Said, seen: Seen = NOTHING_SEEN) -> Iterator[Trial]:
    """Every claim of a suite, and whether it holds; of alerts that do not do as they must, what was seen.

    What promtool cannot run proves nothing.
    """
    for case in suite.cases:
        for question in case.questions:
            yield _trial(suite, question, said, seen.get((question.subject, question.claim, question.at), ""))
        for reading in case.readings:
            yield _texts(suite, reading, said)


def _trial(suite: Suite, question: Question, said: Said, seen: str) -> Trial:
    at = text(question.at)
    trial = Trial(question.where, suite.environment, question.subject, f"{question.claim}, at {at}")
    if said.complaints:
        return replace(trial, fault=f"cannot be run by promtool, which says: {said.complaints[0]}")
    got = said.values.get((expression(question), question.at))
    if got is None:
        return trial
    if not question.expr.startswith("ALERTS"):
        return _failed(trial, *_value(question, got))
    fault, help_ = _alert(question, got, at)
    return _failed(trial, fault, help_ or (f"at {at} {seen}" if seen else ""))


def _failed(trial: Trial, fault: str, help_: str) -> Trial:
    return replace(trial, fault=fault, help=help_)


def _value(question: Question, got: str) -> tuple[str, str]:
    if got in _NOTHING:
        return "is not there, and must be", question.unfilled or question.expr
    if not question.expected:
        return f"must not be there, and is {number(float(got.rpartition(' ')[2]))}", question.expr
    if differing := _differing(question, got):
        return f"has other labels: {differing}", question.expr
    if question.expr.startswith("round("):
        return f"is {float(got.rpartition(' ')[2]):.3g} times what it must be", question.expr
    return f"must be 0, and is {got.rpartition(' ')[2]}", question.expr


def _alert(question: Question, got: str, at: str) -> tuple[str, str]:
    if not question.expected:
        return f"must be silent at {at}, and fires", ""
    if got in _NOTHING:
        return f"must fire at {at}, and does not", ""
    if len(question.expected) > 1 or got.count("alertname=") > 1:
        return f"must fire {len(question.expected)} times at {at}, and fires {got.count('alertname=')} times", got
    return f"fires at {at} with other labels: {_differing(question, got)}", _unsaid(question, got, at)


def _unsaid(question: Question, got: str, at: str) -> str:
    """How to say the labels that an alert has of its series besides those of 'by'; "" where others differ."""
    expected = dict(question.expected[0].labels)
    found = {name: value for name, value in labels(got) if name != NAME}
    more = {name: value for name, value in found.items() if name not in expected}
    if any(found.get(name) != value for name, value in expected.items()):
        return ""
    said = ", ".join(f"{name}: {yaml_text.text(value)}" for name, value in more.items())
    return f"it has these of its series: write {{at: {at}, labels: {{{said}}}}}, or aggregate them away"


def _differing(question: Question, got: str) -> str:
    """The labels of what there is that are not those of what was expected, in words."""
    expected = dict(question.expected[0].labels)
    found = {name: value for name, value in labels(got) if name != NAME}
    differing = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    return ", ".join(f"{name} is {found.get(name, '')!r}, not {expected.get(name, '')!r}" for name in differing)


def _texts(suite: Suite, reading: Reading, said: Said) -> Trial:
    """That no text of a firing alert has a blank. What does not fire is told by its question."""
    trial = Trial(reading.where, suite.environment, reading.subject, "every text renders")
    for fired in said.alerts.get((reading.alert, reading.at), ()):
        if not any(fired.labels.items() <= dict(meant).items() for meant in reading.labels):
            continue
        for name, told in fired.texts.items():
            if not told or any(blank in told for blank in _BLANKS):
                return _failed(trial, f"has a blank in its {name}: {told!r}", "name only labels that the alert carries")
        if fault := _amiss(fired, reading):
            return _failed(trial, *fault)
        for name, label, help_ in _named(suite, reading.alert):
            if label not in fired.labels:
                return _failed(trial, f"has a blank in its {name}: it carries no label {label!r}", help_)
    return trial


def _amiss(fired: Fired, reading: Reading) -> tuple[str, str] | None:
    """What a description does not tell, and must, or does, and must not; with all of it."""
    description = fired.texts.get(names.DESCRIPTION, "")
    missing = [f"does not tell {one!r}" for one in reading.told if one not in description]
    unwanted = [f"tells {one!r}" for one in reading.untold if one in description]
    faults = missing + unwanted
    return (f"{faults[0]} in its {names.DESCRIPTION}", description) if faults else None


def _named(suite: Suite, alert: str) -> Iterator[tuple[str, str, str]]:
    """The texts of an alert, the labels they name, and what to do: where one is missing Prometheus writes nothing.

    Series that lack one of `by` are a group too: addresses then choose the empty value, which is theirs, and our texts
    say `none`.
    """
    for group in suite.groups:
        for rule in group.rules:
            if isinstance(rule, PlannedAlert) and rule.name == alert:
                for name, text_ in rule.annotations:
                    others = (label for label in _used(text_) if label not in rule.by)
                    yield from ((name, label, "put it into 'by'") for label in others)
                    kept = () if name.endswith("_url") else filter(rule.by.__contains__, _printed(text_))
                    yield from ((name, label, "give it to the series of the case that fire") for label in kept)


def _used(template: str) -> Iterator[str]:
    """The labels that a template reads; outside of braces Prometheus prints what is written."""
    for action in ACTION.findall(template):
        yield from _USED.findall(action)


def _printed(template: str) -> Iterator[str]:
    """The labels that a template prints as they are."""
    return filter(None, map(label_in, ACTION.findall(template)))

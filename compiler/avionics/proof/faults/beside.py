"""Many faults tried in one run of promtool: each faulty rule stands beside the sound one, under a name of its own.

Beginning a test costs promtool far more than what it asks. So what a fault can reach is copied, the rule and all that
is made of it, and everything else is shared. Tests of programs call this a schema of mutants (Untch, Offutt and
Harrold, 1993).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from avionics.model.project import Pairs
from avionics.plan.values import PlannedAlert
from avionics.promql.text.quote import quote
from avionics.promql.text.tokens import selectors
from avionics.proof.faults.mutants import Mutant
from avionics.proof.needed import Rule, in_place, name_of, reads
from avionics.proof.values import Case, Question, Sample, Suite

_MARK = ":fault"
_NAMED = re.compile(rf"{_MARK}([0-9]+)\b")
_METRIC = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
ALERT = "alertname"
_EARLY = 0.36
"""The share of a story in which three of four faults are noticed; the scenes that fire for the first time are in it."""
_WORTH = 0.3
"""The share of questions that makes it worth while to run the beginning apart."""
_ALERT_ASKED = re.compile(rf'{ALERT}="([^"]*)"')


class Copy(Struct, frozen=True):
    """What a fault can change of a suite: `rules` by the ids of the sound ones, and cases that ask for nothing else."""

    rules: Mapping[int, Rule]
    cases: tuple[Case, ...]


def copied(suite: Suite, mutant: Mutant, number: int) -> Copy:
    """The part of a suite that a fault can change, with it, under names that hold its number."""
    names = _Names(_reached(suite, mutant.name), number)
    rules = {
        id(rule): names.of_rule(mutant.changed if rule is mutant.rule else rule)
        for group in suite.groups
        for rule in group.rules
        if name_of(rule) in names.reached
    }
    return Copy(rules, tuple(map(names.of_case, suite.cases)))


def beside(suite: Suite, copies: Sequence[Copy], path: str) -> Suite:
    """The rules of a suite and those of all copies, each right behind the one it is a copy of; the copies ask."""
    groups = in_place(suite.groups, lambda rule: (rule, *_copies_of(rule, copies)))
    cases = tuple(_joined(case, [copy.cases[index] for copy in copies]) for index, case in enumerate(suite.cases))
    return replace(suite, path=path, groups=groups, cases=cases)


def beginning(suite: Suite) -> Suite | None:
    """The first third of what a suite tells, where a third of all is asked: no rule is evaluated after the last."""
    asked = [question.at for case in suite.cases for question in case.questions]
    until = max(asked) * _EARLY
    if sum(at <= until for at in asked) < len(asked) * _WORTH:
        return None
    return replace(suite, cases=tuple(_until(case, until) for case in suite.cases))


def _until(case: Case, at: float) -> Case:
    return replace(
        case,
        questions=tuple(one for one in case.questions if one.at <= at),
        readings=tuple(one for one in case.readings if one.at <= at),
    )


def alone(suite: Suite, copy: Copy) -> Suite:
    """What one copy asks, to be judged by what promtool said of all."""
    groups = in_place(suite.groups, lambda rule: _copies_of(rule, (copy,)))
    return replace(suite, groups=groups, cases=copy.cases)


def blamed(complaints: Iterable[str]) -> set[int]:
    """The numbers of the faults that promtool complains of."""
    return {int(number) for complaint in complaints for number in _NAMED.findall(complaint)}


def can_be_shared(suite: Suite) -> bool:
    """Whether copies stay apart from what they are made of: no rule asks for alerts, or for series of any name."""
    asked = {name for group in suite.groups for rule in group.rules for name, _ in reads(rule.expr)}
    return not any(not name or name.startswith("ALERTS") for name in asked)


def _reached(suite: Suite, name: str) -> frozenset[str]:
    """The names of what a fault in the rule `name` can change: it, what is made of it, and so on."""
    rules = [(name_of(rule), {read for read, _ in reads(rule.expr)}) for group in suite.groups for rule in group.rules]
    found = {name}
    while more := {made for made, read in rules if read & found} - found:
        found |= more
    return frozenset(found)


def _copies_of(rule: Rule, copies: Iterable[Copy]) -> Iterator[Rule]:
    return (copy.rules[id(rule)] for copy in copies if id(rule) in copy.rules)


def _joined(case: Case, copies: Sequence[Case]) -> Case:
    return Case(
        case.name,
        case.interval,
        tuple(dict([*case.series, *(one for copy in copies for one in copy.series)]).items()),
        tuple(question for copy in copies for question in copy.questions),
        tuple(reading for copy in copies for reading in copy.readings),
    )


class _Names(Struct, frozen=True):
    """The names of what is `reached`, and a number to be put behind them."""

    reached: frozenset[str]
    number: int

    def of_rule(self, rule: Rule) -> Rule:
        expr = self._of_expr(rule.expr)
        if isinstance(rule, PlannedAlert):
            # texts may ask for what is recorded, too
            texts = tuple(
                (name, _METRIC.sub(lambda found: self._of(found[0]), text)) for name, text in rule.annotations
            )
            return replace(rule, name=self._of(rule.name), expr=expr, annotations=texts)
        return replace(rule, record=self._of(rule.record), expr=expr)

    def of_case(self, case: Case) -> Case:
        """Of what is reached the series, and what is asked."""
        return Case(
            case.name,
            case.interval,
            tuple((self._of_expr(series), values) for series, values in case.series if self._has(series)),
            tuple(self._of_question(one) for one in case.questions if self._has(one.expr)),
            tuple(
                replace(one, alert=self._of(one.alert), labels=tuple(map(self._of_labels, one.labels)))
                for one in case.readings
                if one.alert in self.reached
            ),
        )

    def _has(self, expr: str) -> bool:
        """Whether an expression asks for what is reached: for a metric, or for an alert by the label that names it."""
        return any(
            name in self.reached or (name.startswith("ALERTS") and dict(labels).get(ALERT) in self.reached)
            for name, labels in reads(expr)
        )

    def _of(self, name: str) -> str:
        return f"{name}{_MARK}{self.number}" if name in self.reached else name

    def _of_expr(self, expr: str) -> str:
        for one in reversed(selectors(expr)):
            if one.name in self.reached:
                expr = f"{expr[: one.start]}{self._of(one.name)}{expr[one.start + len(one.name) :]}"
        return expr

    def _of_question(self, question: Question) -> Question:
        expr = self._of_expr(question.expr)
        if expr is question.expr:
            expr = _ALERT_ASKED.sub(lambda found: f"{ALERT}={quote(self._of(found[1]))}", expr)
        samples = (Sample(self._of(one.metric), self._of_labels(one.labels), one.value) for one in question.expected)
        return replace(question, expr=expr, expected=tuple(samples))

    def _of_labels(self, labels: Pairs) -> Pairs:
        return tuple((name, self._of(value) if name == ALERT else value) for name, value in labels)

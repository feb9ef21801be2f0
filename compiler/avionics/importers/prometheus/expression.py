"""The expression of a rule, held against what we record and what was left out."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from avionics.conventions.names import SERVICE
from avionics.importers import queries
from avionics.importers.fields import CHANGED, LOST, Fields, LeftOut
from avionics.importers.prometheus.joins import parted, rejoined
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.unmatched import Known, Unmatched, unmatched
from avionics.promql.patterns.matchers import NAME, matchers
from avionics.promql.text.edit import metrics
from avionics.promql.text.tokens import selectors

_NAME = "name the labels that they match by: on (instance)"


class Recorded(Struct, frozen=True):
    """The names of what we record; of that, what exists only while a condition holds; and of what was left out. Of
    those of ours whose series have no labels but some that are known, these. `certain`: what all series have.
    """

    ours: frozenset[str]
    passing: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    labels: Mapping[str, frozenset[str]] = {}
    certain: frozenset[str] = frozenset()

    def labels_in(self, query: str) -> frozenset[str]:
        """The labels of all that a query reads; none where they are not known of each."""
        found = [self.labels.get(name) for name in metrics(query)]
        return frozenset[str]().union(*filter(None, found)) if None not in found else frozenset()


def read(rule: Fields, recorded: Recorded) -> str:
    """The expression. Where it reads what was left out, that is told.

    Raises:
        LeftOut: it is no PromQL, or would not match any more.
    """
    if not rule.peek("expr").strip():
        raise LeftOut(rule.where, "it has no expression", "say it in 'expr'")
    query = queries.plain(rule, "expr")
    if remark := _remark(queries.readable(rule.peek("expr")), query):
        message = f"the comment around 'expr' was left out: {remark}"
        rule.told.say(CHANGED, "info", rule.at("expr"), message, "write it above the rule, if it still says why")
    if operator := parted(tree(query), recorded.ours):
        query = _rejoined(query, operator, rule, recorded)
    if dead := unmatched(tree(query), Known(recorded.certain, recorded.ours, frozenset((SERVICE,)))):
        raise LeftOut(rule.at("expr"), _dead(dead, recorded), _NAME)
    for selected in [query[one.start : one.end] for one in selectors(query)]:
        if not metrics(selected)[0] and all(one.label != NAME for one in matchers(selected)):
            message = f"{selected} names no metric, so that it reads whatever has these labels"
            rule.told.say(LOST, "warning", rule.at("expr"), message, "a rule of Loki's counts lines so: it stays there")
    for name in sorted(recorded.left.intersection(metrics(query))):
        message = f"it reads {name!r}, which was left out: ours look for it with the labels of the environment"
        rule.told.say(LOST, "warning", rule.at("expr"), message, "see that it is still recorded, and carries them")
    return query


def _dead(found: Unmatched, recorded: Recorded) -> str:
    """What a match comes to that holds for no series."""
    outcome = "takes nothing away" if found.operator == "unless" else "gives nothing"
    why = ", which environments set" if found.label in recorded.certain else ""
    other = "right" if found.side == "left" else "left"
    return (
        f"its {found.operator!r} {outcome}: on the {found.side} each series has the label {found.label!r}{why}, on the "
        f"{other} none has it"
    )


def _rejoined(query: str, operator: str, rule: Fields, recorded: Recorded) -> str:
    """The expression with the labels named on which the sides of its operator match."""
    why = (
        f"series that we record carry the label {SERVICE!r} and those of the environment, and only one side is recorded"
    )
    if (found := rejoined(query, recorded.labels)) and not parted(tree(found), recorded.ours):
        message = f"the labels that the sides of its {operator!r} match by are named: {why}"
        rule.told.say(CHANGED, "info", rule.at("expr"), message, "look at them")
        return found
    message = f"the sides of its {operator!r} would match no more: {why}"
    raise LeftOut(rule.at("expr"), message, _NAME)


def _remark(text: str, query: str) -> str:
    """What stands in comments before and behind the query in a text."""
    before, found, behind = text.partition(query)
    if not found:
        return ""
    return " ".join(line.strip(" \t#") for line in f"{before}\n{behind}".splitlines() if line.strip(" \t#"))

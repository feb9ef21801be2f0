"""What panels draw of an alert: its expression without the comparison, narrowed by the variables of its labels.

A choice among its labels chooses among its results, and changes none of them: a share stays one of the whole.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from avionics.model.alert import Alert
from avionics.promql.meaning.compare import condition
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.flow import Found, bearers
from avionics.promql.text.edit import Around, Matchers, edited, metrics
from avionics.promql.text.selector import Selector
from avionics.promql.text.tokens import TokenError
from avionics.promql.text.variables import plain

Choices = list[tuple[tuple[str, str], Found]]
"""The variable of each label as a matcher, and the positions of the selectors that the label comes from."""


def expression(alert: Alert, around: Around | None = None) -> str:
    """The expression in an environment, or still without one.

    A comparison with a number comes last and selects nothing, so that the positions are those of the whole.
    """
    parts = condition(alert.expr) if alert.threshold is None else None
    return _chosen(parts.left if parts else alert.expr, _choices(alert, tree(alert.expr)), around)


def asked(alert: Alert, text: str, around: Around) -> str:
    """What a panel that names the alert asks in its own words, in an environment.

    It is narrowed likewise where the label comes from the series that it comes from in the alert, so that all of them
    have it; and where the text does not ask for the variable itself.
    """
    own, alerts = tree(plain(text) or ""), tree(alert.expr)
    with suppress(TokenError):
        ours, theirs = metrics(text), metrics(alert.expr)
        choices = [
            (matcher, found)
            for matcher, found in _choices(alert, own)
            if _at(found, ours) <= _at(bearers(alerts, matcher[0]), theirs) - {""}
            and not re.search(rf"\$\{{?{matcher[0]}\b", text)
        ]
        return _chosen(text, choices, around)
    return text


def _at(positions: Found, names: tuple[str, ...]) -> set[str]:
    """The metrics at these positions; of one that the tokenizer does not see, no name."""
    return {names[position] if position < len(names) else "" for position in positions}


def _chosen(text: str, choices: Choices, around: Around | None) -> str:
    def matchers(position: int, selector: Selector) -> Matchers:
        own = tuple(choice for choice, bearing in choices if position in bearing)
        return own + around.of(selector.name) if around else own

    with suppress(TokenError):  # reported by the rule promql-syntax
        return edited(text, matchers)
    return text


def is_whole(alert: Alert) -> bool:
    """Whether the expression keeps its condition, as `x > 1 and y > 2` does: a panel is empty while it is not met."""
    thresholds = (alert.threshold, *(one.threshold for one in alert.environments.values()))
    return all(one is None for one in thresholds) and condition(alert.expr) is None


def _choices(alert: Alert, parsed: Any) -> Choices:
    """For a text that was parsed; none where it could not be, which the rule promql-syntax reports."""
    return [((label, f'=~"${label}"'), bearers(parsed, label)) for label in (alert.by if parsed is not None else ())]


def legend(alert: Alert) -> str:
    """The labels it keeps apart."""
    return " ".join(f"{{{{{label}}}}}" for label in alert.by)

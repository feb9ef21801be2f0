"""What a panel draws of an alert: its expression without the comparison, narrowed by the variables of its labels.

A choice among its labels chooses among its results, and changes none of them: a share stays one of the whole.
"""

from __future__ import annotations

from contextlib import suppress

from avionics.model.alert import Alert
from avionics.promql.compare import condition
from avionics.promql.edit import Around, Matchers, edited
from avionics.promql.examined import tree
from avionics.promql.flow import bearers
from avionics.promql.selector import Selector
from avionics.promql.tokens import TokenError


def expression(alert: Alert, around: Around | None = None) -> str:
    """The expression in an environment, or still without one."""
    parts = condition(alert.expr) if alert.threshold is None else None
    text = parts.left if parts else alert.expr
    chosen = _choices(alert)

    def matchers(position: int, selector: Selector) -> Matchers:
        own = tuple(choice for choice, bearing in chosen if position in bearing)
        return own + around.of(selector.name) if around else own

    with suppress(TokenError):  # reported by the rule promql-syntax
        return edited(text, matchers)
    return text


def is_whole(alert: Alert) -> bool:
    """Whether the expression keeps its condition, as `x > 1 and y > 2` does: a panel is empty while it is not met."""
    thresholds = (alert.threshold, *(one.threshold for one in alert.environments.values()))
    return all(one is None for one in thresholds) and condition(alert.expr) is None


def _choices(alert: Alert) -> list[tuple[tuple[str, str], frozenset[int]]]:
    """The variable of each label as a matcher, and the positions of the selectors that the label comes from.

    A comparison with a number comes last and selects nothing, so that the positions are those of the whole.
    """
    parsed = tree(alert.expr) if alert.by else None
    if parsed is None:  # reported by the rule promql-syntax
        return []
    return [((label, f'=~"${label}"'), bearers(parsed, label)) for label in alert.by]


def legend(alert: Alert) -> str:
    """The labels it keeps apart."""
    return " ".join(f"{{{{{label}}}}}" for label in alert.by)

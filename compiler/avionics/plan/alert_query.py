"""What a panel draws of an alert: its expression without the comparison, narrowed by the variables of its labels.

A choice among its labels chooses among its results, and changes none of them: a share stays one of the whole.
"""

from __future__ import annotations

from contextlib import suppress

from avionics.model.alert import Alert
from avionics.promql.compare import condition
from avionics.promql.edit import Around, with_matchers, within
from avionics.promql.flow import bearers
from avionics.promql.parse import PromqlError, parse
from avionics.promql.tokens import TokenError


def expression(alert: Alert, around: Around | None = None) -> str:
    """The expression in an environment, or still without one."""
    parts = condition(alert.expr) if alert.threshold is None else None
    text = parts.left if parts else alert.expr
    with suppress(TokenError):  # reported by the rule promql-syntax
        text = _narrowed(text, alert.by)
        return within(text, around) if around else text
    return text


def _narrowed(text: str, by: tuple[str, ...]) -> str:
    """`text` with the variable of each label in the selectors that the label comes from."""
    if not by:
        return text
    try:
        tree = parse(text)
    except PromqlError:  # reported by the rule promql-syntax
        return text
    for label in by:
        text = with_matchers(text, ((label, f'=~"${label}"'),), bearers(tree, label))
    return text


def legend(alert: Alert) -> str:
    """The labels it keeps apart."""
    return " ".join(f"{{{{{label}}}}}" for label in alert.by)

"""What a panel draws of an alert: its expression without the comparison, narrowed by the variables of its labels."""

from __future__ import annotations

from contextlib import suppress

from avionics.model.alert import Alert
from avionics.promql.compare import condition
from avionics.promql.edit import Matchers, with_matchers
from avionics.promql.tokens import TokenError


def expression(alert: Alert, environment: Matchers = ()) -> str:
    """The expression in the `environment`, or still without one."""
    parts = condition(alert.expr) if alert.threshold is None else None
    text = parts.left if parts else alert.expr
    with suppress(TokenError):  # reported by the rule promql-syntax
        return with_matchers(text, environment + tuple((label, f'=~"${label}"') for label in alert.by))
    return text


def legend(alert: Alert) -> str:
    """The labels it keeps apart."""
    return " ".join(f"{{{{{label}}}}}" for label in alert.by)

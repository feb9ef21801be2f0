"""An alert that was never seen to fire, or never seen to be silent: what `check` and `test` say of it."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Finding
from avionics.model.catalog import AlertOutline

_LOUD = frozenset({"ticket", "page"})
_CASE = "{name: A queue stands still, series: {'queue_age{job=\"shop\"}': 5x9 700x20}, fires: [15m], silent: [9m]}"
"""As one is written for `queue_age{job="shop"}` that is above 600 for 5m."""


def untested(alert: AlertOutline) -> Iterator[Finding]:
    """An error once the alert tells anybody; one that tells nobody yet may wait."""
    if alert.lacks:
        yield Finding(
            "alert-untested",
            f"{alert.name} has no case {' and none '.join(alert.lacks)}",
            alert.where.at("name"),
            "error" if alert.stage in _LOUD else "warning",
            help=f"add one below 'tests': series and their values, when it fires, when it is silent, as in {_CASE}",
        )

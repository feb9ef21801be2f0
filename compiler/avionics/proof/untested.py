"""An alert that was never seen to fire, or never seen to be silent: what `check` and `test` say of it."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Finding
from avionics.model.catalog import AlertOutline

_LOUD = frozenset({"ticket", "page"})


def untested(alert: AlertOutline) -> Iterator[Finding]:
    """An error once the alert tells anybody; one that tells nobody yet may wait."""
    if alert.lacks:
        yield Finding(
            "alert-untested",
            f"{alert.name} has no case {' and none '.join(alert.lacks)}",
            alert.where.at("name"),
            "error" if alert.stage in _LOUD else "warning",
            help="add one below 'tests': series with values, when it fires, and when it is silent",
        )

"""The alerting of one of Sloth's objectives: one page and one ticket alert there, four tiers here."""

from __future__ import annotations

from collections.abc import Callable

from avionics.importers import labels
from avionics.importers.fields import CHANGED, Fields

_ALERTS = ("page_alert", "ticket_alert")


class Alerting:
    """What of it an objective of ours can hold: `labels` and `impact` of all tiers, severities that are `silent`."""

    def __init__(self, fields: Fields | None, key: Callable[[str], str]) -> None:
        self.labels: dict[str, str] = {}
        self.impact = ""
        self.silent: list[str] = []
        if fields is None:
            return
        name = fields.text("name")
        if name:
            message = f"the name of the alert {name!r} was not carried: ours are named after service and objective"
            fields.told.say(CHANGED, "info", fields.at("name"), message, "change it in silences and routes")
        self.labels = labels.carried(fields.pairs("labels"))
        self.impact = labels.impact(fields.pairs("annotations"))
        for alert in _ALERTS:
            self._alert(fields.child(key(alert)), alert.partition("_")[0])

    def _alert(self, alert: Fields | None, severity: str) -> None:
        if alert is None:
            return
        if alert.flag("disable"):
            self.silent.append(severity)
        labels.lost_with_severity(alert.pairs("labels"), severity)
        impact = labels.impact(alert.pairs("annotations"))
        self.impact = self.impact or impact

"""The alerting of one of Sloth's objectives: one page and one ticket alert there, four tiers here."""

from __future__ import annotations

from collections.abc import Callable

from avionics.importers import labels
from avionics.importers.fields import INVALID, LOST, Fields
from avionics.importers.urgency import urgency
from avionics.importers.windows import DURATION

_IGNORED = "Sloth ignores 'for' without its plug-in alert_for; nothing to carry"
ALERTS = ("page_alert", "ticket_alert")


class Alerting:
    """What an objective of ours can hold of it: `labels`, `page` and `impact` of all tiers, severities `silent` there,
    the `stage` ("" is page), how long those of a severity wait. Our burn-rate alerts are `called` otherwise.
    """

    def __init__(self, fields: Fields | None, key: Callable[[str], str], called: str, *, waits: bool) -> None:
        self.labels: dict[str, str] = {}
        self.page = self.impact = ""
        self.silent: list[str] = []
        self.stage = ""
        self.waits: dict[str, str] = {}
        self._waits = waits
        if fields is None:
            return
        labels.renamed(fields, "name", called)
        self._shared = fields.pairs("labels")
        annotations = fields.pairs("annotations")
        self.page = labels.page(annotations)
        self.impact = labels.impact(annotations, self.page)
        for alert in ALERTS:
            self._alert(fields.pairs(key(alert)), alert.partition("_")[0])
        self.labels = labels.carried(self._shared)

    def _alert(self, alert: Fields, severity: str) -> None:
        silent, written = alert.flag("disable"), alert.pairs("labels")
        if silent:
            self.silent.append(severity)
        elif severity == "page":
            self.stage = _stage(written, self._shared)
        self._wait(alert, severity)
        labels.lost_with_severity(written, severity)
        annotations = alert.pairs("annotations")
        self.page = self.page or labels.page(annotations)
        impact = labels.impact(annotations, self.page)
        self.impact = self.impact or impact

    def _wait(self, alert: Fields, severity: str) -> None:
        if not self._waits:
            alert.skip("for", _IGNORED)
            return
        wait = alert.text("for")
        if wait and not DURATION.match(wait):
            alert.told.say(INVALID, "error", alert.at("for"), f"for is {wait!r}, expected a duration such as 5m")
        elif wait and severity not in self.silent:
            self.waits[severity] = wait


def _stage(own: Fields, shared: Fields) -> str:
    """Sloth's page alerts wake nobody by themselves: routes decide it, by labels that are not carried. Labels of their
    own say how they differ from tickets; where these say nothing that is known here, what both have says no more.
    """
    written = own if own.peek("severity") else shared
    severity, names = written.peek("severity"), own.names()
    stage = urgency(severity)
    if stage and not (stage == "ticket" and names and written is shared):
        message = f"page alerts say severity: {severity!r}, so that the objective is at stage {stage}"
        written.skip("severity", message, "say another 'stage' if it does not mean that")
    elif names:
        shown = ", ".join(names)
        message = f"from the labels of page alerts ({shown}) it is not known whether they wake anybody: they do here"
        own.told.say(LOST, "warning", own.at(names[0]), message, "say 'stage: ticket' if they wake nobody")
        return ""
    return stage if stage == "ticket" else ""

"""Who agreed to an objective or an alert, in words."""

from __future__ import annotations

from avionics.app.explain.scope import Scope
from avionics.model.agreement import Agreement
from avionics.report.explanation.values import Fact


def agreed(agreement: Agreement | None, within: Scope) -> Fact:
    """Who agreed, when, and when it is looked at again; that nobody did is said too."""
    if agreement is None:
        return Fact("agreed", "by nobody yet")
    again = f"; looked at again on {agreement.revisit}" if agreement.revisit else ""
    approvers = " and ".join(map(within.team, agreement.approvers))
    return Fact("agreed", f"on {agreement.on} by {approvers}{again}", within.sources.place(agreement.where))

"""How urgent an alert of theirs is, by the word that its severity is."""

from __future__ import annotations

from typing import Literal

_PAGES = frozenset({"page", "critical", "high", "emergency", "sev1", "sev0", "p1", "p0", "1", "urgent", "pageteam"})
_TICKETS = frozenset({
    "ticket", "warning", "warn", "low", "medium", "minor", "info", "notice", "sev2", "sev3", "sev4", "p2", "p3", "p4",
})  # fmt: skip


def urgency(severity: str) -> Literal["page", "ticket", ""]:
    """Whether somebody is woken; "" where the word is not known."""
    word = severity.lower()
    return "page" if word in _PAGES else "ticket" if word in _TICKETS else ""

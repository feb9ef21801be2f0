"""How alerts, panels and explanations speak of what a kind of SLI counts."""

from __future__ import annotations

from msgspec import Struct


class Words(Struct, frozen=True):
    """An alert says `2% of {whole} in the last 1h {bad}`, `below 3 {failures} or 50 {events}` and `No {events}`.

    `counts` is a sentence that says what an event is.
    """

    whole: str
    bad: str
    failures: str
    events: str
    counts: str


def of_time(bad: str, counts: str = "", whole: str = "the time", failures: str = "bad measurements") -> Words:
    """The words of a kind that counts no events, but is measured again and again."""
    said = counts or "Weighted by time: every scrape interval counts the same."
    return Words(whole, bad, failures, "measurements", said)

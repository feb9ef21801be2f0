"""How alerts, panels and explanations speak of what a kind of SLI counts."""

from __future__ import annotations

import re

from msgspec import Struct


class Words(Struct, frozen=True):
    """An alert says `2% of {whole} in the last 1h {bad}`, `below 3 {failures} or 50 {events}` and `No {events}`.

    `counts` is a sentence that says what an event is, `limit` what is bad of kinds that hold it against a number of the
    spec: `slower than 300ms`.
    """

    whole: str
    bad: str
    failures: str
    events: str
    counts: str
    limit: str = ""


def counted(number: int, plural: str) -> str:
    """`3 bad events`, but `1 bad event`: the noun is the first word that ends in s."""
    return f"{number} {plural}" if number != 1 else f"1 {_NOUN.sub('', plural, count=1)}"


_NOUN = re.compile(r"s\b")
_BY_TIME = "Weighted by time: every scrape interval counts the same"


def measured(limit: str) -> Words:
    """The words of a kind whose value is held against a number again and again."""
    return Words("the time measured", f"it was {limit}", "bad measurements", "measurements", f"{_BY_TIME}.", limit)


def averaged(counts: str, failures: str) -> Words:
    """The words of a ratio that is averaged over time, so that no part of the time need be bad as a whole."""
    bad, said = "was bad, every minute counting the same", f"{_BY_TIME}, however many events {counts}."
    return Words("what happened", bad, failures, "measurements", said)

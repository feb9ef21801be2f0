"""What becomes of a fault in a rule, once tests were run on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from avionics.proof.running.said import Said

Verdict = Literal["noticed", "survives", "invalid"]
"""Of a fault that is `invalid` no rule is left: it would never be merged, and says nothing of tests."""

_INVALID = ("parse error", "could not parse", "invalid", "unexpected")
"""What promtool says of a rule that is no rule."""


def verdict(said: Said, *, noticed: bool) -> Verdict:
    """The verdict of tests of which promtool says this, and which noticed something or did not."""
    if any(word in complaint for complaint in said.complaints for word in _INVALID):
        return "invalid"
    return "noticed" if noticed else "survives"


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict of several tests: one that notices is enough, and where there are none nothing does."""
    found = set(verdicts)
    return "invalid" if "invalid" in found else "noticed" if "noticed" in found else "survives"

"""Values in promtool's notation, counted before promtool is asked to hold them."""

from __future__ import annotations

import re

_NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?"
_PIECE = re.compile(
    rf"(?:(?P<missing>_)|(?P<stale>stale)|(?P<value>[-+]?Inf|NaN|{_NUMBER})(?P<step>{_NUMBER})?)"
    r"(?:x(?P<times>[0-9]{1,9}))?"
)


def samples(values: str) -> int | None:
    """How many values a text stands for; None where promtool would not read it."""
    count = 0
    for word in values.split():
        piece = _PIECE.fullmatch(word)
        if piece is None or (piece["step"] and (piece["step"][0] not in "+-" or not piece["times"])):
            return None
        times = int(piece["times"] or 0)
        count += max(1, times) if piece["missing"] else 1 + times
    return count or None

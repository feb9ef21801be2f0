"""The query of all events as the weight of a ratio: events a second, where theirs counts those of a window."""

from __future__ import annotations

from itertools import pairwise

from avionics.importers.queries import TEMPLATED
from avionics.promql.meaning.growth import growth
from avionics.promql.text.brackets import bare, operators
from avionics.promql.text.tokens import COMPARISONS, SET_OPERATORS, selectors, tokens


def of_any(total: str) -> str:
    """`total` without a `> 0` at its end: with us 0 of 0 is no data without it."""
    counted, operator, bound = _filtered(total)
    return counted if operator in (">", "!=") and float(bound) == 0 else total


def is_weight(total: str) -> bool:
    """Whether `total` tells one time from another: what reads no series, such as 1, is the same at all times."""
    return bool(selectors(total))


def per_second(total: str) -> str:
    """The events a second that `total` counts; "" where PromQL has no word for their number but those of a window.

    A filter by a number is left to the ratio, which is missing where it does not hold.
    """
    counted, _, _ = _filtered(total)
    power = growth(counted, TEMPLATED)
    if power == 0:
        return counted
    rated = _rated(counted)
    return rated if power == 1 and growth(rated, TEMPLATED) == 0 else ""


def _rated(query: str) -> str:
    """`query` with `rate` for `increase`, which is a rate times its window."""
    pieces: list[str] = []
    position = 0
    for token, following in pairwise(tokens(query)):
        if token.text == "increase" and following.text == "(":  # else it is the name of a label or of series
            pieces += query[position : token.start], "rate"
            position = token.end
    return "".join(pieces) + query[position:]


def _filtered(query: str) -> tuple[str, str, str]:
    """The query, and the comparison with a number at its end, if there is one."""
    text = bare(query)
    found = operators(text)
    compared = [token for token in found if token.text in COMPARISONS]
    if len(compared) != 1 or any(token.text.lower() in SET_OPERATORS for token in found):
        return text, "", ""
    bound = text[compared[0].end :].strip()
    try:
        float(bound)
    except ValueError:
        return text, "", ""
    return text[: compared[0].start].strip(), compared[0].text, bound

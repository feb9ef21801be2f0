"""Aggregations of what was aggregated by the same labels before: of one series the sum is its mean, and its most."""

from __future__ import annotations

from avionics.promql.text.tokens import AGGREGATIONS, Token

_ALIKE = frozenset({"sum", "avg", "max", "min"})
"""Aggregations of one series that are its value."""

Group = tuple[tuple[str, ...], range]
"""How an aggregation groups, in words, and where the tokens are that it aggregates."""


def is_of_one(stream: tuple[Token, ...], series: frozenset[int], index: int, changed: str) -> bool:
    """Whether nothing changes if the aggregation at `index` is written so; `series` are where selectors begin.

    What gives a label to some of them, as `label_replace` does, tells them apart.
    """
    words = [token.text.lower() for token in stream]
    if words[index] not in _ALIKE or changed not in _ALIKE:
        return False
    how, inside = _group(words, index)
    if any(words[at].startswith("label_") for at in inside):
        return False
    groups = [_group(words, at) for at in inside if words[at] in AGGREGATIONS]
    once = {at for by, within in groups if by == how for at in within}
    return all(at in once for at in inside if stream[at].start in series)


def _group(words: list[str], index: int) -> Group:
    opening = index + 1
    if words[opening] in ("by", "without"):
        opening = words.index(")", opening) + 1
    closing = _closing(words, opening)
    after = words[closing + 1 : closing + 2]
    how = (*words[index + 1 : opening], *(after if after in (["by"], ["without"]) else ()))
    return how, range(opening + 1, closing)


def _closing(words: list[str], opening: int) -> int:
    """The bracket that closes the one there."""
    at, depth = opening, 1
    while depth and at < len(words) - 1:
        at += 1
        depth += (words[at] == "(") - (words[at] == ")")
    return at

"""Whether one selector can, or does, select only what another does, and whether two names were meant to be one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from avionics.promql.patterns.listed import listed
from avionics.promql.patterns.matchers import Matcher
from avionics.promql.patterns.overlap import overlap
from avionics.promql.patterns.regex import RegexError

_TYPOS = 2
_OPPOSITE = {"=": "!=", "!=": "=", "=~": "!~", "!~": "=~"}
_SHORTEST = 5
"""Shorter names are near to each other without being mistaken for one another: `get`, `set`."""
_WORDS = re.compile(r"[^a-zA-Z0-9]+")


def outside(narrow: Sequence[Matcher], wide: Sequence[Matcher]) -> Matcher | None:
    """The first matcher in `wide` that `narrow` does not keep to; None where it keeps to all.

    A pattern that names its values is held to each of them. Of two others nobody asks whether one is within the other,
    only whether they have any value in common.
    """
    return next((one for one in wide if not _kept(narrow, one)), None)


def within(narrow: Sequence[Matcher], wide: Sequence[Matcher]) -> bool:
    """Whether `wide` certainly selects all that `narrow` does: it asks for the same, or for values that are named."""
    return all(one in narrow or _takes_named(narrow, one) for one in wide)


def _takes_named(narrow: Sequence[Matcher], wide: Matcher) -> bool:
    try:
        named = _named([one for one in narrow if one.label == wide.label])
        return bool(named) and all(map(wide.matches, named or ()))
    except RegexError:
        return False


def _kept(narrow: Sequence[Matcher], wide: Matcher) -> bool:
    own = [one for one in narrow if one.label == wide.label]
    try:
        named = _named(own)
        if named is not None:
            return all(map(wide.matches, named))
        if wide.operator == "=":
            return len(own) > 1 and any(one.operator == "=~" and one.matches(wide.text) for one in own)
        if wide.operator == "=~" and not all(overlap(one.text, wide.text) for one in own if one.operator == "=~"):
            return False
        if wide.operator.startswith("!") and _let_through(own, wide):
            return False
    except RegexError:  # what is not read, or takes long to try, accuses nobody
        return True
    return bool(own) and not any(one.text == wide.text and one.operator == _OPPOSITE[wide.operator] for one in own)


def _let_through(own: Sequence[Matcher], excluding: Matcher) -> bool:
    """Whether what is excluded there is certainly selected here: its value, or one that its pattern matches.

    Of several matchers together nobody asks which value they leave of a pattern.
    """
    if excluding.operator == "!=":
        return all(one.matches(excluding.text) for one in own)
    return len(own) == 1 and all(overlap(one.text, excluding.text) is (one.operator == "=~") for one in own)


def _named(own: Sequence[Matcher]) -> list[str] | None:
    """The values that are left of those which one of the matchers names; None where none does."""
    exact = [one.text for one in own if one.operator == "="]
    if exact:
        return exact
    texts = (listed(one.text) for one in own if one.operator == "=~")
    named = next((found for found in texts if found is not None), None)
    return None if named is None else [text for text in sorted(named) if all(one.matches(text) for one in own)]


def near(one: str, other: str) -> bool:
    """Whether two names differ by a slip of the keyboard: at most two letters, not only digits (`2xx` and `5xx`).

    The words they share at either end say nothing: `rx_total` and `tx_total` are as far apart as `rx` and `tx`.
    """
    if one == other or _plain(one) == _plain(other):
        return False
    one, other = _apart(one, other)
    if min(len(one), len(other)) < _SHORTEST:
        return False
    return abs(len(one) - len(other)) <= _TYPOS and _slips(one, other, _TYPOS)


def _apart(one: str, other: str) -> tuple[str, str]:
    """What is left of two names without the words that both begin and end with."""
    words = [_WORDS.split(one), _WORDS.split(other)]
    for _ in range(2):
        alike = len([*takewhile(lambda pair: pair[0] == pair[1], zip(*words, strict=False))])
        words = [of[alike:][::-1] for of in words]
    left, right = map("_".join, words)
    return left, right


def _plain(name: str) -> str:
    return "".join(char for char in name if not char.isdigit())


def _slips(one: str, other: str, most: int) -> bool:
    """Whether at most so many letters must be put in, left out or replaced to make one of the other (Levenshtein).

    What they begin with alike costs nothing, so that names as long as a pull request likes are compared in steps of
    their length.
    """
    shorter = min(len(one), len(other))
    alike = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    one, other = one[alike:], other[alike:]
    if not one or not other:
        return len(one) + len(other) <= most
    return most > 0 and any(_slips(one[left:], other[right:], most - 1) for left, right in ((1, 1), (1, 0), (0, 1)))

"""Whether two patterns can match one text: the product of both, walked by their continuations (Antimirov 1996).

A continuation is what is left of a pattern once some characters are matched; a pattern has about as many as it has
characters, so that the product is small.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from avionics.promql.regex import Choice, One, Regex, Repeat, Sequence, read

Left = tuple[Regex, ...]
"""What is left to match, one part after the other."""

_MOST = 64
_STEPS = 5_000
"""A pull request writes the patterns: what has more classes of characters, or takes longer, is told to overlap."""


@lru_cache(maxsize=1024)
def overlap(one: str, other: str) -> bool:
    """Whether some text is matched by both patterns. False only where that is certain.

    Raises:
        RegexError: one is written in a way that is not read here.
    """
    both = read(one).parts, read(other).parts
    ones = [*islice((found for parts in both for found in _characters(parts)), _MOST + 1)]
    if len(ones) > _MOST:
        return True
    letters, steps = _letters(ones), 0
    reached, waiting = {both}, [both]
    while waiting:
        left, right = waiting.pop()
        if _may_end(left) and _may_end(right):
            return True
        for pair in ((a, b) for char in letters for a in _after(left, char) for b in _after(right, char)):
            steps += 1
            if steps > _STEPS:
                return True
            if pair not in reached:
                reached.add(pair)
                waiting.append(pair)
    return False


def _characters(parts: Left) -> Iterator[One]:
    for part in parts:
        if isinstance(part, One):
            yield part
        else:
            yield from _characters(_within(part))


def _within(part: Sequence | Choice | Repeat) -> Left:
    if isinstance(part, Repeat):
        return (part.part,)
    return part.options if isinstance(part, Choice) else part.parts


def _letters(ones: list[One]) -> list[str]:
    """A character for each way in which the classes are met or missed."""
    known = frozenset[str]().union(*(one.members for one in ones))
    alike = {tuple(char in one.members for one in ones): char for char in sorted(known)}
    return [*alike.values(), "\N{REPLACEMENT CHARACTER}"]


def _may_end(parts: Left) -> bool:
    """Whether nothing more need be matched."""
    return all(_may_be_empty(part) for part in parts)


def _may_be_empty(part: Regex) -> bool:
    if isinstance(part, One):
        return False
    if isinstance(part, Choice):
        return any(map(_may_be_empty, part.options))
    if isinstance(part, Repeat):
        return part.least == 0 or _may_be_empty(part.part)
    return _may_end(part.parts)


def _after(parts: Left, char: str) -> Iterator[Left]:
    """What may be left once `char` is matched."""
    if not parts:
        return
    head, rest = parts[0], parts[1:]
    if isinstance(head, One):
        if (char in head.members) is not head.excluded:
            yield rest
    elif isinstance(head, Repeat):
        yield from _after_repeat(head, rest, char)
    elif isinstance(head, Choice):
        for option in head.options:
            yield from _after((option, *rest), char)
    else:
        yield from _after((*head.parts, *rest), char)


def _after_repeat(head: Repeat, rest: Left, char: str) -> Iterator[Left]:
    if head.most != 0:
        more = Repeat(head.part, max(0, head.least - 1), None if head.most is None else head.most - 1)
        yield from ((*left, more, *rest) for left in _after((head.part,), char))
    if _may_be_empty(head):
        yield from _after(rest, char)

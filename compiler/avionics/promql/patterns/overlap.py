"""Whether two patterns can match one text: the product of both, each pair of states looked at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from avionics.promql.patterns.automaton import END, Automaton, Split, automaton

_STEPS = 10_000
"""A pull request writes the patterns: what takes longer is told to overlap."""

Pair = tuple[int, int]
"""A state of the one pattern, and one of the other, reached by the same characters."""


@lru_cache(maxsize=1024)
def overlap(one: str, other: str) -> bool:
    """Whether some text is matched by both patterns. False only where that is certain.

    Raises:
        RegexError: one is written in a way that is not read here.
    """
    left, right = automaton(one), automaton(other)
    steps, waiting = 0, [(left.start, right.start)]
    reached = {*waiting}
    while waiting and (END, END) not in reached:
        for pair in _after(left, right, waiting.pop()):
            steps += 1
            if steps > _STEPS:
                return True
            if pair not in reached:
                reached.add(pair)
                waiting.append(pair)
    return (END, END) in reached


def _after(left: Automaton, right: Automaton, pair: Pair) -> Iterator[Pair]:
    """The pairs one step on: of one pattern without a character, or of both by one that both take."""
    one, other = left.states[pair[0]], right.states[pair[1]]
    if isinstance(one, Split) and one.thens:
        yield from ((then, pair[1]) for then in one.thens)
    elif isinstance(other, Split):
        yield from ((pair[0], then) for then in other.thens)
    elif not isinstance(one, Split) and one.one.meets(other.one):
        yield one.then, other.then

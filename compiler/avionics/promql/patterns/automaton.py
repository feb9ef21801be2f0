"""A pattern as states and the steps between them (Thompson 1968), walked by a text, or two together by what both take.

A pull request writes patterns, so nothing is tried twice: a walk comes to each state once a character, or to each pair
of states once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import takewhile

from msgspec import Struct

from avionics.promql.patterns.reader import read
from avionics.promql.patterns.regex import Choice, One, Regex, RegexError, Repeat, Sequence

END = 0
"""The state in which the whole pattern is matched."""

_MAX_PARTS = 5_000
"""Of a pattern, each as often as it is repeated: longer ones are not read."""

_MAX_STEPS = 100_000
"""What a text is tried for: the size of the pattern times its own length."""


class Take(Struct, frozen=True):
    """A state that is left by a character."""

    one: One
    then: int


class Split(Struct, frozen=True):
    """A state that is left for any of others, without a character."""

    thens: tuple[int, ...]


class Automaton(Struct, frozen=True, dict=True):
    """The states of a pattern, and the one it starts in. `prefix` is a text that all it matches begin with."""

    states: tuple[Take | Split, ...]
    start: int
    prefix: str

    @cached_property
    def size(self) -> int:
        """The steps that a character of a text takes at most."""
        return sum(1 + len(state.thens) if isinstance(state, Split) else 1 for state in self.states)

    def matches(self, text: str) -> bool:
        """Whether the pattern matches the whole text, as Prometheus anchors patterns.

        Raises:
            RegexError: that takes longer than patterns and texts which people write.
        """
        if not text.startswith(self.prefix):
            return False
        if self.size * len(text) > _MAX_STEPS:
            raise RegexError(f"a text of {len(text):,} characters takes more than {_MAX_STEPS:,} steps")
        now = self._all((self.start,))
        for char in text:
            takes = (state for state in map(self.states.__getitem__, now) if isinstance(state, Take))
            now = self._all(state.then for state in takes if state.one.takes(char))
            if not now:
                return False
        return END in now

    def _all(self, found: Iterable[int]) -> set[int]:
        """These states, and those that they are left for without a character."""
        waiting = [*found]
        reached = set(waiting)
        while waiting:
            state = self.states[waiting.pop()]
            more = set(state.thens) - reached if isinstance(state, Split) else ()
            reached.update(more)
            waiting.extend(more)
        return reached


@lru_cache(maxsize=128)
def automaton(pattern: str) -> Automaton:
    """The automaton of a pattern.

    Raises:
        RegexError: the pattern is written in a way that is not read here, or longer than anybody writes.
    """
    builder, regex = _Builder(), read(pattern)
    start = builder.before(regex, END)
    return Automaton(tuple(builder.states), start, _prefix(regex))


def _prefix(regex: Regex) -> str:
    """The characters that a pattern begins with, one after the other, whatever follows."""
    parts = regex.parts if isinstance(regex, Sequence) else ()
    plain = takewhile(lambda part: isinstance(part, One) and len(part.members) == 1 and not part.excluded, parts)
    return "".join(char for part in plain if isinstance(part, One) for char in part.members)


class _Builder:
    """Builds from the end: what is left to match is there before what stands before it."""

    def __init__(self) -> None:
        self.states: list[Take | Split] = [Split(())]
        self._parts = 0

    def before(self, part: Regex, then: int) -> int:
        """The state in which `part` is still to be matched, and `then` what comes behind it."""
        self._parts += 1
        if self._parts > _MAX_PARTS:
            raise RegexError(f"it has more than {_MAX_PARTS:,} parts, each as often as it is repeated")
        if isinstance(part, One):
            return self._state(Take(part, then))
        if isinstance(part, Choice):
            return self._state(Split(tuple([self.before(option, then) for option in part.options])))
        if isinstance(part, Repeat):
            return self._repeated(part, then)
        for one in reversed(part.parts):
            then = self.before(one, then)
        return then

    def _repeated(self, part: Repeat, then: int) -> int:
        if part.most is None:
            loop = self._state(Split(()))
            self.states[loop] = Split((self.before(part.part, loop), then))
            after = loop
        else:
            after = then
            for _ in range(part.most - part.least):
                after = self._state(Split((self.before(part.part, after), then)))
        for _ in range(part.least):
            after = self.before(part.part, after)
        return after

    def _state(self, state: Take | Split) -> int:
        self.states.append(state)
        return len(self.states) - 1

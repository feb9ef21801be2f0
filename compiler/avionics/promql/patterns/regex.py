"""The regular expressions of matchers as values, and texts that they match."""

from __future__ import annotations

import string
from collections.abc import Iterator
from itertools import islice, zip_longest

from msgspec import Struct

_ALPHABET = string.digits + string.ascii_lowercase + string.ascii_uppercase + "-_/.:"
_EXAMPLES = 12


class RegexError(Exception):
    """A pattern that is not read here; the text says why."""


class TooLarge(RegexError):
    """One that is not read for its size alone."""


class One(Struct, frozen=True):
    """One character out of `members`, or any but these."""

    members: frozenset[str]
    excluded: bool = False

    def takes(self, char: str) -> bool:
        """Whether the character is one of those."""
        return (char in self.members) is not self.excluded

    def meets(self, other: One) -> bool:
        """Whether some character is one of both."""
        if self.excluded and other.excluded:
            return True
        if self.excluded or other.excluded:
            few, left_out = (other, self) if self.excluded else (self, other)
            return not few.members <= left_out.members
        return not self.members.isdisjoint(other.members)

    def examples(self) -> Iterator[str]:
        """Texts it matches."""
        if self.excluded:
            yield from (char for char in _ALPHABET if char not in self.members)
        else:
            yield from sorted(self.members, key=lambda char: (not char.isprintable(), char))


class Sequence(Struct, frozen=True):
    """One part after the other."""

    parts: tuple[Regex, ...]

    def examples(self) -> Iterator[str]:
        """Texts it matches: the first of each part, then others of one part at a time."""
        firsts = [next(part.examples(), "") for part in self.parts]
        yield "".join(firsts)
        for index, part in enumerate(self.parts):
            for other in islice(part.examples(), 1, _EXAMPLES):
                yield "".join([*firsts[:index], other, *firsts[index + 1 :]])


class Choice(Struct, frozen=True):
    """One of several."""

    options: tuple[Regex, ...]

    def examples(self) -> Iterator[str]:
        """Texts it matches: the first of each option, then the second of each, and so on."""
        for texts in zip_longest(*(islice(option.examples(), _EXAMPLES) for option in self.options)):
            yield from (text for text in texts if text is not None)


class Repeat(Struct, frozen=True):
    """A part `least` to `most` times (None: any number)."""

    part: Regex
    least: int
    most: int | None

    def examples(self) -> Iterator[str]:
        """Texts it matches: the fewest times, at least once where it may be there at all."""
        for example in islice(self.part.examples() if self.most != 0 else (), _EXAMPLES):
            yield example * max(1, self.least)
        if not self.least:
            yield ""


Regex = One | Sequence | Choice | Repeat

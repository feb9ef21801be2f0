"""The regular expressions of matchers, as far as examples need: read here, never given to Python's own engine.

A pattern is of the tree under review, and Python's engine can be kept busy for ever by one. Here a text is matched in
steps of the pattern's length times its own.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, zip_longest

from msgspec import Struct

_ALPHABET = string.digits + string.ascii_lowercase + string.ascii_uppercase + "-_/.:"
_CLASSES = {"d": string.digits, "w": string.ascii_letters + string.digits + "_", "s": " "}
_QUANTIFIERS = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_MAX_REPEATS = 200
_MAX_DEPTH = 8
_MAX_MEMBERS = 5_000
"""Characters in all classes of a pattern: one of Unicode's would take as many megabytes as it has letters."""
_EXAMPLES = 12


class RegexError(Exception):
    """A pattern that is not read here; the text says why."""


class One(Struct, frozen=True):
    """One character out of `members`, or any but these."""

    members: frozenset[str]
    excluded: bool = False

    def ends(self, text: str, starts: frozenset[int]) -> frozenset[int]:
        """Where a match may end that begins at one of `starts`."""
        return frozenset(at + 1 for at in starts if at < len(text) and (text[at] in self.members) is not self.excluded)

    def examples(self) -> Iterator[str]:
        """Texts it matches."""
        if self.excluded:
            yield from (char for char in _ALPHABET if char not in self.members)
        else:
            yield from sorted(self.members)


class Sequence(Struct, frozen=True):
    """One part after the other."""

    parts: tuple[Regex, ...]

    def ends(self, text: str, starts: frozenset[int]) -> frozenset[int]:
        """Where a match may end that begins at one of `starts`."""
        for part in self.parts:
            starts = part.ends(text, starts)
        return starts

    def examples(self) -> Iterator[str]:
        """Texts it matches: the first of each part, then others of one part at a time."""
        firsts = [next(part.examples(), "") for part in self.parts]
        yield "".join(firsts)
        for index, part in enumerate(self.parts):
            for other in islice(part.examples(), 1, _EXAMPLES):
                yield "".join([*firsts[:index], other, *firsts[index + 1 :]])

    def matches(self, text: str) -> bool:
        """Whether it matches the whole text, as Prometheus anchors patterns."""
        return len(text) in self.ends(text, frozenset((0,)))


class Choice(Struct, frozen=True):
    """One of several."""

    options: tuple[Regex, ...]

    def ends(self, text: str, starts: frozenset[int]) -> frozenset[int]:
        """Where a match may end that begins at one of `starts`."""
        return frozenset().union(*(option.ends(text, starts) for option in self.options))

    def examples(self) -> Iterator[str]:
        """Texts it matches: the first of each option, then the second of each, and so on."""
        for texts in zip_longest(*(islice(option.examples(), _EXAMPLES) for option in self.options)):
            yield from (text for text in texts if text is not None)


class Repeat(Struct, frozen=True):
    """A part `least` to `most` times (None: any number)."""

    part: Regex
    least: int
    most: int | None

    def ends(self, text: str, starts: frozenset[int]) -> frozenset[int]:
        """Where a match may end that begins at one of `starts`."""
        for _ in range(self.least):
            starts = self.part.ends(text, starts)
        found = starts
        for _ in range(len(text) if self.most is None else self.most - self.least):
            starts = self.part.ends(text, starts) - found
            if not starts:
                break
            found |= starts
        return found

    def examples(self) -> Iterator[str]:
        """Texts it matches: the fewest times, at least once."""
        for example in islice(self.part.examples(), _EXAMPLES):
            yield example * max(1, self.least)
        if not self.least:
            yield ""


Regex = One | Sequence | Choice | Repeat


@lru_cache(maxsize=1024)
def read(pattern: str) -> Sequence:
    """The pattern as Prometheus means it: anchored at both ends.

    Raises:
        RegexError: it holds what is not read here (flags, named groups, word boundaries, classes by name).
    """
    reader = _Reader(pattern)
    found = reader.choice()
    if reader.rest:
        raise RegexError(f"{reader.rest[0]!r} closes nothing")
    return Sequence((found,))


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern, self._at, self._depth, self._repeats = pattern, 0, 0, 1
        self._members = 0

    @property
    def rest(self) -> str:
        return self._pattern[self._at :]

    def choice(self) -> Regex:
        """Options parted by bars."""
        options = [self._sequence()]
        while self.rest.startswith("|"):
            self._at += 1
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _sequence(self) -> Regex:
        parts: list[Regex] = []
        while self.rest and self.rest[0] not in "|)":
            parts.append(self._quantified(self._atom()))
        return Sequence(tuple(parts))

    def _next(self) -> str:
        if not self.rest:
            raise RegexError("the pattern ends too early")
        self._at += 1
        return self._pattern[self._at - 1]

    def _atom(self) -> Regex:
        char = self._next()
        if char == "(":
            return self._group()
        if char == "[":
            return self._class()
        if char == ".":
            return One(frozenset("\n"), excluded=True)
        if char == "\\":
            return One(frozenset(self._escaped()))
        if char in "*+?{":
            raise RegexError(f"{char!r} repeats nothing")
        return Sequence(()) if char in "^$" else One(frozenset(char))

    def _group(self) -> Regex:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise RegexError("groups are nested too deep")
        if self.rest.startswith("?:"):
            self._at += 2
        elif self.rest.startswith("?"):
            raise RegexError("flags and named groups are not read")
        found = self.choice()
        if not self.rest.startswith(")"):
            raise RegexError("a group is not closed")
        self._next()
        self._depth -= 1
        return found

    def _escaped(self) -> str:
        char = self._next()
        if char in _CLASSES:
            return _CLASSES[char]
        if char.isalnum():
            raise RegexError(f"\\{char} is not read")
        return char

    def _class(self) -> Regex:
        excluded = self.rest.startswith("^")
        self._at += excluded
        members: set[str] = set()
        first = True
        while (char := self._next()) != "]" or first:
            first = False
            if char == "[":
                raise RegexError("classes by name are not read")
            chosen = self._escaped() if char == "\\" else char
            if len(chosen) == 1 and self.rest[:1] == "-" and self.rest[1:2] not in ("]", ""):
                self._at += 1
                chosen = self._range(ord(chosen), ord(self._next()))
            members.update(chosen)
        return One(frozenset(members), excluded)

    def _range(self, first: int, last: int) -> str:
        self._members += max(0, last - first)
        if self._members > _MAX_MEMBERS:
            raise RegexError(f"classes hold more than {_MAX_MEMBERS:,} characters")
        return "".join(map(chr, range(first, last + 1)))

    def _quantified(self, part: Regex) -> Regex:
        while self.rest and self.rest[0] in "*+?{":
            least, most = self._times(self._next())
            part = Repeat(part, least, most)
        return part

    def _times(self, char: str) -> tuple[int, int | None]:
        if char in _QUANTIFIERS:
            return _QUANTIFIERS[char]
        inside, closed, rest = self.rest.partition("}")
        least, comma, most = inside.partition(",")
        if not closed or not least.isdigit() or (most and not most.isdigit()):
            raise RegexError("a repetition is not closed")
        self._at = len(self._pattern) - len(rest)
        self._repeats *= max(1, int(least or 0), int(most or 0))
        if self._repeats > _MAX_REPEATS:
            raise RegexError(f"parts are repeated more than {_MAX_REPEATS} times")
        return int(least), (int(most) if most else None) if comma else int(least)

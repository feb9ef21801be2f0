"""Patterns of matchers to values, as far as examples need: read here, never given to Python's own engine.

A pattern is of the tree under review, and Python's engine can be kept busy for ever by one.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache

from avionics.promql.patterns.regex import Choice, One, Regex, RegexError, Repeat, Sequence, TooLarge

_CLASSES = {"d": string.digits, "w": string.ascii_letters + string.digits + "_", "s": "\t\n\f\r "}
_QUANTIFIERS = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_TIMES = re.compile(r"(?P<least>[0-9]{1,4})(?P<comma>,(?P<most>[0-9]{1,4})?)?\}")
_MAX_REPEATS = 200
_MAX_DEPTH = 8
_MAX_MEMBERS = 5_000
"""Characters in all classes of a pattern: one of Unicode's would take as many megabytes as it has letters."""


@lru_cache(maxsize=1024)
def read(pattern: str) -> Regex:
    """The pattern as Prometheus means it: anchored at both ends.

    Raises:
        RegexError: it holds what is not read here (flags, named groups, word boundaries, classes by name).
    """
    reader = _Reader(pattern)
    found = reader.choice()
    if reader.rest:
        raise RegexError(f"{reader.rest[0]!r} closes nothing")
    return found


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern, self._at, self._depth, self._repeats = pattern, 0, 0, 1
        self._members = 0

    @property
    def rest(self) -> str:
        """What is not read yet."""
        return self._pattern[self._at :]

    def _peek(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def choice(self) -> Regex:
        """Options parted by bars."""
        options = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _sequence(self) -> Regex:
        parts: list[Regex] = []
        while (char := self._peek()) and char not in "|)":
            parts.append(self._quantified(self._atom()))
        return Sequence(tuple(parts))

    def _next(self) -> str:
        if not self._peek():
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
            return One(frozenset(), excluded=True)
        if char == "\\":
            return One(frozenset(self._escaped()))
        if char in "*+?{":
            raise RegexError(f"{char!r} repeats nothing")
        return Sequence(()) if char in "^$" else One(frozenset(char))

    def _group(self) -> Regex:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise RegexError("groups are nested too deep")
        if self._pattern.startswith("?:", self._at):
            self._at += 2
        elif self._peek() == "?":
            raise RegexError("flags and named groups are not read")
        found = self.choice()
        if self._peek() != ")":
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
        excluded = self._peek() == "^"
        self._at += excluded
        members: set[str] = set()
        first = True
        while (char := self._next()) != "]" or first:
            first = False
            if char == "[":
                raise RegexError("classes by name are not read")
            chosen = self._escaped() if char == "\\" else char
            if len(chosen) == 1 and self._peek() == "-" and self._pattern[self._at + 1 : self._at + 2] not in ("]", ""):
                self._at += 1
                last = self._next()
                chosen = self._range(chosen, self._escaped() if last == "\\" else last)
            members.update(chosen)
        return One(frozenset(members), excluded)

    def _range(self, first: str, last: str) -> str:
        if len(last) != 1 or last < first:
            raise RegexError(f"{first}-{last} is no range")
        self._members += ord(last) - ord(first)
        if self._members > _MAX_MEMBERS:
            raise TooLarge(f"classes hold more than {_MAX_MEMBERS:,} characters")
        return "".join(map(chr, range(ord(first), ord(last) + 1)))

    def _quantified(self, part: Regex) -> Regex:
        begin = self._at
        if (char := self._peek()) and char in "*+?{":
            least, most = self._times(self._next())
            part = Repeat(part, least, most)
            self._at += self._peek() == "?"  # how much is tried first is all one where the whole text must match
            if (char := self._peek()) and char in "*+?{":
                raise RegexError(f"{self._pattern[begin : self._at + 1]} repeats a repetition")
        return part

    def _times(self, char: str) -> tuple[int, int | None]:
        if char in _QUANTIFIERS:
            return _QUANTIFIERS[char]
        found = _TIMES.match(self._pattern, self._at)
        if found is None:
            raise RegexError("a repetition is not closed")
        self._at = found.end()
        least, most = int(found["least"]), int(found["most"] or 0)
        if found["most"] and most < least:
            raise RegexError(f"{{{found[0]} is no range")
        self._repeats *= max(1, least, most)
        if self._repeats > _MAX_REPEATS:
            raise TooLarge(f"parts are repeated more than {_MAX_REPEATS} times")
        return least, (most if found["most"] else None) if found["comma"] else least

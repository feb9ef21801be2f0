"""The matchers of a selector, read one by one."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from avionics.promql.patterns.automaton import automaton
from avionics.promql.text.quote import quote
from avionics.promql.text.tokens import MATCHERS, tokens

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))")
_ESCAPED = dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True))
_ASCII, _BYTE, _LAST_CHARACTER = 0x7F, 0xFF, 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_OF_A_BYTE = 0xDC00
"""What Python adds to a byte that is no text by itself ("surrogateescape")."""


NAME = "__name__"
"""The label that holds the metric of a series."""


class Matcher(NamedTuple):
    """A label's name, one of `=`, `!=`, `=~`, `!~`, and the text or pattern."""

    label: str
    operator: str
    text: str

    @property
    def written(self) -> str:
        """The matcher as PromQL writes it."""
        return f"{self.label}{self.operator}{quote(self.text)}"

    def matches(self, value: str) -> bool:
        """Whether a label of that value (empty: a series without it) is selected.

        Raises:
            RegexError: a pattern is written in a way that is not read here, or both are so long that nobody wrote them.
        """
        same = automaton(self.text).matches(value) if "~" in self.operator else value == self.text
        return same is not self.operator.startswith("!")


class Placed(NamedTuple):
    """A matcher, and where in a text it was written."""

    matcher: Matcher
    offset: int
    length: int


def placed(text: str) -> tuple[Placed, ...]:
    """The matchers of all selectors in a text.

    Raises:
        TokenError: the text cannot be tokenized.
    """
    stream = tokens(text)
    return tuple(
        Placed(Matcher(label.text, operator.text, unquoted(value.text)), label.start, value.end - label.start)
        for label, operator, value in zip(stream, stream[1:], stream[2:], strict=False)
        if operator.text in MATCHERS and label.kind == "name" and value.kind == "string"
    )


def matchers(selector: str) -> tuple[Matcher, ...]:
    """The matchers in the text of one selector.

    Raises:
        TokenError: the text cannot be tokenized.
    """
    return tuple(one.matcher for one in placed(selector))


def names_in_quotes(selector: str) -> bool:
    """Whether a string stands where no value does, as names of Prometheus 3 may.

    Raises:
        TokenError: the text cannot be tokenized.
    """
    stream = tokens(selector)
    return any(one.kind == "string" and before.text not in MATCHERS for before, one in pairwise(stream))


def unquoted(text: str) -> str:
    """The text of a string, quoted as Go does (The Go Programming Language Specification, "String literals").

    A string in backquotes holds no escapes.
    """
    inside = text[1:-1]
    if text[0] == "`" or "\\" not in inside:
        return inside
    return _ESCAPE.sub(_meant, inside).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _meant(escape: re.Match[str]) -> str:
    """What an escape stands for: `\\x` and three octal digits are a byte of UTF-8, `\\u` and `\\U` a character."""
    byte, short, long, octal, letter = escape.groups()
    if letter:
        return _ESCAPED.get(letter, letter)
    number = int(octal, 8) if octal else int(byte or short or long, 16)
    if byte or octal:
        return chr(number) if number <= _ASCII else chr(_OF_A_BYTE + number) if number <= _BYTE else escape[0]
    return escape[0] if number in _SURROGATES or number > _LAST_CHARACTER else chr(number)

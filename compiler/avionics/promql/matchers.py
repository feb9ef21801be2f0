"""The matchers of a selector, read one by one."""

from __future__ import annotations

import re
from typing import NamedTuple

from avionics.promql.automaton import automaton
from avionics.promql.quote import quote
from avionics.promql.regex import Regex, read
from avionics.promql.tokens import MATCHERS, tokens

_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


class Matcher(NamedTuple):
    """A label's name, one of `=`, `!=`, `=~`, `!~`, and the text or pattern."""

    label: str
    operator: str
    text: str

    @property
    def written(self) -> str:
        """The matcher as PromQL writes it."""
        return f"{self.label}{self.operator}{quote(self.text)}"

    @property
    def pattern(self) -> Regex:
        """The pattern that is asked for, or excluded.

        Raises:
            RegexError: it is written in a way that is not read here.
        """
        return read(self.text)

    def matches(self, value: str) -> bool:
        """Whether a label of that value (empty: a series without it) is selected.

        Raises:
            RegexError: as `pattern`, or both are so long that nobody wrote them.
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


def unquoted(text: str) -> str:
    """The text of a string as PromQL quotes it."""
    inside = text[1:-1]
    return inside if text[0] == "`" else _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), inside)

"""What a selector asks for can be met by some series."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql, Written
from avionics.promql.patterns.matchers import Matcher, placed
from avionics.promql.patterns.regex import RegexError
from avionics.promql.text.selector import Selector
from avionics.promql.text.tokens import TokenError, selectors

_SEVERAL = re.compile(r"\{([^{}]*,[^{}]*)\}")
_LABEL = re.compile(r"(?:^|,)\s*(\w+)\s*[=!]")


@rule("error", "no two matchers of a selector exclude each other")
def check(promql: Promql) -> Iterator[Problem]:
    """Looks at every selector that asks twice about one label. In a cockpit a variable may say what is meant."""
    for written in chain(promql.of_rules, promql.sources, promql.queries):
        if _asks_twice(written.text):
            with suppress(TokenError):  # reported by the rule promql-syntax
                for selector in selectors(written.text):
                    yield from _excluded(written, selector)


def _asks_twice(text: str) -> bool:
    """Whether two matchers of one selector may be for one label."""
    listed = map(_LABEL.findall, _SEVERAL.findall(text))
    return any(len(labels) > len({*labels}) for labels in listed)


def _excluded(written: Written, selector: Selector) -> Iterator[Problem]:
    """Holds the matchers of a label to the first of them that names its value."""
    asked = placed(written.text[selector.start : selector.end])
    exact = {one.matcher.label: one.matcher for one in reversed(asked) if one.matcher.operator == "="}
    for one, offset, length in asked:
        named = exact.get(one.label)
        if named and not _let_through(one, named.text):
            message = f"no series meets both {named.written} and {one.written}"
            help_ = f'for series of either write one pattern: {one.label}=~"a|b"; else remove one of the two'
            yield Problem(written.where, message, help_, (selector.start + offset, length))


def _let_through(one: Matcher, value: str) -> bool:
    if "$" in one.text + value:
        return True
    try:
        return one.matches(value)
    except RegexError:  # what is not read here accuses nobody
        return True

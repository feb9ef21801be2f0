"""What a selector asks for can be met by some series."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql, Written, selectors_in
from avionics.promql.patterns.matchers import Matcher, placed
from avionics.promql.patterns.regex import RegexError
from avionics.promql.text.selector import Selector


@rule("error", "no two matchers of a selector exclude each other")
def check(promql: Promql) -> Iterator[Problem]:
    """Looks at every selector that asks twice about one label. In a cockpit a variable may say what is meant."""
    for written in chain(promql.of_rules, promql.sources, promql.queries):
        for selector in selectors_in(written):
            if len(selector.labels) > len({*selector.labels}):
                yield from _excluded(written, selector)


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

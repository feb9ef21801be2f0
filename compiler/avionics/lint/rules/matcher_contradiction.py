"""What a selector asks for can be met by some series."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql, Written
from avionics.model.catalog import Catalog
from avionics.promql.edit import selectors_of
from avionics.promql.matchers import Placed, placed
from avionics.promql.regex import RegexError
from avionics.promql.selector import Selector
from avionics.promql.tokens import TokenError


@rule("error", "no two matchers of a selector exclude each other")
def check(promql: Promql, catalog: Catalog) -> Iterator[Problem]:
    """Looks at every selector that asks twice about one label. In a cockpit a variable may say what is meant."""
    del catalog
    for written in chain(promql.of_rules, promql.sources, promql.queries):
        try:
            selectors = selectors_of(written.text)
        except TokenError:  # reported by the rule promql-syntax
            continue
        for selector in selectors:
            if len(set(selector.labels)) < len(selector.labels):
                yield from _excluded(written, selector)


def _excluded(written: Written, selector: Selector) -> Iterator[Problem]:
    asked = placed(written.text[selector.start : selector.end])
    for one in asked:
        exact = next((other for other in asked if _excludes(one, other)), None)
        if exact is not None and (one.matcher.operator != "=" or one.offset > exact.offset):
            message = f"no series meets both {exact.matcher.written} and {one.matcher.written}"
            help_ = f'for series of either write one pattern: {one.matcher.label}=~"a|b"; else remove one of the two'
            yield Problem(written.where, message, help_, (selector.start + one.offset, one.length))


def _excludes(one: Placed, exact: Placed) -> bool:
    """Whether the value that `exact` asks for is none that `one` lets through."""
    if (
        exact.matcher.operator != "="
        or exact.matcher.label != one.matcher.label
        or "$" in one.matcher.text + exact.matcher.text
    ):
        return False
    try:
        return not one.matcher.matches(exact.matcher.text)
    except RegexError:  # what is not read here accuses nobody
        return False

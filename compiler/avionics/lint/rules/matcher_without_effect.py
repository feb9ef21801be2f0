"""A matcher lets some series through, and not all."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql, Written, matchers_in
from avionics.promql.patterns.matchers import Matcher

_EVERYTHING = frozenset((".*", "^.*$", "(.*)", ".*?"))


@rule("warning", "no matcher of a rule is met by every series, or by none")
def check(promql: Promql) -> Iterator[Problem]:
    """Looks at what rules are made of: in cockpits `.*` may stand where a variable was."""
    for written in promql.of_rules:
        if ".*" in written.text:
            yield from _idle(written)


def _idle(written: Written) -> Iterator[Problem]:
    for one, offset, length in matchers_in(written):
        if "~" in one.operator and one.text in _EVERYTHING:
            yield Problem(written.where, *_said(one), (offset, length))


def _said(one: Matcher) -> tuple[str, str]:
    """What is wrong with a matcher, and what to do."""
    if one.operator == "!~":
        return f"{one.written} is met by no series", f'to select series without the label write {one.label}=""'
    message = f"{one.written} is met by every series, with or without {one.label}"
    return message, f"name the values that are meant, or remove {one.written}"

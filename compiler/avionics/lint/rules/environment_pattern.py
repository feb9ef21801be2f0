"""What tells an environment apart is one value, not a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.patterns import is_pattern
from avionics.model.catalog import Catalog

_OPERATOR = re.compile(r"[=!]~|!=|==")


@rule("warning", "what tells an environment apart is a value of its series, not a pattern of values")
def check(catalog: Catalog) -> Iterator[Problem]:
    """Looks at the matchers of environments, which select by whole values."""
    for one in catalog.project.environments:
        for name, value in one.matchers:
            if _OPERATOR.match(value) or is_pattern(value):
                message = f"series of {one.name} are those whose {name} is just {value!r}: it is no pattern here"
                help_ = "write the value itself; several values are several environments, or one in a label of its own"
                yield Problem(one.where.at("matchers", name), message, help_)

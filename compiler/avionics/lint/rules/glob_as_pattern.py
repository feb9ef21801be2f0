"""A pattern is not written as a glob, in which a star stands for anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql, Written, matchers_in

_SUSPECT = re.compile(r"""~\s*["'`][^"'`*]*[\w:/-]\*""")
_GLOB = re.compile(r"(?:[\w:/-]*[a-zA-Z_:/-]\*)+[\w:/-]*|[1-5]\*")
"""Plain signs and stars: `api-*`, `5*`. Whoever repeats a digit means it, as in `le=~"0.50*"`."""


@rule("warning", "a pattern is not written as a glob: '*' repeats the sign before it")
def check(promql: Promql) -> Iterator[Problem]:
    """Looks at patterns that hold no other sign of one."""
    for written in promql.everything:
        if "*" in written.text and _SUSPECT.search(written.text):
            yield from _globs(written)


def _globs(written: Written) -> Iterator[Problem]:
    for one, offset, length in matchers_in(written):
        if "~" in one.operator and _GLOB.fullmatch(one.text):
            repeated = one.text[one.text.index("*") - 1]
            message = f"{one.written} is no glob: '*' repeats the {repeated!r} before it, any number of times"
            help_ = f"write {one._replace(text=one.text.replace('*', '.*')).written}"
            yield Problem(written.where, message, help_, (offset, length))

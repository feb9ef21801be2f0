"""Routes that ask for a label which series bring along, such as `namespace =~ "shop-.*"`: whom do they take?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from avionics.model.project import Pairs
from avionics.promql.regex import RegexError
from avionics.promql.regex_reader import read
from avionics.source import verbatim

_MATCHER = re.compile(
    r'([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,{}"]*))'
)  # as Alertmanager reads them, several in braces too


class Wanted(Struct, frozen=True):
    """What a route asks for: the labels that it names, and a value of each that it would take."""

    names: frozenset[str]
    values: Pairs


def wanted(config: str) -> Iterator[Wanted]:
    """Of each route below the root; what is below it in its turn only says who is told in the end."""
    for route in verbatim.load(config)["route"].get("routes") or ():
        asked = [*_matchers(route)]
        values = ((name, _value(operator, text)) for name, operator, text in asked)
        yield Wanted(frozenset(name for name, _, _ in asked), tuple((name, value) for name, value in values if value))


def _matchers(route: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for written in route.get("matchers") or ():
        for name, operator, quoted, bare in _MATCHER.findall(str(written)):
            yield name, operator, quoted or bare
    for key, operator in (("match", "="), ("match_re", "=~")):
        for name, text in (route.get(key) or {}).items():
            yield str(name), operator, str(text)


def _value(operator: str, text: str) -> str:
    """A value that is taken; "" where there is none but that of a label that is not there."""
    if operator == "=~":
        try:
            return next(filter(None, read(text).examples()), "")
        except RegexError:
            return ""
    return text if operator == "=" else ""

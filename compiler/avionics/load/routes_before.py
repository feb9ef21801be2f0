"""The platform team's part of alertmanager.yml to the routes that are tried before ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from avionics.model.route_before import RouteBefore
from avionics.place import Route, Where
from avionics.promql.patterns.automaton import automaton
from avionics.promql.patterns.matchers import Matcher
from avionics.promql.patterns.regex import RegexError
from avionics.source.unchecked import mappings

_YES = frozenset({"true", "yes", "on", "y"})
"""What Alertmanager reads as true."""

Place = Callable[[Route], Where]

_MATCHER = re.compile(
    r'(?<![a-zA-Z0-9_])([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,{}"]*))'
)  # as Alertmanager reads them, several in braces too
_AROUND = re.compile(r"[\s,{}]*")
_ESCAPE = re.compile(r'\\([n"\\])')
_MAX_DEPTH = 20
"""Levels of routes that are read; nobody writes more."""
_LARGEST = 200
"""States of a pattern."""


def routes_before(data: Any, place: Place) -> tuple[RouteBefore, ...]:
    """The routes below the root of what the file holds; none of a file that holds no such thing."""
    root = data.get("route") if isinstance(data, dict) else None
    receiver = root.get("receiver") if isinstance(root, dict) else None
    return tuple(_below(root, str(receiver or ""), ("route",), _Of(place, silent(data))))


class _Of(NamedTuple):
    """The file that routes are in: where each stands, and its receivers that tell nobody."""

    place: Place
    silent: frozenset[str]


def silent(data: Any) -> frozenset[str]:
    """The receivers of a configuration that tell nobody: what is sent to them ends there, on purpose."""
    return frozenset(
        str(one.get("name"))
        for _, one in mappings(data, "receivers")
        if not any(configs for key, configs in one.items() if str(key).endswith("_configs"))
    )


def _below(node: Any, receiver: str, route: Route, of: _Of) -> Iterator[RouteBefore]:
    for index, one in mappings(node, "routes") if len(route) < _MAX_DEPTH * 2 else ():
        here = (*route, "routes", index)
        told = str(one.get("receiver") or receiver)
        written = tuple(matchers(one))
        below = tuple(_below(one, told, here, of))
        readable = all(map(_whole, _texts(one))) and all(map(_read, written)) and all(each.readable for each in below)
        size = 1 + sum(each.size for each in below)
        yield RouteBefore(of.place(here), told, written, goes_on(one), readable, told in of.silent, size, below)


def goes_on(route: Mapping[str, Any]) -> bool:
    """Whether what it takes is offered to the routes behind it too."""
    return str(route.get("continue")).lower() in _YES


def matchers(route: Mapping[str, Any]) -> Iterator[Matcher]:
    """What a route asks for, in each of the three ways to write it."""
    for written in _texts(route):
        for name, operator, quoted, bare in _MATCHER.findall(written):
            yield Matcher(name, operator, _ESCAPE.sub(_meant, quoted) or bare)
    for key, operator in (("match", "="), ("match_re", "=~")):
        pairs = route.get(key)
        for name, text in pairs.items() if isinstance(pairs, dict) else ():
            yield Matcher(str(name), operator, str(text))


def _texts(route: Mapping[str, Any]) -> list[str]:
    found = route.get("matchers")
    return [str(one) for one in found] if isinstance(found, list) else []


def _whole(written: str) -> bool:
    """Whether nothing is left of the text but the matchers that were read in it."""
    return _AROUND.fullmatch(_MATCHER.sub("", written)) is not None


def _read(matcher: Matcher) -> bool:
    """Whether a pattern is of those that are read, and no longer than people write."""
    try:
        return "~" not in matcher.operator or automaton(matcher.text).size <= _LARGEST
    except RegexError:
        return False


def _meant(escape: re.Match[str]) -> str:
    return "\n" if escape[1] == "n" else escape[1]

"""A symbolic place to a line and a column: the file is read again, for the few findings that are printed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any

import yaml
from msgspec import Struct
from yaml.events import (
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamStartEvent,
)

from avionics.place import Place, Route, Where
from avionics.source.lines import Lines
from avionics.source.pages import markdown
from avionics.source.yaml import YamlError
from avionics.source.yaml.characters import offsets
from avionics.source.yaml.events import events

_AROUND = (StreamStartEvent, DocumentStartEvent)


class _Node(Struct, frozen=True):
    """A node: its key's event, its first event (all of a scalar), and where it ends."""

    key: Any
    event: Any
    end: int


def locate(text: str, where: Where, span: tuple[int, int] | None = None, on_key: bool = False) -> Place:
    """The place of the node at `where` in `text`; the nearest node above it when the route leads nowhere.

    `span` is an (offset, length) inside the scalar there; it is followed through block, folded and quoted text. Where
    the line is known, only its length matters.
    """
    if where.line:
        return Place(where.path, where.line, where.column, span[1] if span else 1)
    text = _yaml(where.path, text)
    nodes, route = _nodes(text), where.route
    while route and route not in nodes:
        route, span, on_key = route[:-1], None, False
    node = nodes.get(route)
    if node is None:
        return Place(where.path)
    start, end = _extent(text, node, span, on_key)
    lines = _lines(text)
    line, column = lines.at(start)
    length = min(end, lines.extent(line)[1]) - start
    return Place(where.path, line, column, max(1, length))


def _yaml(path: str, text: str) -> str:
    """The YAML in a file, on its own lines: of a page, the front matter."""
    if not path.endswith(".md"):
        return text
    try:
        return markdown.split(text)[0]
    except YamlError:
        return ""


@lru_cache(maxsize=8)
def _lines(text: str) -> Lines:
    return Lines(text)


def _extent(text: str, node: _Node, span: tuple[int, int] | None, on_key: bool) -> tuple[int, int]:
    """Where what is meant begins and ends."""
    event = node.event
    if on_key and node.key is not None:
        return node.key.start_mark.index, node.key.end_mark.index
    start, end = event.start_mark.index, node.end
    if span is None or not isinstance(event, ScalarEvent):
        return start, end
    indices = offsets(text, start, end, event.style or "", event.value)
    if not indices:
        return start, end
    first, last = span[0], span[0] + max(span[1], 1) - 1
    if first >= len(indices):
        return indices[-1] + 1, indices[-1] + 2
    return indices[first], indices[min(last, len(indices) - 1)] + 1


@lru_cache(maxsize=8)
def _nodes(text: str) -> dict[Route, _Node]:
    """Every node of the document by its route; of a document that `yaml.parse` refuses, those before the fault."""
    found: dict[Route, _Node] = {}
    rest = (event for event in events(text) if not isinstance(event, _AROUND))
    with suppress(yaml.YAMLError, StopIteration, RecursionError):
        _collect(None, next(rest), (), rest, found)
    return found


def _collect(key: Any, event: Any, route: Route, rest: Iterator[Any], found: dict[Route, _Node]) -> None:
    end = event
    if isinstance(event, MappingStartEvent):
        while isinstance(end := next(rest), ScalarEvent):
            _collect(end, next(rest), (*route, end.value), rest, found)
    elif isinstance(event, SequenceStartEvent):
        index = 0
        while not isinstance(end := next(rest), SequenceEndEvent):
            _collect(None, end, (*route, index), rest, found)
            index += 1
    found.setdefault(route, _Node(key, event, end.end_mark.index))

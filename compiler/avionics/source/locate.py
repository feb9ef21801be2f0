"""A symbolic place to a line and a column: the file is composed again, for the few findings that are printed."""

from __future__ import annotations

from typing import Any

import yaml

from avionics.place import Place, Route, Where
from avionics.source import markdown


def locate(text: str, where: Where, span: tuple[int, int] | None = None, on_key: bool = False) -> Place:
    """The place of the node at `where` in `text`; the nearest node above it when the route leads nowhere.

    `span` is an (offset, length) inside the scalar there; the offset is followed through block, folded and quoted text.
    """
    if where.line:
        return Place(where.path, where.line, where.column)
    shift = 0
    if where.path.endswith(".md"):
        if not text.startswith("---\n"):
            return Place(where.path)
        text, shift = markdown.split(text)[0], 1
    node, key_node = _walk(_compose(text), where.route)
    if node is None:
        return Place(where.path, 1 + shift)
    if on_key and key_node is not None:
        node = key_node
    start, end = node.start_mark, node.end_mark
    if span is not None and isinstance(node, yaml.ScalarNode):
        index = _source_offset(text, node, span[0])
        line = text.count("\n", 0, index)
        return Place(where.path, line + 1 + shift, index - (text.rfind("\n", 0, index) + 1) + 1, max(span[1], 1))
    length = end.column - start.column if end.line == start.line else 1
    return Place(where.path, start.line + 1 + shift, start.column + 1, max(length, 1))


def _compose(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None


def _walk(node: Any, route: Route) -> tuple[Any, Any]:
    key_node = None
    for step in route:
        below = _step(node, step)
        if below is None:
            break
        key_node, node = below
    return node, key_node


def _step(node: Any, step: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if getattr(k, "value", None) == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def _source_offset(text: str, node: yaml.ScalarNode, offset: int) -> int:
    """The index in `text` of character `offset` of the scalar's value.

    Walks value and source side by side; where folding or escapes made them differ, the source is skipped up to the
    next character that agrees.
    """
    source, end = node.start_mark.index, node.end_mark.index
    if node.style in ("|", ">"):
        source = text.find("\n", source) + 1
    elif node.style:
        source += 1
    for char in node.value[:offset]:
        source = _skip(text, source, end, char) + 1
    following = node.value[offset : offset + 1]
    return _skip(text, source, end, following) if following else min(source, end)


def _skip(text: str, source: int, end: int, char: str) -> int:
    blank = char in " \n"
    while source < end and text[source] != char:
        if not text[source].isspace() and text[source] not in "\\'":
            break
        if blank and text[source] == "\n":
            following = source
            while following < end and text[following] in " \n":
                following += 1
            return following - 1
        source += 1
    return source

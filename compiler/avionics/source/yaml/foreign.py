"""YAML that others wrote for other programs: several documents a file, aliases, merge keys; every node with its place.

Our own specs may not hold what is allowed here (`source.yaml`): what is reviewed must say what it means. Files of other
tools hold it, and are read once, to be turned into ours. Limits are the same; an alias counts as much as it stands for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct, field
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from avionics.finding import quoted
from avionics.source.lines import Lines, at
from avionics.source.yaml import MAX_DEPTH, MAX_NODES, YamlError, errors
from avionics.source.yaml.events import events
from avionics.source.yaml.scalars import scalar

Spot = tuple[int, int]
"""A line and a column, counted from 1."""

TEMPLATE = (
    "if this is a {{ template }} or a ${variable}, let its tool (Helm, Terraform) fill it in first, and import what "
    "comes out"
)
_STANDARD = "tag:yaml.org,2002:"
_TEXT_TAGS = frozenset({"!", f"{_STANDARD}str"})


class Node(Struct, frozen=True):
    """A value and where it begins: a scalar, a list of nodes, or nodes by key with the spots of their `keys`."""

    value: Any
    spot: Spot
    keys: dict[str, Spot] = field(default_factory=dict)


def parse_all(text: str) -> list[Node]:
    """Every document in `text` that is not empty.

    Raises:
        YamlError: bad syntax, a key written twice, an unknown tag or alias, more nodes or levels than any spec needs.
    """
    try:
        return [node for node in _Reader(text).documents() if node.value is not None]
    except yaml.YAMLError as error:
        message, index, help_ = errors.words(error, text)
        raise YamlError(message, *at(text, index), help_) from None


class _Reader:
    """libyaml's events to nodes. Collections call each other, never deeper than MAX_DEPTH."""

    def __init__(self, text: str) -> None:
        self._events = events(text)
        self._lines = Lines(text)
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._count = self._depth = 0

    def documents(self) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                self._anchors = {}
                yield self._node(next(self._events))
                assert isinstance(next(self._events), DocumentEndEvent)

    def _node(self, event: Any) -> Node:
        if isinstance(event, AliasEvent):
            return self._alias(event)
        before = self._count
        self._counted(event, 1)
        self._check_tag(event)
        node = self._scalar(event) if isinstance(event, ScalarEvent) else self._collection(event)
        if event.anchor:
            self._anchors[event.anchor] = node, self._count - before
        return node

    def _alias(self, event: Any) -> Node:
        if event.anchor not in self._anchors:
            raise self._error(f"the alias '*{event.anchor}' stands for nothing above it", event, "write the value out")
        node, size = self._anchors[event.anchor]
        self._counted(event, size)
        return node

    def _counted(self, event: Any, size: int) -> None:
        self._count += size
        if self._count > MAX_NODES:
            raise self._error(
                f"more than {MAX_NODES:,} values in one file, aliases written out", event, "split the file"
            )

    def _check_tag(self, event: Any) -> None:
        if event.tag and event.tag not in _TEXT_TAGS and not event.tag.startswith(_STANDARD):
            raise self._error(f"the tag {quoted(event.tag)} is not known", event, "remove the tag")

    def _scalar(self, event: Any) -> Node:
        plain = event.implicit[0] or ((event.tag or "").startswith(_STANDARD) and event.tag not in _TEXT_TAGS)
        return Node(scalar(event.value) if plain else event.value, self._spot(event))

    def _collection(self, event: Any) -> Node:
        if self._depth >= MAX_DEPTH:
            raise self._error(f"nested deeper than {MAX_DEPTH} levels", event, "nobody reads specs that deep")
        self._depth += 1
        node = self._mapping(event) if isinstance(event, MappingStartEvent) else self._sequence(event)
        self._depth -= 1
        return node

    def _sequence(self, start: Any) -> Node:
        found = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            found.append(self._node(event))
        return Node(found, self._spot(start))

    def _mapping(self, start: Any) -> Node:
        found: dict[str, Node] = {}
        keys: dict[str, Spot] = {}
        merged: list[Node] = []
        while not isinstance(event := next(self._events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise self._error("a key must be text", event, f"put a text that holds {{{{ }}}} in quotes; {TEMPLATE}")
            key, spot = event.value, self._spot(event)
            value = self._node(next(self._events))
            if key == "<<" and event.implicit[0]:
                merged += value.value if isinstance(value.value, list) else [value]
                continue
            if key in found:
                raise YamlError(
                    f"the key {quoted(key)} is written twice", *spot, "keep one of the two", len(key), keys[key]
                )
            found[key], keys[key] = value, spot
        for other in merged:
            self._merge(found, keys, other)
        return Node(found, self._spot(start), keys)

    @staticmethod
    def _merge(found: dict[str, Node], keys: dict[str, Spot], other: Node) -> None:
        """What a merge key brings in gives way to what is written."""
        if not isinstance(other.value, dict):
            raise YamlError("a merge key ('<<') takes a mapping", *other.spot, "write the values out")
        for key, value in other.value.items():
            if key not in found:
                found[key], keys[key] = value, other.keys[key]

    def _spot(self, event: Any) -> Spot:
        return self._lines.at(event.start_mark.index)

    def _error(self, message: str, event: Any, help_: str) -> YamlError:
        return YamlError(message, *self._spot(event), help_)

"""YAML text to plain data, from libyaml's events.

Our own builder (instead of `yaml.load`) so that duplicate keys, aliases, tags, depth and scalars are ours to decide:
keys are text, and nothing is constructed.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from avionics.finding import quoted
from avionics.source.lines import at
from avionics.source.yaml.events import events, parser
from avionics.source.yaml.scalars import scalar

MAX_DEPTH = 60
MAX_NODES = 200_000
_WRITTEN_OUT = "write the value out; a text that begins with '{}' goes in quotes"


class YamlError(Exception):
    """A file that cannot be read as a spec.

    `line` and `column` count from 1, `length` characters are to blame. `first` is the line and column of the other
    place, where there are two.
    """

    def __init__(
        self,
        message: str,
        line: int,
        column: int,
        help: str = "",  # noqa: A002
        length: int = 1,
        first: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(message)
        self.message, self.line, self.column, self.help = message, line, column, help
        self.length, self.first = length, first


def parse(text: str) -> tuple[Any, int]:
    """The one document in `text` (None when there is none), and the line it begins on.

    Raises:
        YamlError: bad syntax, a duplicate key, an alias, anchor, merge key or tag, more than one document,
            or more nodes or levels than any spec needs.
    """
    try:
        data, index = _Builder(parser(text).get_event).document()
    except (_Refusal, yaml.YAMLError) as error:
        raise _explained(error, text) from None
    return data, at(text, index)[0]


class _Refusal(Exception):
    """What YAML allows and a spec may not hold: an event. `key` is one that the mapping has already."""

    def __init__(self, message: str, event: Any, help: str, key: str | None = None) -> None:  # noqa: A002
        super().__init__(message)
        self.message, self.help, self.key = message, help, key
        self.index = event.start_mark.index
        self.length = max(1, event.end_mark.index - self.index)


class _Builder:
    """Events to plain data. Containers call each other, never deeper than MAX_DEPTH; scalars stay in the loop."""

    __slots__ = ("_depth", "_next", "_nodes")

    def __init__(self, next_event: Any) -> None:
        self._next = next_event
        self._depth = self._nodes = 0

    def document(self) -> tuple[Any, int]:
        get = self._next
        get()  # the stream begins
        if type(get()) is StreamEndEvent:
            return None, 0
        first = get()
        data = self._scalar(first) if type(first) is ScalarEvent else self._container(first)
        get()  # the document ends
        if type(second := get()) is not StreamEndEvent:
            raise _Refusal("a second document begins here", second, "write one document a file")
        return data, first.start_mark.index

    def _scalar(self, event: Any) -> Any:
        if event.anchor or event.tag:
            raise _refused(event)
        return scalar(event.value) if event.implicit[0] else event.value

    def _container(self, event: Any) -> Any:
        kind = type(event)
        if kind is AliasEvent or event.anchor or event.tag:
            raise _refused(event)
        if self._depth >= MAX_DEPTH:
            raise _Refusal(f"nested deeper than {MAX_DEPTH} levels", event, "specs are flat")
        self._depth += 1
        data = self._mapping() if kind is MappingStartEvent else self._sequence()
        self._depth -= 1
        self._nodes += len(data)
        if self._nodes > MAX_NODES:
            raise _Refusal(f"more than {MAX_NODES:,} values in one file", event, "split the file")
        return data

    def _mapping(self) -> dict[str, Any]:
        get, data = self._next, {}
        while type(event := get()) is not MappingEndEvent:
            if type(event) is not ScalarEvent:
                raise _no_key(event)
            key = event.value
            if event.anchor or event.tag:
                raise _refused(event)
            if key in data:
                raise _Refusal(f"the key {quoted(key)} is written twice", event, "keep one of the two", key)
            if key == "<<" and event.implicit[0]:
                raise _Refusal("merge keys ('<<') are not allowed", event, "write the values out")
            event = get()
            if type(event) is not ScalarEvent:
                data[key] = self._container(event)
            elif event.anchor or event.tag:
                raise _refused(event)
            else:
                data[key] = scalar(event.value) if event.implicit[0] else event.value
        return data

    def _sequence(self) -> list[Any]:
        get, data = self._next, []
        while type(event := get()) is not SequenceEndEvent:
            data.append(self._scalar(event) if type(event) is ScalarEvent else self._container(event))
        return data


def _no_key(event: Any) -> _Refusal:
    if type(event) is AliasEvent:
        return _refused(event)
    return _Refusal("a key must be text", event, "if this is a {{ template }}, put it in quotes")


def _refused(event: Any) -> _Refusal:
    if type(event) is AliasEvent:
        return _Refusal(f"aliases ({quoted(f'*{event.anchor}')}) are not allowed", event, _WRITTEN_OUT.format("*"))
    if event.anchor:
        return _Refusal(f"anchors ({quoted(f'&{event.anchor}')}) are not allowed", event, _WRITTEN_OUT.format("&"))
    return _Refusal(f"tags ({quoted(event.tag)}) are not allowed", event, "remove the tag")


def _explained(error: _Refusal | yaml.YAMLError, text: str) -> YamlError:
    from avionics.source.yaml import errors  # noqa: PLC0415  words for broken files only

    if isinstance(error, _Refusal):
        first = errors.first_of(error.key, error.index, events(text)) if error.key is not None else None
        place = None if first is None else at(text, first)
        return YamlError(error.message, *at(text, error.index), error.help, error.length, place)
    message, index, help_ = errors.words(error, text)
    return YamlError(message, *at(text, index), help_)

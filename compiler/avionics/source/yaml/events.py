"""libyaml's events of a text; without libyaml, the same from Python's own parser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import StreamEndEvent


def parser(text: str) -> Any:
    """Whose `get_event` gives one event after the other, and raises `yaml.YAMLError` where the syntax is bad."""
    if yaml.__with_libyaml__:
        return yaml.cyaml.CParser(text)  # type: ignore[attr-defined]  # not in its annotations
    return yaml.Loader(text)


def events(text: str) -> Iterator[Any]:
    """All events of `text` but the last.

    Raises:
        yaml.YAMLError: bad syntax, when the events before it are used up.
    """
    get = parser(text).get_event
    while type(event := get()) is not StreamEndEvent:
        yield event

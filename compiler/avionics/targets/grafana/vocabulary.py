"""Grafanalib's words for panels and dashboards, as plain values. The only module that knows the library.

Its import takes longer than compiling a hundred cockpits, and a word with the same fields is always the same JSON. So
the words we use stand in `words.json`, made by `make gen` and checked by it; the library is asked for new ones only.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

import orjson

from avionics.registry import text

WORDS = "targets/grafana/words.json"
"""Below the package."""


def word(name: str, /, **fields: Any) -> dict[str, Any]:
    """What the library's class `name` with these fields looks like in JSON."""
    return _dictionary().look_up(orjson.dumps([name, fields], option=orjson.OPT_SORT_KEYS).decode())


def part(name: str, /, **fields: Any) -> dict[str, Any]:
    """An object of the library's class `name`, to be a field of a word."""
    return {"part": name, "fields": fields}


def dictionary() -> str:
    """Every word asked for in this process, by the library itself: the text of `words.json`."""
    words = {spoken: _from_library(spoken) for spoken in sorted(_dictionary().asked)}
    return orjson.dumps(words, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n"


class _Dictionary:
    """The words written down, and which were asked for."""

    def __init__(self, words: dict[str, dict[str, Any]]) -> None:
        self._words = words
        self.asked: set[str] = set()

    def look_up(self, spoken: str) -> dict[str, Any]:
        self.asked.add(spoken)
        return self._words[spoken] if spoken in self._words else _from_library(spoken)


@cache
def _dictionary() -> _Dictionary:
    try:
        return _Dictionary(orjson.loads(text(WORDS)))
    except FileNotFoundError:  # before `make gen` has made it
        return _Dictionary({})


def _from_library(spoken: str) -> dict[str, Any]:
    name, fields = orjson.loads(spoken)
    plain: dict[str, Any] = _plain(_object(name, fields))
    return plain


def _object(name: str, fields: dict[str, Any]) -> Any:
    values = {
        key: _object(value["part"], value["fields"]) if isinstance(value, dict) and "part" in value else value
        for key, value in fields.items()
    }
    return getattr(import_module("grafanalib.core"), name)(**values)


def _plain(value: Any) -> Any:
    if hasattr(value, "to_json_data"):
        return _plain(value.to_json_data())
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value

"""Grafanalib's words for panels and dashboards, as plain values. The only module that knows the library.

Its import takes longer than compiling a hundred cockpits, so it happens when the first word is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


def word(name: str, /, **fields: Any) -> dict[str, Any]:
    """What the library's class `name` with these fields looks like in JSON."""
    plain: dict[str, Any] = _plain(part(name, **fields))
    return plain


def part(name: str, /, **fields: Any) -> Any:
    """An object of the library's class `name`, to be a field of a word."""
    return getattr(import_module("grafanalib.core"), name)(**fields)


def _plain(value: Any) -> Any:
    if hasattr(value, "to_json_data"):
        return _plain(value.to_json_data())
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value

"""Keys that belong on another level than the one they were written on."""

from __future__ import annotations

from typing import Any

from avionics.place import Route
from avionics.schema.advice import listed, resolved
from avionics.schema.foreign_names import bare

_OF_EVERY_LEVEL = frozenset({"description", "name", "title"})
"""Fields of which nobody knows whose was meant."""


def deeper(key: str, known: dict[str, Any], definitions: dict[str, Any]) -> str:
    """What to do about a key that is none of the `known` ones and one of theirs, or of the items they list; or ""."""
    inner = {name: _fields(schema, definitions) for name, schema in known.items()}
    spelt = next((name for fields in inner.values() for name in fields if bare(name) == bare(key)), "")
    above = [repr(name) for name, fields in inner.items() if spelt in fields]
    return f"write {'it' if spelt == key else repr(spelt)} below {listed(above)}" if spelt else ""


def higher(key: str, route: Route, data: Any, schema: dict[str, Any]) -> str:
    """What to do about a key at `route` that is a field of what holds it, of the nearest such; or ""."""
    found, fields = "", schema["properties"]
    for step in route:
        if isinstance(step, str):
            if key in fields and key not in _OF_EVERY_LEVEL:
                beside = f"beside {step!r}"
                found = f"take it out: it stands {beside} already" if key in data else f"write it {beside}"
            fields = _fields(fields.get(step, {}), schema["$defs"])
        data = data[step]
    return found


def _fields(schema: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The fields of a node, or of the items it lists."""
    node = resolved(schema, definitions)
    properties: dict[str, Any] = resolved(node.get("items", node), definitions).get("properties", {})
    return properties

"""An explanation or a simulation for machines, as a whole. The form is versioned; fields are only ever added."""

from __future__ import annotations

import json

from msgspec import Struct, to_builtins


def render(value: Struct) -> str:
    """The value as one JSON object."""
    return json.dumps({"version": 1, **to_builtins(value)}, indent=2, ensure_ascii=False) + "\n"

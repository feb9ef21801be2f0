"""An explanation for machines. The form is versioned; fields are only ever added."""

from __future__ import annotations

import json

from msgspec import to_builtins

from avionics.report.explanation.values import Explanation


def render(explanation: Explanation, *, color: bool = False) -> str:
    """The explanation as one JSON object."""
    del color
    return json.dumps({"version": 1, **to_builtins(explanation)}, indent=2, ensure_ascii=False) + "\n"

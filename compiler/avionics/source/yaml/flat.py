"""Front matter as nearly everybody writes it, a key and a few words a line; libyaml reads whatever is not that.

Pages are half of the files of a project, and have nothing in their front matter that takes a parser of YAML.
"""

from __future__ import annotations

import re
from typing import Any

from avionics.source.yaml.scalars import scalar

_LINE = r"([A-Za-z]\w{0,63}): (\w[\w./()-]*(?: [\w./()+-]+)*)\n"
"""No sign that means anything to YAML, and one blank at a time."""
_LINES = re.compile(rf"\n*(?:{_LINE})+\Z")
_PAIR = re.compile(_LINE)


def flat(text: str) -> tuple[dict[str, Any], int] | None:
    """The data in `text` and the line they begin on, as `yaml.parse` has them; None where it is not that simple."""
    if not _LINES.match(text):
        return None
    pairs = _PAIR.findall(text)
    data = {key: scalar(value) for key, value in pairs}
    return (data, len(text) - len(text.lstrip("\n")) + 1) if len(data) == len(pairs) else None

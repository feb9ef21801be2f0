"""How promtool is run where as many of it run at once as there are processors."""

from __future__ import annotations

import os
from collections.abc import Mapping


def environment(**more: str) -> Mapping[str, str]:
    """The environment of one of them, with `more` in it: one processor each, and few collections, since none lives for
    long. A quarter less time than Go takes by itself."""
    return {**os.environ, "GOMAXPROCS": "1", "GOGC": "800", **more}

"""Work counted in lines of Python that run, which are as many on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


class TooManySteps(AssertionError):
    """More lines ran than were allowed."""


def steps(work: Callable[[], Any], most: int) -> int:
    """How many lines of Python `work` runs.

    Raises:
        TooManySteps: they are more than `most`; it is stopped there, so that what never ends fails.
    """
    count, before = 0, sys.gettrace()

    def traced(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        if count > most:
            raise TooManySteps(f"more than {most:,} lines ran, the last in {frame.f_code.co_qualname}")
        return traced

    sys.settrace(traced)
    try:
        work()
    finally:
        sys.settrace(before)
    return count

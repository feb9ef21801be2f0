"""Nothing can be made up for an expression that only its author understands."""

from __future__ import annotations

from typing import Any, NoReturn

from avionics.slis.played import Traffic, Unplayable


def play(sli: Any, traffic: Traffic, step: int) -> NoReturn:
    """Always refuses.

    Raises:
        Unplayable: which series make its ratio cannot be known.
    """
    del sli, traffic, step
    raise Unplayable("which series make a raw ratio cannot be known; write a test of your own")

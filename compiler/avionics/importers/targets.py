"""Objectives in per cent, exactly, from whatever they are written in."""

from __future__ import annotations

from decimal import Decimal

from avionics.importers.fields import INVALID, Fields, LeftOut

_STAND_IN = Decimal(99)
"""Goes on where an error was said: nothing is written then."""


def per_cent(fields: Fields, name: str, scale: int = 1) -> Decimal:
    """The number in a field, times `scale`, as an objective: more than 0, less than 100.

    Raises:
        LeftOut: it is 100 or 0, which are no objectives.
    """
    number = fields.number(name)
    if number is None:
        if not fields.peek(name):  # what is no number was said
            fields.told.say(INVALID, "error", fields.where, f"{fields.name} has no {name!r}", "it is required there")
        return _STAND_IN
    target = (number * scale).normalize()
    if target in (0, 100):
        message = f"an objective of {target:f} per cent has no budget that alerts could watch"
        raise LeftOut(fields.at(name), message, "promise less than 100 and more than 0")
    if not 0 < target < 100:
        message = f"{name} is {number}, expected more than 0 and less than {100 // scale}"
        fields.told.say(INVALID, "error", fields.at(name), message)
        return _STAND_IN
    return target

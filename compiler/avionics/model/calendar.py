"""Periods of the calendar."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Every = Literal["week", "month", "quarter"]


class Calendar(Struct, frozen=True):
    """A period that begins with the week (on Monday), the month or the quarter, at midnight in a time zone."""

    every: Every
    time_zone: str

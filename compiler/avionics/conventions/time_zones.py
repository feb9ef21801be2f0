"""Time zones as the package `tzdata` knows them, never the system's: the same output on every machine."""

from __future__ import annotations

import os
from functools import lru_cache
from zoneinfo import ZoneInfo

import tzdata

_HERE = os.path.dirname(tzdata.__file__)


@lru_cache(maxsize=1)
def time_zones() -> tuple[str, ...]:
    """The names of all time zones."""
    with open(os.path.join(_HERE, "zones"), encoding="utf-8") as file:
        return tuple(file.read().split())


@lru_cache(maxsize=64)
def time_zone(name: str) -> ZoneInfo:
    """The time zone of that name. One that does not exist is UTC: the rule unknown-time-zone reports it."""
    known = name if name in time_zones() else "UTC"
    with open(os.path.join(_HERE, "zoneinfo", *known.split("/")), "rb") as file:
        return ZoneInfo.from_file(file, key=known)

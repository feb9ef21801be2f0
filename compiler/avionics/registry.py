"""Which units there are: every sub-package of a room is one. There is no list to edit."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import import_module
from types import ModuleType

_HERE = os.path.dirname(__file__)


@lru_cache(maxsize=None)
def units(room: str) -> tuple[str, ...]:
    """The names of the units in `room` (a folder of this package), sorted."""
    entries = os.scandir(os.path.join(_HERE, *room.split("/")))
    return tuple(sorted(entry.name for entry in entries if os.path.isfile(os.path.join(entry.path, "__init__.py"))))


@lru_cache(maxsize=None)
def unit(room: str, name: str) -> ModuleType:
    """The unit `name` of `room`, imported on first use."""
    return import_module(f"avionics.{room.replace('/', '.')}.{name}")

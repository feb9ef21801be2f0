"""What is in this package: every sub-package of a room is a unit, there is no list to edit; and data files."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from types import ModuleType

_HERE = os.path.dirname(__file__)


@cache
def units(room: str) -> tuple[str, ...]:
    """The names of the units in `room` (a folder of this package), sorted."""
    entries = os.scandir(os.path.join(_HERE, *room.split("/")))
    return tuple(sorted(entry.name for entry in entries if os.path.isfile(os.path.join(entry.path, "__init__.py"))))


@cache
def unit(room: str, name: str) -> ModuleType:
    """The unit `name` of `room`, imported on first use."""
    return import_module(f"avionics.{room.replace('/', '.')}.{name}")


@cache
def files(room: str, suffix: str) -> tuple[str, ...]:
    """The names of the files in `room` that end in `suffix`, sorted."""
    return tuple(sorted(name for name in os.listdir(os.path.join(_HERE, *room.split("/"))) if name.endswith(suffix)))


def text(path: str) -> str:
    """A data file of this package. Not by importlib.resources, whose import every start would pay for."""
    with open(os.path.join(_HERE, path), encoding="utf-8") as file:
        return file.read()

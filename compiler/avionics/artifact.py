"""What a target makes: a path and its bytes."""

from __future__ import annotations

from msgspec import Struct

from avionics.place import Where


class Artifact(Struct, frozen=True):
    """A file below the output folder, and where in the specs it comes from; `line` counts from 1."""

    path: str
    content: bytes
    where: Where
    line: int

"""What a run remembers, on disk: a record for each unit, and one for what all of them share. Never pickled: others can
write it.

Records of units that stay are copied as they are, byte by byte.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress

import msgspec
from msgspec import Raw, Struct

from avionics.app.known import Known
from avionics.write.stage import Staged


class Remembered(Struct, frozen=True):
    """A unit of an earlier run: what others may know of it, the pages its specs lead to, what it became.

    Of one that had a finding nothing was seen, so that it is compiled again: its profile is remembered, not its output.
    """

    name: str
    known: Known
    references: tuple[str, ...]
    staged: tuple[Staged, ...]


class Shared(Struct, frozen=True):
    """What no unit has for itself: it hangs on what others may know of them all, and on the platform team's part.

    `platform` is the digest of that part; `clean` says that nothing was found.
    """

    platform: str
    staged: tuple[Staged, ...]
    clean: bool


class Kept(Struct, frozen=True):
    """What was remembered: `records` are the units as they lie on disk."""

    units: Mapping[str, Remembered]
    shared: Shared | None = None
    records: Mapping[str, Raw] = {}


class _File(Struct, frozen=True, array_like=True):
    basis: str
    units: list[Raw]
    shared: Shared | None


def load(path: str, basis: str) -> Kept:
    """What the file at `path` remembers on the same basis; nothing where it cannot be read."""
    try:
        with open(path, "rb") as file:
            found = msgspec.msgpack.decode(file.read(), type=_File)
        if found.basis != basis:
            return Kept({})
        read = msgspec.msgpack.Decoder(Remembered).decode
        units = [(read(record), record) for record in found.units]
    except (OSError, ValueError):
        return Kept({})
    return Kept({unit.name: unit for unit, _ in units}, found.shared, {unit.name: record for unit, record in units})


def save(path: str, basis: str, was: Kept, units: Mapping[str, Remembered], shared: Shared | None) -> None:
    """Remember units, if that is anything new. A disk that fails costs time later, nothing else."""
    if (units, shared) == (was.units, was.shared):
        return
    write = msgspec.msgpack.Encoder().encode
    records = [was.records[name] if unit is was.units.get(name) else Raw(write(unit)) for name, unit in units.items()]
    with suppress(OSError):
        with open(f"{path}.new", "wb") as file:
            file.write(write(_File(basis, records, shared)))
        os.replace(f"{path}.new", path)

"""What a run remembers, on disk: a record for each unit, and one for what all of them share. Never pickled: others can
write it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress

import msgspec
from msgspec import Raw, Struct

from avionics.app.known import Known
from avionics.model.catalog import Profile
from avionics.source.seen import Seen
from avionics.write.stage import Staged


class Told(Struct, frozen=True, array_like=True):
    """What a unit told the others (as in `Known`), and the pages that its specs lead to."""

    profiles: tuple[Profile, ...]
    pages: tuple[tuple[str, tuple[str, ...]], ...]
    references: tuple[str, ...]


class Remembered(Struct, frozen=True, array_like=True):
    """A unit of an earlier run: what was seen of its files, what it became, and its `Told`, for those who ask.

    Of one that had a finding nothing was seen, so that it is compiled again; its output is not remembered.
    """

    name: str
    seen: Seen
    staged: tuple[Staged, ...]
    record: Raw

    @property
    def told(self) -> Told:
        """What it told, read from its record."""
        return msgspec.msgpack.decode(self.record, type=Told)


def remembered(known: Known, references: tuple[str, ...], staged: tuple[Staged, ...], *, clean: bool) -> Remembered:
    """What to remember of a unit; `clean` says that nothing was found in it."""
    record = Raw(msgspec.msgpack.encode(Told(known.profiles, known.pages, references)))
    return Remembered(known.name, known.seen if clean else Seen(), staged if clean else (), record)


class Shared(Struct, frozen=True, array_like=True):
    """What no unit has for itself: it hangs on what all of them told, and on the platform team's part.

    `platform` is the digest of that part; `clean` says that nothing was found. The others are as in the catalog, with
    the names of the services and how many objectives and alerts they have.
    """

    platform: str
    staged: tuple[Staged, ...]
    clean: bool
    services: tuple[str, ...]
    consumers: Mapping[str, tuple[str, ...]]
    composed: Mapping[str, tuple[str, ...]]
    objectives: int
    alerts: int


class Kept(Struct, frozen=True, array_like=True):
    """The file: units and what they share, and on which basis they were compiled."""

    basis: str = ""
    units: tuple[Remembered, ...] = ()
    shared: Shared | None = None


def load(path: str, basis: str) -> Kept:
    """What the file at `path` remembers on the same basis; nothing where it cannot be read."""
    try:
        with open(path, "rb") as file:
            kept = msgspec.msgpack.decode(file.read(), type=Kept)
    except (OSError, ValueError):
        return Kept(basis)
    return kept if kept.basis == basis else Kept(basis)


def save(path: str, kept: Kept) -> None:
    """Remember. A disk that fails costs time later, nothing else."""
    with suppress(OSError):
        with open(f"{path}.new", "wb") as file:
            file.write(msgspec.msgpack.encode(kept))
        os.replace(f"{path}.new", path)

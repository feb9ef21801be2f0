"""What a run remembers, on disk: a record for each unit, and one for what all of them share. Never pickled: others can
write it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from avionics.app.known import Known
from avionics.app.share import Compiled
from avionics.finding import Finding
from avionics.model.catalog import Profile
from avionics.model.playbook import CockpitLink, Targets
from avionics.source.files import own
from avionics.source.files.seen import Seen
from avionics.write.stage import Staged


def settled(staged: Iterable[Staged]) -> tuple[Staged, ...]:
    """What was staged, as it is after the step to disk."""
    return tuple(replace(item, changed=False) for item in staged)


class Told(Struct, frozen=True, array_like=True):
    """What a unit told the others (as in `Known`), and the pages and the services that it leads to."""

    profiles: tuple[Profile, ...]
    pages: tuple[tuple[str, Targets], ...]
    opens: tuple[CockpitLink, ...]
    references: tuple[str, ...]
    spoken_of: tuple[str, ...]


class Remembered(Struct, frozen=True, array_like=True):
    """A unit of an earlier run: what was seen of its files, what it became, what was found, the keys of what it
    watches, and its `Told`, for those who ask.

    Of one that is not `alone` nothing was seen, so that it is compiled again; its output is not remembered.
    """

    name: str
    seen: Seen
    staged: tuple[Staged, ...]
    findings: tuple[Finding, ...]
    watched: tuple[int, ...]
    record: Raw

    @property
    def told(self) -> Told:
        """What it told, read from its record."""
        return msgspec.msgpack.decode(self.record, type=Told)

    @classmethod
    def of(cls, known: Known, compiled: Compiled) -> Remembered:
        """What to remember of a unit that was compiled."""
        told = Told(known.profiles, known.pages, known.opens, compiled.references, compiled.spoken_of)
        record = Raw(msgspec.msgpack.encode(told))
        if not compiled.alone:
            return cls(known.name, Seen(), (), (), known.watched, record)
        findings = (*known.findings, *compiled.findings)
        return cls(known.name, known.seen, settled(compiled.staged), findings, known.watched, record)


class Shared(Struct, frozen=True, array_like=True):
    """What no unit has for itself: it hangs on what all of them told, and on the platform team's part.

    `platform` is the digest of that part, `findings` what was found by looking at all at once, `twice` what two
    services watch, which hangs on more. The others are as in the catalog, with the names of the services and how many
    objectives and alerts they have.
    """

    platform: str
    staged: tuple[Staged, ...]
    findings: tuple[Finding, ...]
    twice: tuple[Finding, ...]
    services: tuple[str, ...]
    consumers: Mapping[str, tuple[str, ...]]
    composed: Mapping[str, tuple[str, ...]]
    opened: Mapping[str, tuple[CockpitLink, ...]]
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
        kept = msgspec.msgpack.decode(own.kept(path), type=Kept)
    except (OSError, ValueError, RecursionError):
        return Kept(basis)
    return kept if kept.basis == basis else Kept(basis)


def save(path: str, kept: Kept) -> None:
    """Remember. A disk that fails costs time later, nothing else."""
    with suppress(OSError):
        own.keep(path, msgspec.msgpack.encode(kept))

"""What a run remembers of each unit, so that the next one compiles only what changed.

Judged by the compiler, the project and teams, the day, the bytes of a unit's files, and what its compile reads of
others (their profiles, the anchors of their pages). Files with the stamps they had when they were read are not read
again; the output is trusted by size and time of change, as git trusts its index. A unit with a finding is compiled
every time, so a finding is never lost. JSON, never pickled: others can write it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress

import msgspec
import tzdata
from msgspec import Struct
from msgspec.structs import replace

from avionics.app.known import Known
from avionics.app.share import Compiled, Members
from avionics.model.catalog import Catalog
from avionics.source.files import Files
from avionics.source.project_files import ProjectFile
from avionics.source.seen import Seen, digest, seen
from avionics.write.stage import Staged

FILE = ".memory.json"


class Remembered(Struct, frozen=True):
    """A unit of an earlier run: what others may know of it, the pages its specs lead to, what it became.

    Of one that had a finding nothing was seen, so that it is compiled again: its profile is remembered, not its output.
    """

    name: str
    known: Known
    references: tuple[str, ...]
    staged: tuple[Staged, ...]


class _Kept(Struct, frozen=True):
    """The file: what was remembered, and on which basis."""

    basis: str
    units: tuple[Remembered, ...]


class Memory:
    """What earlier runs remember of the units in an output folder, and what this one adds."""

    def __init__(self, out: str, basis: str, units: dict[str, Remembered]) -> None:
        self._out, self._basis, self._units = out, basis, units
        self._settled: dict[str, Remembered] = {}

    @classmethod
    def empty(cls) -> Memory:
        """A memory that knows nothing and keeps nothing."""
        return cls("", "", {})

    @classmethod
    def load(cls, out: str, targets: Iterable[str], shared: Iterable[ProjectFile], today: str) -> Memory:
        """What was remembered in `out` on the same basis: compiler, targets, project, teams, day."""
        basis = f"{_compiler()} {' '.join(sorted(targets))} {digest(shared)} {today}"
        return cls(out, basis, _load(out, basis))

    def split(self, members: Members, files: Files) -> tuple[dict[str, Remembered], Members]:
        """Units whose files are as they were, and the files of the others.

        Raises:
            NotAProject: a file cannot be read.
        """
        fresh: dict[str, list[str]] = {}
        for name, paths in members.items():
            unit = self._units.get(name)
            known = unit and unit.known.seen
            if unit and known and known.stamps and known.stamps == files.stamps(paths):
                self._settled[name] = unit
                continue
            now = seen(files.read(paths, [])) if known and known.digest else Seen()
            if unit and now.digest and unit.known.seen.digest == now.digest:
                self._settled[name] = replace(unit, known=replace(unit.known, seen=now))
            else:
                fresh[name] = paths
        return self._settled, fresh

    def outdated(self, settled: Mapping[str, Remembered], catalog: Catalog) -> set[str]:
        """Units to compile all the same: something they read of others changed, or their output is not as it was."""
        moved = self._neighbours_of_the_changed(settled, catalog) & settled.keys()
        pages = self._changed_pages(settled, catalog)
        if pages:
            moved |= {name for name, unit in settled.items() if not pages.isdisjoint(unit.references)}
        return moved | {name for name, unit in settled.items() if not _still_there(self._out, unit)}

    def _neighbours_of_the_changed(self, settled: Mapping[str, Remembered], catalog: Catalog) -> set[str]:
        """Services that read the profile of one that is not as it was: who needs or reads it, whom it needs or did."""
        before = {p.name: p for name, unit in self._units.items() if name not in settled for p in unit.known.profiles}
        now = {name: profile for name, profile in catalog.services.items() if name not in settled}
        found: set[str] = set()
        for name in before.keys() | now.keys():
            old, new = before.get(name), now.get(name)
            if old != new:
                found.update(catalog.consumers.get(name, ()), catalog.composed.get(name, ()))
                found.update(needed for profile in (old, new) if profile for needed, _ in profile.depends_on)
        return found

    def _changed_pages(self, settled: Mapping[str, Remembered], catalog: Catalog) -> set[str]:
        """Pages that came, went, or have other headings."""
        before = {
            path: anchors
            for name, unit in self._units.items()
            if name not in settled
            for path, anchors in unit.known.pages
        }
        kept = {path for unit in settled.values() for path, _ in unit.known.pages}
        now = {path: anchors for path, anchors in catalog.pages.items() if path not in kept}
        return {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}

    def kept(self, settled: Mapping[str, Remembered], late: set[str]) -> list[Staged]:
        """The output of the units that were not compiled."""
        return [item for name, unit in settled.items() if name not in late for item in unit.staged]

    def save(self, told: Iterable[Known], done: Iterable[Compiled]) -> None:
        """Remember the units just compiled, and those that stayed. A disk that fails costs time later, nothing else."""
        if not self._out:
            return
        units = dict(self._settled)
        compiled = {one.name: one for one in done}
        for known in told:
            units[known.name] = self._remembered(known, compiled[known.name])
        if units != self._units:
            _save(self._out, self._basis, units.values())

    def _remembered(self, known: Known, compiled: Compiled) -> Remembered:
        clean = compiled.alone and not (known.broken or known.findings or compiled.findings)
        bare = replace(known, findings=(), broken=False, seen=known.seen if clean else Seen())
        staged = tuple(replace(item, changed=False) for item in compiled.staged) if clean else ()
        return Remembered(known.name, bare, compiled.references, staged)


def _compiler() -> str:
    """The compiler itself: its files by name, size and time of change; and the time zones of calendars."""
    digest = hashlib.sha256(tzdata.IANA_VERSION.encode())
    folders = [os.path.dirname(os.path.dirname(__file__))]
    while folders:
        for entry in sorted(os.scandir(folders.pop()), key=lambda entry: entry.name):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    folders.append(entry.path)
            else:
                status = entry.stat()
                digest.update(f"{entry.name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _load(out: str, basis: str) -> dict[str, Remembered]:
    try:
        with open(f"{out}/{FILE}", "rb") as file:
            kept = msgspec.json.decode(file.read(), type=_Kept)
    except (OSError, ValueError):
        return {}
    return {unit.name: unit for unit in kept.units} if kept.basis == basis else {}


def _save(out: str, basis: str, units: Iterable[Remembered]) -> None:
    temporary = f"{out}/{FILE}.new"
    with suppress(OSError):
        with open(temporary, "wb") as file:
            file.write(msgspec.json.encode(_Kept(basis, tuple(units))))
        os.replace(temporary, f"{out}/{FILE}")


def _still_there(out: str, unit: Remembered) -> bool:
    """Whether the output of a unit is as it was written."""
    for item in unit.staged:
        try:
            status = os.lstat(f"{out}/{item.entry.path}")
        except OSError:
            return False
        if (status.st_size, status.st_mtime_ns) != (item.size, item.modified):
            return False
    return True

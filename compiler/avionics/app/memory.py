"""What a run remembers of each unit, so that the next one compiles only what changed.

Judged by the compiler, the project and teams, the day, the bytes of a unit's files, and what its compile reads of
others (their profiles, the anchors of their pages). Files with the stamps they had when they were read are not read
again, and folders not listed again; the output is trusted by size and time of change, as git trusts its index. A unit
with a finding is compiled every time, so a finding is never lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from avionics.app import basis, remembered
from avionics.app.known import Known
from avionics.app.remembered import Kept, Remembered, Shared
from avionics.app.share import Compiled, Members
from avionics.finding import Finding
from avionics.model.catalog import Catalog
from avionics.source import files, listing
from avionics.source.files import Files
from avionics.source.listing import Listing
from avionics.source.project_files import ProjectFile
from avionics.source.seen import Seen, digest, seen
from avionics.write.stage import Staged

UNITS, FOLDERS = ".memory", ".folders"


class Moved(Struct, frozen=True):
    """What others may know of units that were not settled, and is another now than it was.

    `services` by name, `needed` those that they need or did, `pages` by path.
    """

    services: frozenset[str]
    needed: frozenset[str]
    pages: frozenset[str]


class Memory:
    """What earlier runs remember of the units in an output folder, and what this one adds."""

    def __init__(self, out: str, compiler: str, folders: Listing) -> None:
        self._out, self._compiler = out, compiler
        self._known, self._folders = folders, folders
        self._basis, self._kept = "", Kept({})
        self._settled: dict[str, Remembered] = {}

    @classmethod
    def empty(cls) -> Memory:
        """A memory that knows nothing and keeps nothing."""
        return cls("", "", {})

    @classmethod
    def load(cls, out: str) -> Memory:
        """What the same compiler remembers in `out`."""
        compiler = basis.compiler()
        return cls(out, compiler, listing.load(f"{out}/{FOLDERS}", compiler))

    def find(self, root: str) -> tuple[Files, list[Finding]]:
        """As `files.find`; folders that are as they were are not listed again."""
        found, findings, self._folders = files.find(root, self._known)
        return found, findings

    def recall(self, targets: Iterable[str], shared: Iterable[ProjectFile], today: str) -> None:
        """Remember the units that were compiled on the same basis: targets, project and teams, day."""
        if self._out:
            self._basis = f"{self._compiler} {' '.join(sorted(targets))} {digest(shared)} {today}"
            self._kept = remembered.load(f"{self._out}/{UNITS}", self._basis)

    def split(self, members: Members, files: Files) -> tuple[dict[str, Remembered], Members]:
        """Units whose files are as they were, and the files of the others.

        Raises:
            NotAProject: a file cannot be read.
        """
        fresh: dict[str, list[str]] = {}
        for name, paths in members.items():
            unit = self._kept.units.get(name)
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

    def moved(self, told: Iterable[Known]) -> Moved:
        """What others may know of the units that were not settled, and is not as it was."""
        before = [unit.known for name, unit in self._kept.units.items() if name not in self._settled]
        now = list(told)
        was, is_ = ({profile.name: profile for one in units for profile in one.profiles} for units in (before, now))
        services = _differing(was, is_)
        needed = {name for one in services for half in (was, is_) if one in half for name, _ in half[one].depends_on}
        pages = _differing(*(dict(page for one in units for page in one.pages) for units in (before, now)))
        return Moved(services, frozenset(needed), pages)

    def outdated(self, moved: Moved, catalog: Catalog) -> set[str]:
        """Settled units to compile all the same, since they read of others what moved: who needs or reads a service,
        whom it needs or did; whose specs lead to a page."""
        found = set(moved.needed)
        for name in moved.services:
            found.update(catalog.consumers.get(name, ()), catalog.composed.get(name, ()))
        found &= self._settled.keys()
        if moved.pages:
            found |= {name for name, unit in self._settled.items() if not moved.pages.isdisjoint(unit.references)}
        return found

    def shared(self, moved: Moved, platform: str) -> Shared | None:
        """What no unit has for itself, if all that it hangs on is as it was."""
        was = self._kept.shared
        same = was and was.clean and was.platform == platform and not (moved.services or moved.pages)
        return was if same else None

    def save(self, told: Iterable[Known], done: Iterable[Compiled], shared: Shared) -> None:
        """Remember the units just compiled, and those that stayed. A disk that fails costs time later, nothing else."""
        if not self._out:
            return
        units = dict(self._settled)
        compiled = {one.name: one for one in done}
        for known in told:
            units[known.name] = _remembered(known, compiled[known.name])
        shared = replace(shared, staged=_settled(shared.staged))
        remembered.save(f"{self._out}/{UNITS}", self._basis, self._kept, units, shared)
        if self._folders != self._known:
            listing.save(f"{self._out}/{FOLDERS}", self._compiler, self._folders)


T = TypeVar("T")


def _differing(was: Mapping[str, T], is_: Mapping[str, T]) -> frozenset[str]:
    return frozenset(key for key in was.keys() | is_.keys() if was.get(key) != is_.get(key))


def _remembered(known: Known, compiled: Compiled) -> Remembered:
    clean = compiled.alone and not (known.broken or known.findings or compiled.findings)
    bare = replace(known, findings=(), broken=False, seen=known.seen if clean else Seen())
    return Remembered(known.name, bare, compiled.references, _settled(compiled.staged) if clean else ())


def _settled(staged: Iterable[Staged]) -> tuple[Staged, ...]:
    return tuple(replace(item, changed=False) for item in staged)

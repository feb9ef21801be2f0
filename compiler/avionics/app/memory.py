"""What a run remembers of each unit, so that the next one compiles only what changed.

Judged by the compiler, the project and teams, routes before ours, the day, the bytes of a unit's files, and what its
compile reads of others (their profiles, the anchors of their pages). Files with the stamps they had when they were read
are not read again, and folders not listed again; the output is trusted by size and time of change, as git trusts its
index. What was found is remembered too, and said again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from avionics.app import basis, earlier_catalog, remembered
from avionics.app.known import Known
from avionics.app.project import Ground
from avionics.app.remembered import Kept, Remembered, Shared, Told
from avionics.app.share import Compiled, Members
from avionics.finding import Finding
from avionics.load import catalog as load
from avionics.model.catalog import Catalog, Profile
from avionics.model.playbook import CockpitLink, Targets
from avionics.model.route_before import RouteBefore
from avionics.source.files import listing, tree
from avionics.source.files.listing import Listing
from avionics.source.files.project_files import PROJECT, ProjectFile
from avionics.source.files.seen import Seen, digest, seen
from avionics.source.files.stamp import stamp
from avionics.source.files.tree import Files

UNITS, FOLDERS = ".memory", ".folders"


class Moved(Struct, frozen=True):
    """What others may know of units that were not settled, and is another now than it was.

    `services` by name, `needed` those that they need or did, `pages` by path, `opened` the services whose cockpits
    their pages open or did.
    """

    services: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.services or self.pages or self.opened)


class Memory:
    """What earlier runs remember of the units in an output folder, and what this one adds."""

    def __init__(self, out: str, compiler: str, folders: Listing) -> None:
        self._out, self._compiler = out, compiler
        self._known, self._folders = folders, folders
        self._checkout, self._kept = "", Kept()
        self._units: dict[str, Remembered] = {}
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
        """As `tree.find`; folders that are as they were are not listed again."""
        found, findings, self._folders = tree.find(root, self._known)
        self._checkout = stamp(os.lstat(f"{root}/{PROJECT}"))
        return found, findings

    def recall(
        self, targets: Iterable[str], shared: Iterable[ProjectFile], routes: tuple[RouteBefore, ...], today: str
    ) -> None:
        """Remember the units that were compiled on the same basis: targets, project and teams, routes before ours, day.

        And in the same checkout: a memory that comes with a tree is not ours. Nobody can know beforehand when the
        project's file will be written, so nobody can forge one.
        """
        if self._out:
            before = hashlib.sha256(msgspec.msgpack.encode(routes)).hexdigest()
            same = f"{self._compiler} {self._checkout} {' '.join(sorted(targets))} {digest(shared)} {before} {today}"
            self._kept = remembered.load(f"{self._out}/{UNITS}", same)
            self._units = {unit.name: unit for unit in self._kept.units}

    def split(self, members: Members, files: Files) -> tuple[dict[str, Remembered], Members]:
        """Units whose files are as they were, and the files of the others.

        Raises:
            NotAProject: a file cannot be read.
        """
        fresh: dict[str, list[str]] = {}
        for name, paths in members.items():
            unit = self._units.get(name)
            known = unit.seen if unit else Seen()
            if unit and known.stamps and known.stamps == files.stamps(paths):
                self._settled[name] = unit
                continue
            now = seen(files.read(paths, [])) if known.digest else Seen()
            if unit and now.digest and known.digest == now.digest:
                self._settled[name] = replace(unit, seen=now)
            else:
                fresh[name] = paths
        return self._settled, fresh

    def moved(self, told: Iterable[Known]) -> Moved:
        """What the units that were not settled told the others, and is not as it was; none where nothing is kept that
        could hang on it."""
        if self._kept.shared is None:
            return Moved()
        before = (unit.told for name, unit in self._units.items() if name not in self._settled)
        (was, old_pages, old_links), (is_, new_pages, new_links) = _facts(before), _facts(told)
        services = _differing(was, is_)
        needed = {name for one in services for half in (was, is_) if one in half for name, _ in half[one].depends_on}
        opened = _differing(load.opened(old_links), load.opened(new_links))
        return Moved(services, frozenset(needed), _differing(old_pages, new_pages), opened)

    def outdated(self, moved: Moved, catalog: Catalog) -> set[str]:
        """Settled units to compile all the same, since they read of others what moved: who needs or reads a service,
        whom it needs or did; whose specs lead to a page, or pages to a cockpit; who reads what is recorded of one;
        whose cockpit pages open or did."""
        if not moved:
            return set()
        found = set(moved.needed | moved.opened)
        for name in moved.services:
            found.update(catalog.consumers.get(name, ()))
        found |= _reached(moved.services, catalog.composed)
        found &= self._settled.keys()
        found.update(name for name, unit in self._settled.items() if _leads(unit.told, moved))
        return found

    def catalog(self, base: Ground, told: Iterable[Known], today: str) -> Catalog:
        """The catalog of the units that are settled and of those that told it just now."""
        now = list(told)
        if self._kept.shared and not self.moved(now):
            return earlier_catalog.catalog(base, self._units, self._kept.shared, today)
        everything: list[Told | Known] = [*(unit.told for unit in self._settled.values()), *now]
        profiles, pages, links = _facts(everything)
        return load.catalog(base.project, base.teams, profiles.values(), pages.items(), links, today)

    def shared(self, moved: Moved, platform: str) -> Shared | None:
        """What no unit has for itself, if all that it hangs on is as it was."""
        was = self._kept.shared
        return was if was and was.platform == platform and not moved else None

    def save(self, told: Iterable[Known], done: Iterable[Compiled], shared: Shared) -> None:
        """Remember the units just compiled, and those that stayed. A disk that fails costs time later, nothing else."""
        if not self._out:
            return
        units = dict(self._settled)
        compiled = {one.name: one for one in done}
        for known in told:
            units[known.name] = Remembered.of(known, compiled[known.name])
        if units != self._units or shared != self._kept.shared:
            now = Kept(
                self._kept.basis, tuple(units.values()), replace(shared, staged=remembered.settled(shared.staged))
            )
            remembered.save(f"{self._out}/{UNITS}", now)
        if self._folders != self._known:
            listing.save(f"{self._out}/{FOLDERS}", self._compiler, self._folders)


def _leads(told: Told, moved: Moved) -> bool:
    return not (moved.pages.isdisjoint(told.references) and moved.services.isdisjoint(told.spoken_of))


def _reached(services: Iterable[str], composed: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Who has composites that are made of these services, directly or by way of others."""
    found: set[str] = set()
    behind = [*services]
    while behind:
        more = set(composed.get(behind.pop(), ())) - found
        found |= more
        behind += more
    return found


def _facts(units: Iterable[Told | Known]) -> tuple[dict[str, Profile], dict[str, Targets], list[CockpitLink]]:
    """Profiles by name, what links may name by page, and the addresses that open cockpits."""
    profiles: dict[str, Profile] = {}
    pages: dict[str, Targets] = {}
    links: list[CockpitLink] = []
    for unit in units:
        profiles.update((profile.name, profile) for profile in unit.profiles)
        pages.update(unit.pages)
        links += unit.opens
    return profiles, pages, links


T = TypeVar("T")


def _differing(was: Mapping[str, T], is_: Mapping[str, T]) -> frozenset[str]:
    return frozenset(key for key in was.keys() | is_.keys() if was.get(key) != is_.get(key))

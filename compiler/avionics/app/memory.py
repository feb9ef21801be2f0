"""What a run remembers of each unit, so that the next one compiles only what changed.

Keyed by content, never by time: the bytes of a unit's files, the compiler, and what its compile reads of others. Only
units without a finding are remembered, so a finding is never lost. The output is trusted by size and time of change,
as git trusts its index; a file edited by hand is compiled again. JSON, never pickled: others can write it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import orjson

from avionics.app.known import Known
from avionics.app.share import Compiled, Members
from avionics.model.catalog import Catalog, Profile
from avionics.place import Where
from avionics.source.project_files import ProjectFile
from avionics.write.record import Entry
from avionics.write.stage import Staged

FILE = ".memory.json"


@dataclass(frozen=True, slots=True)
class Remembered:
    """A unit that compiled without a finding: what it was made from, what others may know of it, what it became.

    `references` are the pages of other units that its compile looks at.
    """

    name: str
    read_key: str
    compile_key: str
    known: Known
    references: tuple[str, ...]
    staged: tuple[Staged, ...]


class Memory:
    """What earlier runs remember of the units in an output folder, and what this one adds."""

    def __init__(self, out: str, compiler: str, ground: str, units: dict[str, Remembered]) -> None:
        self._out, self._compiler, self._ground, self._units = out, compiler, ground, units
        self._read_keys: dict[str, str] = {}

    @classmethod
    def empty(cls) -> Memory:
        """A memory that knows nothing and keeps nothing."""
        return cls("", "", "", {})

    @classmethod
    def load(cls, out: str, targets: Iterable[str], files: Iterable[ProjectFile]) -> Memory:
        """What was remembered in `out` by the same compiler for the same targets; nothing where that cannot be read."""
        compiler = _compiler_key(targets)
        ground = _files_key(file for file in files if unit_of_ground(file.path))
        return cls(out, compiler, ground, _load(out, compiler))

    def split(self, members: Members) -> tuple[dict[str, Remembered], Members]:
        """Units whose files are as they were, and the files of the others."""
        settled: dict[str, Remembered] = {}
        for name, files in members.items():
            self._read_keys[name] = _files_key(files)
            unit = self._units.get(name)
            if unit and unit.read_key == self._read_keys[name]:
                settled[name] = unit
        return settled, {name: files for name, files in members.items() if name not in settled}

    def outdated(self, settled: Mapping[str, Remembered], catalog: Catalog) -> set[str]:
        """Units to compile all the same: something they read of others changed, or their output is not as it was."""
        return {
            name
            for name, unit in settled.items()
            if unit.compile_key != self._compile_key(name, unit.references, catalog) or not _still_there(self._out, unit)
        }

    def kept(self, settled: Mapping[str, Remembered], late: set[str]) -> list[Staged]:
        """The output of the units that were not compiled."""
        return [item for name, unit in settled.items() if name not in late for item in unit.staged]

    def save(self, told: Iterable[Known], done: Iterable[Compiled], catalog: Catalog) -> None:
        """Remember the units just compiled without a finding, and those that stayed. A disk that fails costs time only."""
        if not self._out:
            return
        known = {one.name: one for one in told}
        units = {name: unit for name, unit in self._units.items() if name in self._read_keys}
        changed = units.keys() != self._units.keys()
        for one in done:
            changed = True
            units.pop(one.name, None)
            if one.alone and not (one.findings or known[one.name].findings or known[one.name].broken):
                key = self._compile_key(one.name, one.references, catalog)
                units[one.name] = Remembered(
                    one.name, self._read_keys[one.name], key, known[one.name], one.references, one.staged
                )
        if changed:
            _save(self._out, self._compiler, units.values())

    def _compile_key(self, name: str, references: Iterable[str], catalog: Catalog) -> str:
        """What the compile of a unit reads: itself, project and teams, its neighbours' profiles, pages of others."""
        neighbours = [repr(catalog.services.get(other)) for other in catalog.neighbours(name)]
        pages = [repr(catalog.pages.get(path)) for path in references]
        read = (self._read_keys[name], self._ground, catalog.today, *neighbours, *pages)
        return hashlib.sha256("\n".join(read).encode()).hexdigest()


def unit_of_ground(path: str) -> bool:
    """Whether a file is the project's own or a team's, which every unit reads."""
    return path.startswith("teams/") or "/" not in path


def _compiler_key(targets: Iterable[str]) -> str:
    """The compiler itself: its files by name, size and time of change, and what it is asked for."""
    digest = hashlib.sha256(repr(sorted(targets)).encode())
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


def _files_key(files: Iterable[ProjectFile]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.path.encode())
        digest.update(hashlib.sha256(file.content).digest())
    return digest.hexdigest()


def _load(out: str, compiler: str) -> dict[str, Remembered]:
    try:
        with open(os.path.join(out, FILE), "rb") as file:
            data = orjson.loads(file.read())
        if data["compiler"] != compiler:
            return {}
        return {item[0]: _decoded(item) for item in data["units"]}
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return {}


def _save(out: str, compiler: str, units: Iterable[Remembered]) -> None:
    data = {"compiler": compiler, "units": [_encoded(unit) for unit in units]}
    temporary = os.path.join(out, f"{FILE}.new")
    with suppress(OSError):
        with open(temporary, "wb") as file:
            file.write(orjson.dumps(data))
        os.replace(temporary, os.path.join(out, FILE))


def _still_there(out: str, unit: Remembered) -> bool:
    """Whether the output of a unit is as it was written."""
    for item in unit.staged:
        try:
            status = os.lstat(os.path.join(out, item.entry.path))
        except OSError:
            return False
        if (status.st_size, status.st_mtime_ns) != (item.size, item.modified):
            return False
    return True


def _encoded(unit: Remembered) -> list[Any]:
    profiles = [_profile_data(profile) for profile in unit.known.profiles]
    staged = [(e.entry.path, e.entry.sha256, e.entry.spec, e.entry.line, e.size, e.modified) for e in unit.staged]
    return [unit.name, unit.read_key, unit.compile_key, profiles, unit.known.pages, unit.references, staged]


def _decoded(item: list[Any]) -> Remembered:
    name, read, compiled, profiles, pages, references, staged = item
    known = Known(name, tuple(map(_profile, profiles)), tuple((path, tuple(anchors)) for path, anchors in pages), (), broken=False)
    kept = tuple(Staged(Entry(path, sha, spec, line), False, size, modified) for path, sha, spec, line, size, modified in staged)
    return Remembered(name, read, compiled, known, tuple(references), kept)


def _profile_data(profile: Profile) -> list[Any]:
    alerts = [(name, where.path, where.route) for name, where in profile.alerts]
    fields = [getattr(profile, field) for field in Profile.__slots__ if field != "alerts"]
    return [alerts, *fields]


def _profile(data: list[Any]) -> Profile:
    alerts, *fields = data
    names = (field for field in Profile.__slots__ if field != "alerts")
    values = dict(zip(names, map(_frozen, fields), strict=True))
    return Profile(alerts=tuple((name, Where(path, tuple(route))) for name, path, route in alerts), **values)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value

"""A share of the units: read, then compiled and staged, here or in a second process.

The two steps meet in the middle: after reading, each share tells the others what they may know of its services.
"""

from __future__ import annotations

import os
from binascii import crc32
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from msgspec import Struct

from avionics.app import unit as units
from avionics.app.channel import Channel
from avionics.app.known import Known, known
from avionics.app.unit import Unit
from avionics.artifact import Artifact
from avionics.finding import Finding
from avionics.lint import engine
from avionics.model.catalog import Catalog
from avionics.registry import unit as imported
from avionics.schema import validators
from avionics.source.files.seen import seen
from avionics.source.files.tree import Files
from avionics.write.stage import Staged

Members = Mapping[str, list[str]]
"""The units of a share, and the paths of their files."""

WORTH_A_PROCESS = 300
"""Files from which a second process pays: below it, starting one costs more than it saves."""


class Compiled(Struct, frozen=True):
    """What compiling a unit left: staged artifacts and findings, the pages it looked at, the services that its pages
    lead to or of which it reads recorded series.

    `alone` is false where a page speaks of another unit's service, so that its findings hang on more than is tracked.
    """

    name: str
    staged: tuple[Staged, ...]
    findings: tuple[Finding, ...]
    references: tuple[str, ...]
    spoken_of: tuple[str, ...]
    alone: bool


class Destination(Protocol):
    """Where artifacts go: to a `Stage`, or `Nowhere`."""

    def add(self, artifact: Artifact) -> Staged:
        """Take an artifact."""

    def holds(self, items: Iterable[Staged]) -> bool:
        """Whether what was taken before is still there."""


MakeCatalog = Callable[[Iterable[Known]], Catalog]


class Task(Struct, frozen=True):
    """What every share is told: from which files, how all they know makes the catalog, for which targets, where to."""

    files: Files
    make_catalog: MakeCatalog
    targets: tuple[str, ...]
    stage: Destination


def read(members: Members, files: Files) -> tuple[list[Unit], list[Known]]:
    """The units of a share, and what others may know of each.

    Raises:
        NotAProject: a file cannot be read.
    """
    findings: dict[str, list[Finding]] = {name: [] for name in members}
    contents = {name: files.read(paths, findings[name]) for name, paths in members.items()}
    found = list(units.read_all(contents))
    return found, [known(unit, findings[unit.name], seen(contents[unit.name])) for unit in found]


def compile_(found: list[Unit], catalog: Catalog, task: Task) -> list[Compiled]:
    """Compile and stage each unit; nothing of it stays in memory but where it went."""
    done: list[Compiled] = []
    for unit, outcome in zip(found, units.compiled(found, catalog, task.targets), strict=True):
        staged = tuple(map(task.stage.add, outcome.artifacts))
        alone = all(page.service in ("", unit.name) for page in unit.pages)
        led = units.references(unit), units.spoken_of(unit, outcome.reads)
        done.append(Compiled(unit.name, staged, outcome.findings, *led, alone))
    return done


class Leaving:
    """Processes that are done. To take one apart takes the system a while, in which whoever entered this goes on."""

    def __init__(self) -> None:
        self._processes: list[int] = []

    def add(self, process: int) -> None:
        self._processes.append(process)

    def __enter__(self) -> Leaving:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            os.waitpid(process, 0)


def run(members: Members, task: Task, leaving: Leaving) -> tuple[Catalog, list[Known], list[Compiled]]:
    """All units, by two processes where it pays; the same result either way. The second may still be `leaving`.

    Raises:
        NotAProject: as `read`.
        WriteFailed: as `Stage.add`.
    """
    if not _pays(members):
        found, mine = read(members, task.files)
        catalog = task.make_catalog(mine)
        return catalog, mine, compile_(found, catalog, task)
    ours, theirs = _dealt(members)
    _load(task.targets)
    with _Peer(theirs, task, leaving) as peer:
        found, mine = read(ours, task.files)
        both = mine + peer.receive(list[Known])
        peer.send(mine)
        catalog = task.make_catalog(both)
        done = compile_(found, catalog, task)
        return catalog, both, done + peer.receive(list[Compiled])


def _pays(members: Members) -> bool:
    return sum(map(len, members.values())) >= WORTH_A_PROCESS and (os.cpu_count() or 1) > 1 and hasattr(os, "fork")


def _dealt(members: Members) -> tuple[Members, Members]:
    """Two shares of as many units, dealt as by chance and the same each time: names follow schemes, so that what takes
    long may be every other one, or all that begin alike."""
    names = sorted(members, key=lambda name: crc32(name.encode()))
    return {name: members[name] for name in names[0::2]}, {name: members[name] for name in names[1::2]}


def _load(targets: tuple[str, ...]) -> None:
    """Import and make what both processes need before they part, so that it is done once."""
    engine.rules()
    validators.prepare()
    for name in targets:
        imported("targets", name)


class _Peer:
    """A forked process that works on a share; it inherits all it needs and answers through a channel."""

    def __init__(self, members: Members, task: Task, leaving: Leaving) -> None:
        from_peer, to_parent = os.pipe()
        from_parent, to_peer = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(from_peer)
            os.close(to_peer)
            _work(Channel(from_parent, to_parent), members, task)
        leaving.add(self._process)
        os.close(to_parent)
        os.close(from_parent)
        self._channel = Channel(from_peer, to_peer)

    def __enter__(self) -> Channel:
        return self._channel

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        """The peer ends with its task; at once when this side failed."""
        if failure is not None:
            import signal  # noqa: PLC0415  for failures only

            os.kill(self._process, signal.SIGKILL)
        self._channel.close()


def _work(parent: Channel, members: Members, task: Task) -> None:
    """The life of a peer: read, tell, hear, compile, tell, end."""
    try:
        found, mine = read(members, task.files)
        parent.send(mine)
        catalog = task.make_catalog(parent.receive(list[Known]) + mine)
        parent.send(compile_(found, catalog, task))
    except BaseException as error:  # noqa: BLE001  the parent decides what it means
        parent.fail(error)
    finally:
        os._exit(0)

"""A share of the units: read, then compiled and staged, here or in a second process.

The two steps meet in the middle: after reading, each share tells the others what they may know of its services.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from avionics.app import unit as units
from avionics.app.unit import Unit
from avionics.finding import Finding
from avionics.model.catalog import Catalog, Profile
from avionics.source.project_files import ProjectFile
from avionics.write.stage import Stage, Staged

Members = Mapping[str, list[ProjectFile]]

WORTH_A_PROCESS = 300
"""Files from which a second process pays: about 0.1 s of work (measured by `make bench`)."""


@dataclass(frozen=True, slots=True)
class Known:
    """What reading a share tells the others: profiles, the anchors of pages, what was found, whether files are broken."""

    profiles: tuple[Profile, ...]
    pages: tuple[tuple[str, tuple[str, ...]], ...]
    findings: tuple[Finding, ...]
    broken: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What compiling a share left: staged artifacts and findings."""

    staged: tuple[Staged, ...]
    findings: tuple[Finding, ...]


MakeCatalog = Callable[[Iterable[Known]], Catalog]


def read(members: Members) -> tuple[list[Unit], Known]:
    """The units of a share, and what others may know of them."""
    found = [units.read(name, files) for name, files in members.items()]
    known = Known(
        profiles=tuple(unit.profile for unit in found if unit.profile),
        pages=tuple((page.path, page.anchors) for unit in found for page in unit.pages),
        findings=tuple(finding for unit in found for finding in unit.findings),
        broken=any(unit.broken for unit in found),
    )
    return found, known


def compile_(found: list[Unit], catalog: Catalog, targets: tuple[str, ...], stage: Stage) -> Done:
    """Compile and stage each unit; nothing of it stays in memory but where it went."""
    staged: list[Staged] = []
    findings: list[Finding] = []
    for unit in found:
        outcome = units.compiled(unit, catalog, targets)
        staged.extend(map(stage.add, outcome.artifacts))
        findings.extend(outcome.findings)
    return Done(tuple(staged), tuple(findings))


def run(members: Members, make_catalog: MakeCatalog, targets: tuple[str, ...], stage: Stage) -> tuple[Catalog, list[Known], list[Done]]:
    """All units, by two processes where it pays; the same result either way.

    Raises:
        WriteFailed: as `Stage.add`.
    """
    if not _pays(members):
        found, known = read(members)
        catalog = make_catalog([known])
        return catalog, [known], [compile_(found, catalog, targets, stage)]
    names = list(members)
    theirs = {name: members[name] for name in names[1::2]}
    peer = _Peer(theirs, make_catalog, targets, stage)
    found, known = read({name: members[name] for name in names[0::2]})
    both = [known, peer.receive()]
    peer.send(known)
    catalog = make_catalog(both)
    done = compile_(found, catalog, targets, stage)
    return catalog, both, [done, peer.receive()]


def _pays(members: Members) -> bool:
    return sum(map(len, members.values())) >= WORTH_A_PROCESS and (os.cpu_count() or 1) > 1 and hasattr(os, "fork")


class _Peer:
    """A forked process that works on a share; it inherits all it needs and answers through pipes."""

    def __init__(self, members: Members, make_catalog: MakeCatalog, targets: tuple[str, ...], stage: Stage) -> None:
        from_peer, to_parent = os.pipe()
        from_parent, to_peer = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(from_peer)
            os.close(to_peer)
            _work(os.fdopen(from_parent, "rb"), os.fdopen(to_parent, "wb"), members, make_catalog, targets, stage)
        os.close(to_parent)
        os.close(from_parent)
        self._in, self._out = os.fdopen(from_peer, "rb"), os.fdopen(to_peer, "wb")

    def send(self, value: Any) -> None:
        _send(self._out, value)

    def receive(self) -> Any:
        """The peer's next answer; what it raised is raised here."""
        try:
            value = pickle.load(self._in)  # noqa: S301  our own fork, through a pipe of our own
        except EOFError:
            os.waitpid(self._process, 0)
            raise RuntimeError("a process that compiled a share ended early") from None
        if isinstance(value, BaseException):
            raise value
        if isinstance(value, Done):
            os.waitpid(self._process, 0)
        return value


def _send(pipe: BinaryIO, value: Any) -> None:
    pickle.dump(value, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _work(  # noqa: PLR0913
    inbox: BinaryIO, outbox: BinaryIO, members: Members, make_catalog: MakeCatalog, targets: tuple[str, ...], stage: Stage
) -> None:
    """The life of a peer: read, tell, hear, compile, tell, end."""
    try:
        found, known = read(members)
        _send(outbox, known)
        others: Known = pickle.load(inbox)  # noqa: S301  our own parent, through a pipe of our own
        catalog = make_catalog([others, known])
        _send(outbox, compile_(found, catalog, targets, stage))
    except BaseException as error:  # noqa: BLE001  the parent decides what it means
        _send(outbox, error)
    finally:
        os._exit(0)

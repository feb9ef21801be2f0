"""The pipeline from files to artifacts that go somewhere: units that changed are compiled, the others remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from avionics.app import platform, share
from avionics.app import unit as units
from avionics.app.known import Known
from avionics.app.memory import Memory
from avionics.app.project import Ground, grounded, of_all
from avionics.app.remembered import Remembered, Shared
from avionics.app.share import Compiled, Destination, Task
from avionics.app.watches import twice
from avionics.finding import Finding
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.source.files import project_files
from avionics.source.files.tree import Files
from avionics.write.stage import Staged

Progress = Callable[[str], None]


def silent(step: str) -> None:
    """Nobody listens."""


class Order(Struct, frozen=True):
    """For which targets and which day to compile, and who hears of long steps."""

    targets: tuple[str, ...]
    today: str
    progress: Progress = silent


class Read(Struct, frozen=True):
    """What was read at first: which files there are, project and teams, and what was wrong. Without a project nothing
    can be compiled."""

    files: Files
    base: Ground | None
    findings: tuple[Finding, ...]


class Made(Struct, frozen=True):
    """What units and project became, what was found, and what there is to remember of it; units that were `kept` are
    remembered already."""

    catalog: Catalog
    staged: tuple[Staged, ...]
    findings: tuple[Finding, ...]
    told: tuple[Known, ...]
    done: tuple[Compiled, ...]
    kept: tuple[Remembered, ...]
    shared: Shared

    def references(self) -> frozenset[str]:
        """The pages that specs and other pages lead to."""
        led = (*(one.references for one in self.done), *(unit.told.references for unit in self.kept))
        return frozenset(page for pages in led for page in pages)


def read(root: str, memory: Memory, order: Order) -> Read:
    """The files of the project in `root`, and what all units stand on.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
    """
    files, findings = memory.find(root)
    shared = files.read([path for path in files if not path.startswith(project_files.OF_UNITS)], findings)
    base = grounded(root, shared, findings)
    if base is None:
        for name, group in units.members(files).items():
            findings += units.read(name, files.read(group, findings)).findings
    memory.recall(order.targets, shared, base.project.routes_before if base else (), order.today)
    return Read(files, base, tuple(findings))


def make(files: Files, base: Ground, memory: Memory, destination: Destination, order: Order) -> Made:
    """Everything after reading: units, catalog, and what is not a service's.

    Raises:
        NotAProject: a file cannot be read.
        WriteFailed: the destination cannot take an artifact.
    """
    written = units.members(files)
    settled, fresh = memory.split(written, files)
    order.progress(f"compiling {len(fresh):,} of {len(written):,} services")
    task = Task(files, lambda told: memory.catalog(base, told, order.today), order.targets, destination)
    with share.Leaving() as leaving:
        catalog, told, done = share.run(fresh, task, leaving)
        moved = memory.moved(told)
        late = memory.outdated(moved, catalog)
        late |= {name for name, unit in settled.items() if not destination.holds(unit.staged)}
        again = {name: written[name] for name in late}
        task = Task(files, lambda _: catalog, order.targets, destination)
        _, late_told, late_done = share.run(again, task, leaving)
        told, done = [*told, *late_told], [*done, *late_done]

        findings = [finding for known in told for finding in known.findings]
        findings += [finding for compiled in done for finding in compiled.findings]
        staged = [item for compiled in done for item in compiled.staged]
        kept = tuple(unit for name, unit in settled.items() if name not in late)
        findings += [finding for unit in kept for finding in unit.findings]
        staged += [item for unit in kept for item in unit.staged]
        part = platform.digest(files.root, base.project)
        was = shared = memory.shared(moved, part)
        if shared is None or not destination.holds(shared.staged):
            found, artifacts = of_all(files.root, base, catalog, order.targets)
            shared = _shared(catalog, part, map(destination.add, artifacts), found)
        if told or shared is not was:
            watched = {unit.name: unit.watched for unit in kept} | {known.name: known.watched for known in told}
            found = twice(watched, lambda name: _service(name, files, written[name]), catalog)
            shared = replace(shared, twice=tuple(found))
    findings += (*shared.findings, *shared.twice)
    return Made(catalog, (*staged, *shared.staged), tuple(findings), tuple(told), tuple(done), kept, shared)


def _service(name: str, files: Files, paths: Iterable[str]) -> Service | None:
    """The service in files that were read by another process, or in another run."""
    return units.read(name, files.read([path for path in paths if not path.endswith(".md")], [])).service


def _shared(catalog: Catalog, part: str, staged: Iterable[Staged], findings: Iterable[Finding]) -> Shared:
    return Shared(
        part,
        tuple(staged),
        tuple(findings),
        twice=(),
        services=tuple(catalog.services),
        consumers=catalog.consumers,
        composed=catalog.composed,
        opened=catalog.opened,
        objectives=sum(len(service.slos) for service in catalog.services.values()),
        alerts=sum(len(service.alerts) for service in catalog.services.values()),
    )

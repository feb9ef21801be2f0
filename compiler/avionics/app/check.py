"""What `check` looks at beyond what a compile finds."""

from __future__ import annotations

import os
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from avionics.app import pipeline
from avionics.app.about import about, require
from avionics.app.memory import Memory
from avionics.app.owners import stale_codeowners
from avionics.app.pipeline import Order
from avionics.app.relevant import relevant
from avionics.app.unit import unit_of
from avionics.app.unused import unused
from avionics.finding import Finding, fails
from avionics.proof.suites.untested import untested
from avionics.source.files.project_files import BUILD, OF_UNITS
from avionics.targets import names
from avionics.write.nowhere import Nowhere


class Checked(Struct, frozen=True):
    """What was found, and the files of the project."""

    findings: tuple[Finding, ...]
    files: Mapping[str, bytes]


def check(root: str, services: tuple[str, ...] = (), *, today: str, build: str = BUILD) -> Checked:
    """Everything found in the project, or of the services that are named.

    It is the same whatever was rendered into `build` before, which tests hold it to.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
        Failure: a service that was named has no file.
    """
    checked = _whole(root, today, build)
    if services:
        require(services, {unit_of(path) for path in checked.files if path.startswith(OF_UNITS)})
    return replace(checked, findings=about(checked.findings, services))


def _whole(root: str, today: str, build: str) -> Checked:
    """Everything found in the project, and what keeps nothing from being compiled: playbooks that nothing leads to,
    alerts that nobody has tried (as `test` says it), and files of the tree that are not the generated ones.

    Writes nothing. What the last render into `build` found to be right and is as it was is not compiled again.
    """
    order = Order(names(), today)
    out = os.path.join(root, build)
    memory = Memory.load(out)
    start = pipeline.read(root, memory, order)
    if start.base is None:
        return Checked(relevant(start.findings), start.files)
    made = pipeline.make(start.files, start.base, memory, Nowhere(out), order)
    found = relevant((*start.findings, *made.findings))
    services = made.catalog.services.values()
    unproved = tuple(finding for service in services for alert in service.alerts for finding in untested(alert))
    if fails(found):  # what it names may be in files that cannot be used
        return Checked((*found, *unproved), start.files)
    orphans = unused(made.catalog, made.references())
    owners = stale_codeowners(root, made.catalog, made.staged, first="avionics render && ")
    return Checked((*found, *orphans, *unproved, *owners), start.files)

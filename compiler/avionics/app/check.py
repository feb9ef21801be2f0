"""What `check` looks at beyond what a compile finds."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from avionics.app import pipeline
from avionics.app.memory import Memory
from avionics.app.pipeline import Order
from avionics.app.relevant import relevant
from avionics.finding import Finding
from avionics.place import Where
from avionics.proof.untested import untested
from avionics.targets import names
from avionics.write.nowhere import Nowhere
from avionics.write.stage import Staged

CODEOWNERS = ".github/CODEOWNERS"
BUILD = "build"
"""Where a render that is told nothing else writes: what it remembers of units that it found nothing wrong with."""


class Checked(Struct, frozen=True):
    """What was found, and the files of the project."""

    findings: tuple[Finding, ...]
    files: Mapping[str, bytes]

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings."""
        return any(finding.severity == "error" for finding in self.findings)


def check(root: str, *, today: str, build: str = BUILD) -> Checked:
    """Everything found in the project, alerts that nobody has tried, as `test` says them, and whether the files of the
    tree that are generated are the generated ones.

    Writes nothing. What the last render into `build` found to be right and is as it was is not compiled again.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
    """
    order = Order(names(), today)
    out = os.path.join(root, build)
    memory = Memory.load(out)
    start = pipeline.read(root, memory, order)
    if start.base is None:
        return Checked(relevant(start.findings), start.files)
    made = pipeline.make(start.files, start.base, memory, Nowhere(out), order)
    checked = Checked(relevant((*start.findings, *made.findings)), start.files)
    if checked.failed:
        return checked
    services = made.catalog.services.values()
    unproved = (finding for service in services for alert in service.alerts for finding in untested(alert))
    return replace(checked, findings=(*checked.findings, *unproved, *_stale_codeowners(root, made.staged)))


def _stale_codeowners(root: str, staged: Iterable[Staged]) -> list[Finding]:
    generated = next((item.entry.sha256 for item in staged if item.entry.path == "CODEOWNERS"), None)
    if generated is None:
        return []
    path = os.path.join(root, CODEOWNERS)
    where = Where(CODEOWNERS, line=1)
    if not os.path.isfile(path):
        help_ = f"cp build/CODEOWNERS {CODEOWNERS}"
        return [Finding("codeowners-stale", f"{CODEOWNERS} is missing", where, "warning", help=help_)]
    with open(path, "rb") as file:
        if hashlib.sha256(file.read()).hexdigest() == generated:
            return []
    help_ = f"avionics render && cp build/CODEOWNERS {CODEOWNERS}"
    return [Finding("codeowners-stale", f"{CODEOWNERS} is not the generated one", where, help=help_)]

"""The pipeline as one function that a newcomer reads from top to bottom."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct
from msgspec.structs import replace

from avionics.app import unit as units
from avionics.app.about import about
from avionics.app.project import Ground, grounded, of_all
from avionics.app.relevant import relevant
from avionics.app.unit import Outcome, Unit
from avionics.app.watches import twice
from avionics.artifact import Artifact
from avionics.finding import Finding, fails
from avionics.load.catalog import catalog as load_catalog
from avionics.load.watched import keys
from avionics.model.catalog import Catalog
from avionics.plan.values import Plan
from avionics.source.files import tree
from avionics.source.files.project_files import OF_UNITS
from avionics.targets import names

UNWRITTEN = "the project has errors, so nothing of this is written: see 'avionics check'"
"""What is said beside whatever is shown of a project that failed."""


class Compiled(Struct, frozen=True):
    """What a project compiled to. `catalog` is None when the project's own file cannot be used.

    `files` are the bytes of every file that was read, by path, for showing lines of them.
    """

    catalog: Catalog | None
    units: Mapping[str, Unit]
    outcomes: Mapping[str, Outcome]
    artifacts: tuple[Artifact, ...]
    findings: tuple[Finding, ...]
    files: Mapping[str, bytes]

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings, so that nothing may be written."""
        return fails(self.findings)

    @property
    def plans(self) -> dict[str, Plan]:
        """What services became, by name; of one that cannot be read there is none."""
        return {name: outcome.plan for name, outcome in self.outcomes.items() if outcome.plan is not None}

    @property
    def unknown(self) -> list[str]:
        """The units of which not all that was specified is known, since a file of theirs, no page, cannot be used."""
        faults = {finding.where.path for finding in self.findings if finding.severity == "error"}
        of_specs = {path for path in faults if path.startswith(OF_UNITS) and not path.endswith(".md")}
        broken = {name for name, unit in self.units.items() if unit.broken}
        named = ((units.unit_of(path), path in self.files) for path in of_specs)
        return sorted({name for name, read in named if name in broken or not read})

    def about(self, services: Collection[str]) -> Compiled:
        """The same with what was found of `services` alone (none named: of all)."""
        return replace(self, findings=about(self.findings, services))


def compile_project(root: str, *, today: str, targets: tuple[str, ...] = ()) -> Compiled:
    """Every artifact of the project in `root` for `targets` (none named: all), and everything found. Writes nothing.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
    """
    targets = targets or names()
    files, findings = tree.read(root)
    contents = {file.path: file.content for file in files}

    base = grounded(root, files, findings)
    by_path = {file.path: file for file in files}
    of_units = {name: [by_path[path] for path in paths] for name, paths in units.members(by_path).items()}
    read = {unit.name: unit for unit in units.read_all(of_units)}
    findings += [finding for unit in read.values() for finding in unit.findings]
    if base is None:
        return Compiled(None, read, {}, (), tuple(findings), contents)

    catalog = catalog_of(base, read.values(), today)
    outcomes = dict(zip(read, units.compiled(read.values(), catalog, targets), strict=True))
    findings += [finding for outcome in outcomes.values() for finding in outcome.findings]
    found, shared = of_all(root, base, catalog, targets)
    services = {name: unit.service for name, unit in read.items() if unit.service}
    findings += (*found, *twice({name: keys(service) for name, service in services.items()}, services.get, catalog))

    artifacts = [artifact for outcome in outcomes.values() for artifact in outcome.artifacts]
    artifacts = sorted((*artifacts, *shared), key=lambda artifact: artifact.path)
    return Compiled(catalog, read, outcomes, tuple(artifacts), relevant(findings), contents)


def catalog_of(base: Ground, read: Collection[Unit], today: str) -> Catalog:
    """The catalog of a project whose units were all read."""
    profiles = [unit.profile for unit in read if unit.profile]
    pages = [(page.path, page.targets) for unit in read for page in unit.pages]
    opens = [link for unit in read for link in units.opens(unit)]
    return load_catalog(base.project, base.teams, profiles, pages, opens, today)

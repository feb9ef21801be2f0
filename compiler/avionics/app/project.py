"""What is not a service's: the project, its teams, routes and owners."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from avionics.app.platform import platform_part, routes_of
from avionics.app.unit import valid
from avionics.artifact import Artifact
from avionics.conventions import names
from avionics.finding import Finding
from avionics.lint import engine
from avionics.load.project import project, team
from avionics.model.catalog import Catalog
from avionics.model.project import Project
from avionics.model.team import Team
from avionics.place import Where
from avionics.plan.routes.ownership import ownership
from avionics.plan.routes.routing import routing
from avionics.plan.values import ProjectPlan
from avionics.source.files.project_files import PROJECT, ProjectFile
from avionics.targets import emit

ALERTMANAGER = "alertmanager"
"""The target that merges the platform team's part."""


class Ground(Struct, frozen=True):
    """The project and its teams."""

    project: Project
    teams: dict[str, Team]
    line: int


def ground(files: list[ProjectFile], findings: list[Finding]) -> Ground | None:
    """The project and its teams; None when the project's own file cannot be used."""
    document = next((valid(file, findings) for file in files if file.path == PROJECT), None)
    teams: dict[str, Team] = {}
    for file in files:
        if file.path.startswith("teams/") and (read := valid(file, findings)):
            built = team(read)
            if file.path == _path(built):
                teams[built.name] = built
            else:
                findings.append(_misnamed(file.path, built, files))
                teams.setdefault(built.name, built)
    return Ground(project(document), teams, document.line) if document else None


def _path(built: Team) -> str:
    return f"teams/{built.name}.yaml"


def _misnamed(path: str, built: Team, files: Iterable[ProjectFile]) -> Finding:
    """A file called otherwise than its team: most often a copy, begun to describe another one."""
    name, there = path.removeprefix("teams/").removesuffix(".yaml"), any(file.path == _path(built) for file in files)
    ways = [f"write 'name: {name}'"] if names.SERVICE_NAME.fullmatch(name) else []
    ways.append(f"merge it into {_path(built)}" if there else f"rename the file to {_path(built)}")
    message = f"name is {built.name!r}, but the file is {path}"
    return Finding("file-name", message, built.where.at("name"), help=", or ".join(ways))


def grounded(root: str, files: list[ProjectFile], findings: list[Finding]) -> Ground | None:
    """The same of a project in the folder `root`: with the routes that the platform team's part has."""
    base = ground(files, findings)
    return replace(base, project=replace(base.project, routes_before=routes_of(root, base.project))) if base else None


def of_all(root: str, base: Ground, catalog: Catalog, targets: Iterable[str]) -> tuple[list[Finding], list[Artifact]]:
    """What is found by looking at all services at once, and the files that they share."""
    findings = engine.run("Catalog", (catalog,), catalog)
    routes = routing(catalog)
    theirs = platform_part(root, base.project, routes, findings)
    if theirs is None and base.project.alertmanager_base:  # said already; that ours lacks what it holds says no more
        targets = [name for name in targets if name != ALERTMANAGER]
    where = Where(base.project.where.path, line=base.line)
    emitted = list(emit(ProjectPlan(where, routes, ownership(catalog), theirs), targets))
    findings += [item for item in emitted if isinstance(item, Finding)]
    return findings, [item for item in emitted if isinstance(item, Artifact)]

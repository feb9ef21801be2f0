"""CODEOWNERS: whose approval the code host asks for."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.artifact import Artifact
from avionics.place import Where
from avionics.plan.values import Ownership, ProjectPlan

READS = "ProjectPlan"
PATH = "CODEOWNERS"
_HEAD = """\
# Compiled by avionics from the owners of the services; edits are lost.
# Several owners on a line mean that any one of them suffices. So a service's files name its dev team alone: whoever
# changes them, SRE included, needs the team that owns the service. The last line that matches a file counts.
"""


def emit(plan: ProjectPlan) -> Iterator[Artifact]:
    """The file, where the project names a default owner."""
    if plan.ownership.default:
        yield artifact(plan.ownership, plan.where)


def artifact(ownership: Ownership, where: Where) -> Artifact:
    """The file, for the whole project; without a default owner, what belongs to no service has none."""
    everything = f"/{ownership.folder}/" if ownership.folder else "*"
    lines = [(everything, ownership.default)] if ownership.default else []
    lines += [(f"/{path}", handle) for path, handle in ownership.entries]
    lines = [(path.replace(" ", "\\ "), handle) for path, handle in lines]  # a blank ends a path
    text = "".join(f"{path} {handle}\n" for path, handle in lines)  # not aligned: a longer name would change them all
    return Artifact(PATH, f"{_HEAD}{text}".encode(), where, max(where.line, 1))

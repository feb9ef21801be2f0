"""What a git commit compiles to, read from its objects: nothing is checked out, and no file of the tree is run."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from avionics.app import unit as units
from avionics.app.compile import catalog_of
from avionics.app.platform import digest, digest_of
from avionics.app.project import ground
from avionics.app.repository import repository
from avionics.failure import Failure
from avionics.model.catalog import Catalog
from avionics.model.project import Project
from avionics.plan.expand import expand
from avionics.plan.routes.routing import routing
from avionics.plan.values import Plan, Routing
from avionics.proof.running import files
from avionics.proof.running.together import together
from avionics.proof.suites.of_plan import suites
from avionics.source.files.project_files import FOLDERS, MAX_BYTES, PROJECT, ProjectFile

WRITTEN = "rule-tests"
_FILE_MODES = ("100644", "100755")


Routes = tuple[Routing, str]
"""Our part of alertmanager.yml, and the digest of the platform team's."""


class Base(Struct, frozen=True):
    """The plans of a commit by service, its other files that matter to tests, and what alertmanager.yml is made of.

    Without a catalog there are none.
    """

    catalog: Catalog | None
    plans: dict[str, Plan]
    contents: dict[str, bytes]
    routes: Routes | None = None

    def has(self, plan: Plan) -> bool:
        """Whether it compiles to the same rules for that service, cases included. How it is drawn is not tested."""
        own = self.plans.get(plan.service.name)
        return own is not None and _tested(own) == _tested(plan)

    def routes_like(self, root: str, catalog: Catalog) -> bool:
        """Whether its alertmanager.yml is that of the project in `root`, so that alerts reach whom they reached."""
        return self.routes == (routing(catalog), digest(root, catalog.project))

    def tests(self, plan: Plan) -> dict[str, dict[str, str]]:
        """The files of the suites it has for that service, by the name of their test file."""
        own = self.plans.get(plan.service.name)
        if own is None or self.catalog is None:
            return {}
        return {files.test_file(suite): files.written(suite) for suite in together(suites(own, self.catalog, []))}


def _tested(plan: Plan) -> tuple[object, ...]:
    return plan.service, plan.objectives, plan.environments


NOTHING = Base(None, {}, {})


def base_of(root: str, name: str, today: str) -> Base:
    """What the project in `root` was where its branch left the commit `name`.

    Raises:
        Failure: `root` is not in a git repository, or there is no such commit.
    """
    found = list(_files(root, name, [PROJECT, *FOLDERS, WRITTEN]))
    ours = [file for file in found if not file.path.startswith(f"{WRITTEN}/")]
    contents = {file.path: file.content for file in found if file.path.startswith(f"{WRITTEN}/")}
    known = ground(ours, [])
    if known is None:
        return Base(None, {}, contents)
    by_path = {file.path: file for file in ours}
    read = {unit: units.read(unit, [by_path[path] for path in paths]) for unit, paths in units.members(by_path).items()}
    catalog = catalog_of(known, read.values(), today)
    plans = {unit.name: expand(unit.service, catalog) for unit in read.values() if unit.service and not unit.broken}
    return Base(catalog, plans, contents, (routing(catalog), _platform(root, name, known.project)))


def _platform(root: str, name: str, project: Project) -> str:
    """The digest of the platform team's file in the commit; "" where what is named is none in the project."""
    path = os.path.normpath(project.alertmanager_base)
    if not project.alertmanager_base or path.startswith((os.pardir, os.sep)):
        return ""
    return digest_of(next((file.content for file in _files(root, name, [path]) if file.path == path), None))


def _files(root: str, name: str, paths: list[str]) -> Iterator[ProjectFile]:
    """The project's files in the commit that are at or below `paths`, sorted by path."""
    try:
        from git import Git, GitCommandError  # noqa: PLC0415  60 ms, where there is a commit to read
    except ImportError:  # how GitPython says it
        raise Failure(f"git is not on PATH, and {name!r} is read with it: install the package git") from None

    top = repository(root)
    if top is None:
        raise Failure(f"{root} is not in a git repository")
    git = Git(top)  # where .git lies, which no commit can hold: a folder of the tree may look like a bare repository
    try:
        commit = git.rev_parse("--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        fork = git.merge_base(commit, "HEAD")
        below = os.path.relpath(os.path.realpath(root), top)
        prefix = "" if below == "." else f"{below}/"
        listed = git.ls_tree("-r", "-z", "-l", "--full-tree", fork, "--", *(prefix + path for path in paths))
        entries = list(_entries(listed, prefix))
        yield from _contents(git, entries)
    except GitCommandError as error:
        if said := _said(str(error.stderr)):
            raise Failure(f"git cannot read {name!r}: {said}") from None
        raise Failure(f"there is no commit {name!r} to compare with: {_missing(git)}") from None


def _said(stderr: str) -> str:
    """What git said, as one line, without the frame that GitPython puts around it."""
    return " ".join(stderr.strip().removeprefix("stderr: '").removesuffix("'").split())


def _missing(git: Any) -> str:
    """What to do about a commit that is not there, or has nothing in common with what is checked out."""
    if git.rev_parse("--is-shallow-repository") == "true":
        return "this clone is shallow: fetch the history too ('git fetch --unshallow', 'fetch-depth: 0' in a workflow)"
    return "fetch it, or name another: it must share its history with HEAD"


def _entries(listed: str, prefix: str) -> Iterator[tuple[str, str]]:
    """Object and path of each file; links, and what is larger than a spec may be, are left out.

    Raises:
        Failure: the repository has lost one.
    """
    for line in filter(None, listed.split("\0")):
        about, _, path = line.partition("\t")
        mode, _, identity, size = about.split()
        if size == "BAD":
            raise Failure(f"the repository has lost {path!r} of that commit: see 'git fsck', or clone it again")
        if mode in _FILE_MODES and int(size) <= MAX_BYTES:
            yield identity, path.removeprefix(prefix)


def _contents(git: Any, entries: list[tuple[str, str]]) -> Iterator[ProjectFile]:
    """Every file, by one process of git."""
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{identity}\n" for identity, _ in entries).encode())
        asked.seek(0)
        answer: bytes = git.cat_file("--batch", istream=asked, stdout_as_string=False, strip_newline_in_stdout=False)
    stream = io.BytesIO(answer)
    for _, path in entries:
        size = int(stream.readline().split()[2])
        yield ProjectFile(path, stream.read(size))
        stream.read(1)

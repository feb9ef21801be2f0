"""Whether the CODEOWNERS of the tree, which the code host reads, is the generated one."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator

from avionics.app.repository import below_repository
from avionics.finding import Finding
from avionics.model.catalog import Catalog
from avionics.place import Where
from avionics.plan.routes.ownership import ownership
from avionics.source.files import own
from avionics.source.files.project_files import BUILD
from avionics.targets import codeowners
from avionics.write.stage import Staged

CODEOWNERS = ".github/CODEOWNERS"
_PLACES = (CODEOWNERS, "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where GitHub and GitLab look for it, each in an order of its own; where there is none it goes into the first."""
_RULE = "codeowners-stale"
_PATTERN = re.compile(r"\s*(?!#)((?:\\.|\S)+)")
_ANY = re.compile(r"(?<!\\)[*?\[]")
"""A sign that stands for others."""


def stale_codeowners(
    root: str, catalog: Catalog, staged: Iterable[Staged], out: str = BUILD, first: str = ""
) -> tuple[Finding, ...]:
    """What is to be said of the file in the repository of the project at `root`, beside the one that was staged for
    `out`, if it was. `first` is to be done before that is there.

    A render writes nothing but its output, so that people put it there. The project may be in a folder of a repository
    that has other owners, too: then what was generated is a part of the file.
    """
    generated = next((item.entry.sha256 for item in staged if item.entry.path == codeowners.PATH), None)
    if generated is None:
        return ()
    folder, below = catalog.project.owners_folder, below_repository(root)
    if below not in (None, folder):
        return (_elsewhere(catalog, below or ""),)
    return tuple(_stale(root, catalog, generated, f"{out}/{codeowners.PATH}", first))


def _stale(root: str, catalog: Catalog, generated: str, made: str, first: str) -> Iterator[Finding]:
    """What is wrong with each file that there is, or with its absence."""
    below = catalog.project.owners_folder
    names = [("../" * len(below.split("/")) if below else "") + place for place in _PLACES]
    for name in [name for name in names if os.path.lexists(os.path.join(root, name))] or names[:1]:
        yield from _wrong(root, name, catalog, generated, made, first)


def _wrong(root: str, name: str, catalog: Catalog, generated: str, made: str, first: str) -> Iterator[Finding]:
    """What is wrong with the file `name`, if anything is."""
    below, where, folder = catalog.project.owners_folder, Where(name, line=1), os.path.dirname(name)
    there = os.path.isdir(os.path.join(root, folder)) and not os.path.islink(os.path.join(root, folder))
    copy = f"{first}{'' if there else f'mkdir -p {folder} && '}cp {made} {name}"
    if link := _link(root, name):
        message = f"{link} is a symbolic link: to a code host it is the name of a file, and nobody owns anything"
        yield Finding(_RULE, message, where, help=f"rm {link} && {copy}")
    elif not os.path.isfile(os.path.join(root, name)):
        yield Finding(_RULE, f"{name} is missing", where, "warning", help=copy)
    elif hashlib.sha256(content := own.read(os.path.join(root, name))).hexdigest() == generated:
        return
    elif not below:
        yield Finding(_RULE, f"{name} is not the generated one", where, help=copy)
    elif (ours := codeowners.artifact(ownership(catalog), where).content) not in content:
        help_ = f"{'render, then ' if first else ''}put what {made} holds into it"
        yield Finding(_RULE, f"{name} does not hold the generated one", where, help=help_)
    elif last := next(_overruling(content.decode("utf-8", "replace"), ours.decode("utf-8"), below), None):
        message = f"{last[1]!r} may take the generated ones' files: the last line that matches a file counts"
        help_ = f"write it above them, or begin it with a folder beside /{below}/"
        yield Finding(_RULE, message, Where(name, line=last[0]), help=help_)


def _overruling(content: str, ours: str, folder: str) -> Iterator[tuple[int, str]]:
    """Lines and patterns behind `ours` that may match files in `folder`, up to a section, which is read by itself."""
    before, _, behind = content.rpartition(ours)
    for line, text in enumerate(behind.split("\n"), (before + ours).count("\n") + 1):
        found = _PATTERN.match(text)
        if found and found[1].startswith(("[", "^[")):
            return
        if found and _may_match(found[1], f"/{folder}/".replace(" ", "\\ ")):
            yield line, found[1]


def _may_match(pattern: str, folder: str) -> bool:
    """Whether a pattern may match files in `folder`: without a slash first it does anywhere."""
    certain = _ANY.split(pattern, maxsplit=1)[0]
    return not certain.startswith("/") or f"{certain}/".startswith(folder) or folder.startswith(certain)


def _link(root: str, name: str) -> str:
    """The link on the way to the file; "" where there is none."""
    steps = (os.path.dirname(name), name)
    return next((step for step in steps if os.path.islink(os.path.join(root, step))), "")


def _elsewhere(catalog: Catalog, below: str) -> Finding:
    """That the paths lead nowhere. Where nobody named a folder the project may only be tried out where it is."""
    named = catalog.project.owners_folder
    lies, told = (f"in {folder}/" if folder else "at the root" for folder in (below, named))
    message = f"the project is {lies} of its repository, and CODEOWNERS would have its paths {told}"
    help_ = f"write 'folder: {below}' below codeOwners" if below else "take 'folder' out"
    where = catalog.project.where.at("codeOwners", "folder")
    return Finding(_RULE, message, where, "error" if named else "info", help=help_)

"""Whether the CODEOWNERS of the tree, which the code host reads, is the generated one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable

from avionics.finding import Finding
from avionics.place import Where
from avionics.source import own
from avionics.source.project_files import BUILD
from avionics.write.stage import Staged

CODEOWNERS = ".github/CODEOWNERS"
_GENERATED = "CODEOWNERS"


def stale_codeowners(root: str, staged: Iterable[Staged], out: str = BUILD) -> tuple[Finding, ...]:
    """What is to be said of the file in the project at `root`, beside the one that was staged for `out`, if it was.

    A render writes nothing but its output, so that people put it there.
    """
    generated = next((item.entry.sha256 for item in staged if item.entry.path == _GENERATED), None)
    if generated is None:
        return ()
    where, folder = Where(CODEOWNERS, line=1), os.path.dirname(CODEOWNERS)
    there = os.path.isdir(os.path.join(root, folder)) and not os.path.islink(os.path.join(root, folder))
    copy = f"{'' if there else f'mkdir -p {folder} && '}cp {out}/{_GENERATED} {CODEOWNERS}"
    if link := _link(root):
        message = f"{link} is a symbolic link: to a code host it is the name of a file, and nobody owns anything"
        return (Finding("codeowners-stale", message, where, help=f"rm {link} && {copy}"),)
    path = os.path.join(root, CODEOWNERS)
    if not os.path.isfile(path):
        return (Finding("codeowners-stale", f"{CODEOWNERS} is missing", where, "warning", help=copy),)
    if hashlib.sha256(own.read(path)).hexdigest() == generated:
        return ()
    return (Finding("codeowners-stale", f"{CODEOWNERS} is not the generated one", where, help=copy),)


def _link(root: str) -> str:
    """The link on the way to the file; "" where there is none."""
    steps = (os.path.dirname(CODEOWNERS), CODEOWNERS)
    return next((step for step in steps if os.path.islink(os.path.join(root, step))), "")

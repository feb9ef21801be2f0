"""Whether the CODEOWNERS of the tree, which the code host reads, is the generated one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable

from avionics.finding import Finding
from avionics.place import Where
from avionics.write.stage import Staged

CODEOWNERS = ".github/CODEOWNERS"
_GENERATED = "CODEOWNERS"


def stale_codeowners(root: str, staged: Iterable[Staged], out: str = "build") -> tuple[Finding, ...]:
    """What is to be said of the file in the project at `root`, beside the one that was staged for `out`, if it was.

    A render writes nothing but its output, so that people put it there.
    """
    generated = next((item.entry.sha256 for item in staged if item.entry.path == _GENERATED), None)
    if generated is None:
        return ()
    path, where, copy = os.path.join(root, CODEOWNERS), Where(CODEOWNERS, line=1), f"cp {out}/{_GENERATED} {CODEOWNERS}"
    if not os.path.isfile(path):
        return (Finding("codeowners-stale", f"{CODEOWNERS} is missing", where, "warning", help=copy),)
    with open(path, "rb") as file:
        if hashlib.sha256(file.read()).hexdigest() == generated:
            return ()
    return (Finding("codeowners-stale", f"{CODEOWNERS} is not the generated one", where, help=copy),)

"""What `check` looks at beyond what a compile finds."""

from __future__ import annotations

import os

from msgspec.structs import replace

from avionics.app.compile import Compiled, compile_project
from avionics.finding import Finding
from avionics.place import Where

CODEOWNERS = ".github/CODEOWNERS"


def check(root: str, *, today: str) -> Compiled:
    """A compile, and whether the files of the tree that are generated are the generated ones.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
    """
    compiled = compile_project(root, today=today)
    stale = _stale_codeowners(root, compiled)
    return replace(compiled, findings=(*compiled.findings, *stale))


def _stale_codeowners(root: str, compiled: Compiled) -> list[Finding]:
    generated = next((artifact for artifact in compiled.artifacts if artifact.path == "CODEOWNERS"), None)
    if generated is None or compiled.failed:
        return []
    path = os.path.join(root, CODEOWNERS)
    where = Where(CODEOWNERS, line=1)
    if not os.path.isfile(path):
        return [
            Finding(
                "codeowners-stale",
                f"{CODEOWNERS} is missing",
                where,
                "warning",
                help=f"cp build/CODEOWNERS {CODEOWNERS}",
            )
        ]
    with open(path, "rb") as file:
        if file.read() == generated.content:
            return []
    return [
        Finding(
            "codeowners-stale",
            f"{CODEOWNERS} is not the generated one",
            where,
            help=f"avionics render && cp build/CODEOWNERS {CODEOWNERS}",
        )
    ]

"""What was written, and where it came from: the manifest."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass

NAME = "manifest.json"
_VERSION = 1


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A written file: its path below the output folder, the sha256 of its bytes, the spec it was compiled from."""

    path: str
    sha256: str
    spec: str
    line: int


def read(root: str) -> dict[str, Entry]:
    """The entries of the manifest in `root` by path; none where there is no manifest that can be read."""
    try:
        with open(os.path.join(root, NAME), "rb") as file:
            data = json.load(file)
        entries = [Entry(item["path"], item["sha256"], item["spec"], item["line"]) for item in data["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {entry.path: entry for entry in entries if _inside(entry.path)}


def _inside(path: str) -> bool:
    """A manifest is a file like any other: what it says may be removed must lie below the output folder."""
    steps = path.split("/")
    return (
        not any(step in ("", ".", "..") or "\0" in step for step in steps)
        and not steps[0].startswith(".")
        and path != NAME
    )


def text(entries: Iterable[Entry]) -> bytes:
    """The manifest: one file a line, sorted by path."""
    lines = ",\n".join(
        json.dumps({"path": e.path, "sha256": e.sha256, "spec": e.spec, "line": e.line}, ensure_ascii=False)
        for e in sorted(entries, key=lambda entry: entry.path)
    )
    return f'{{"version": {_VERSION}, "files": [\n{lines}\n]}}\n'.encode()

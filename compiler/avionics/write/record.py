"""What was written, and where it came from: the manifest."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

import orjson

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
            data = orjson.loads(file.read())
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
    ordered = sorted(entries, key=lambda entry: entry.path)
    lines = [orjson.dumps({"path": e.path, "sha256": e.sha256, "spec": e.spec, "line": e.line}) for e in ordered]
    return b'{"version":%d,"files":[\n%s\n]}\n' % (_VERSION, b",\n".join(lines))

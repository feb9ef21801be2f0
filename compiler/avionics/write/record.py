"""What was written, and where it came from: the manifest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from avionics.artifact import Artifact
from avionics.source import own

NAME = "manifest.json"
_VERSION = 1


class Entry(Struct, frozen=True, order=True):
    """A written file: its path below the output folder, the sha256 of its bytes, the spec it was compiled from."""

    path: str
    sha256: str
    spec: str
    line: int

    @classmethod
    def of(cls, artifact: Artifact) -> Entry:
        """The entry of an artifact that is written."""
        digest = hashlib.sha256(artifact.content).hexdigest()
        return cls(artifact.path, digest, artifact.where.path, artifact.line)


class _Manifest(Struct, frozen=True):
    files: tuple[Entry, ...]


def read(root: str) -> dict[str, Entry]:
    """The entries of the manifest in `root` by path; none where there is no manifest that can be read."""
    try:
        manifest = msgspec.json.decode(own.read(os.path.join(root, NAME)), type=_Manifest)
    except (OSError, ValueError):
        return {}
    return {entry.path: entry for entry in manifest.files if _inside(entry.path)}


def _inside(path: str) -> bool:
    """A manifest is a file like any other: what it says may be removed must lie below the output folder, and be none of
    what a run keeps for itself."""
    steps = f"/{path}/"
    return "/." not in steps and "//" not in steps and "\0" not in steps and path != NAME


def text(entries: Iterable[Entry]) -> bytes:
    """The manifest: one file a line, sorted by path."""
    lines = msgspec.json.Encoder().encode_lines(sorted(entries, key=lambda entry: entry.path))
    return b'{"version":%d,"files":[\n%s\n]}\n' % (_VERSION, lines.rstrip(b"\n").replace(b"\n", b",\n"))

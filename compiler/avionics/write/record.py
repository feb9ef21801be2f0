"""What was written, and where it came from: the manifest."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress

import msgspec
from msgspec import Struct

from avionics.artifact import Artifact
from avionics.finding import quoted
from avionics.source.files import own
from avionics.write.failed import WriteFailed, cause_of

NAME = "manifest.json"
_VERSION = 1
_BEGINS = b'{"version":'
_NO_MANIFEST = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, None)
"""Nothing is there, a link, or (without a number) what is no plain file and may have no end."""


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
    project: str = ""


def read(root: str, project: str) -> dict[str, Entry]:
    """The entries of the manifest of `project` in `root` by path; none where there is none, or not all of one.

    With "" of any project: for a folder that only one can write into, whatever it was called before.

    Raises:
        WriteFailed: there is a file, and it cannot be read; it is that of another project, whose files would go; or
            others wrote it: web sites have a file of that name, too.
    """
    path, content = os.path.join(root, NAME), b""
    try:
        content = own.read(path)
        manifest = msgspec.json.decode(content, type=_Manifest)
    except (ValueError, RecursionError):
        if content.strip(b"\0") and content[: len(_BEGINS)] != _BEGINS[: len(content)]:
            cause = "avionics did not write it; choose another folder for --out, or remove it"
            raise WriteFailed(path, cause) from None
        return {}
    except OSError as error:
        if error.errno in _NO_MANIFEST:
            return {}
        raise WriteFailed(path, cause_of(error)) from error
    if project and manifest.project not in ("", project):
        cause = f"holds what the project {quoted(manifest.project)} was compiled to; choose another folder for --out"
        raise WriteFailed(root, f"{cause}, or remove it if this one was called so")
    return {entry.path: entry for entry in manifest.files if _inside(entry.path)}


def names(root: str, project: str) -> bool:
    """Whether the manifest in `root` says that it is of `project`."""
    head = _head(project)
    with suppress(OSError):
        return own.read(os.path.join(root, NAME), len(head)) == head
    return False


def _inside(path: str) -> bool:
    """A manifest is a file like any other: what it says may be removed must lie below the output folder, and be none of
    what a run keeps for itself."""
    steps = f"/{path}/"
    return "/." not in steps and "//" not in steps and "\0" not in steps and path != NAME


def text(project: str, entries: Iterable[Entry]) -> bytes:
    """The manifest: one file a line, sorted by path."""
    lines = msgspec.json.Encoder().encode_lines(sorted(entries, key=lambda entry: entry.path))
    return b'%s"files":[\n%s\n]}\n' % (_head(project), lines.rstrip(b"\n").replace(b"\n", b",\n"))


def _head(project: str) -> bytes:
    return b'%s%d,"project":%s,' % (_BEGINS, _VERSION, msgspec.json.encode(project))

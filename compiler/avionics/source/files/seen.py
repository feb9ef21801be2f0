"""What was seen of some files, so that a later run can tell whether they are as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from msgspec import Struct

from avionics.source.files.project_files import ProjectFile


class Seen(Struct, frozen=True):
    """A digest of their paths and bytes, and their stamps as `Files.stamps` says them ("" unless all are trusted)."""

    digest: str = ""
    stamps: str = ""


def seen(files: list[ProjectFile]) -> Seen:
    """What is seen of files that were read."""
    trusted = all(file.stamp for file in files)
    return Seen(digest(files), "\n".join([f"{file.path} {file.stamp}" for file in files]) if trusted else "")


def digest(files: Iterable[ProjectFile]) -> str:
    """A digest of the paths and bytes of files."""
    found = hashlib.sha256()
    for file in files:
        found.update(f"{file.path} {len(file.content)}\n".encode())
        found.update(file.content)
    return found.hexdigest()

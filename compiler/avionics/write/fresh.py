"""New files of a project: created where nothing stands, never written over."""

from __future__ import annotations

import os

from avionics.write.failed import WriteFailed, failing


def create(root: str, path: str, content: str) -> None:
    """Puts a new file at `path` below `root`, with the folders on the way.

    Raises:
        WriteFailed: something stands there already, the path leads out of `root`, or the disk fails.
    """
    full = os.path.join(root, path)
    folder = os.path.dirname(full)
    if not _inside(root, folder):
        raise WriteFailed(path, f"leads out of {root}")
    with failing(path):
        os.makedirs(folder, exist_ok=True)
        try:
            descriptor = os.open(full, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            raise WriteFailed(path, "exists already; it is never overwritten") from None
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)


def _inside(root: str, folder: str) -> bool:
    """Whether `folder` is below `root`, symbolic links followed."""
    home, found = os.path.realpath(root), os.path.realpath(folder)
    return os.path.commonpath((home, found)) == home

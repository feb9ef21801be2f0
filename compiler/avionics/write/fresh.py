"""New files of a project: created where nothing stands; written over only where that was asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from avionics.write.failed import WriteFailed, failing

EXISTS = "exists already and is never overwritten: edit it, or move it away first"


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
            raise WriteFailed(path, EXISTS) from None
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)


def write(root: str, made: Mapping[str, str], *, force: bool) -> None:
    """Writes the files below `root`; a failure before the last is written leaves those that were there as they were.

    Raises:
        WriteFailed: one is there already and `force` is not said, or the disk fails.
    """
    there = [path for path in made if os.path.lexists(os.path.join(root, path))]
    if there and not force:
        raise WriteFailed(
            os.path.join(root, there[0]), "exists already; say --force to write over it, or --out another folder"
        )
    with failing(root):
        os.makedirs(root, exist_ok=True)
    try:
        _replace(root, made)
    except WriteFailed as failed:
        raise WriteFailed(os.path.join(root, failed.path), failed.cause) from failed


def _replace(root: str, contents: Mapping[str, str]) -> None:
    """Puts files below `root`, over those that stand there: each is written beside its place, then all are moved.

    Raises:
        WriteFailed: a path leads out of `root`, or the disk fails; what stood there still does, where it was not moved.
    """
    beside = {path: os.path.join(os.path.dirname(path), f".{os.path.basename(path)}.new") for path in contents}
    made: list[str] = []
    try:
        for path, content in contents.items():
            with _called(path):
                _forget(root, beside[path])
                create(root, beside[path], content)
            made.append(beside[path])
        for path in contents:
            with failing(path):
                os.replace(os.path.join(root, beside[path]), os.path.join(root, path))
    finally:
        for path in made:
            with suppress(FileNotFoundError):
                os.unlink(os.path.join(root, path))


def _forget(root: str, path: str) -> None:
    """Removes what a run that was killed left beside a file."""
    full = os.path.join(root, path)
    if _inside(root, os.path.dirname(full)):
        with failing(path), suppress(FileNotFoundError):
            os.unlink(full)


@contextmanager
def _called(path: str) -> Iterator[None]:
    """Names a failure by the file that was asked for, not by the one beside it."""
    try:
        yield
    except WriteFailed as failed:
        raise WriteFailed(path, failed.cause) from failed


def _inside(root: str, folder: str) -> bool:
    """Whether `folder` is below `root`, symbolic links followed."""
    home, found = os.path.realpath(root), os.path.realpath(folder)
    return os.path.commonpath((home, found)) == home

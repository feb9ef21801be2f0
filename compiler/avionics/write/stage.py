"""The first of two steps to disk: artifacts are staged beside the output, which changes once all of them are there.

Staging needs nothing but the artifact, so processes can share it; a run that fails leaves the output as it was.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

from msgspec import Struct

from avionics.artifact import Artifact
from avionics.write.failed import WriteFailed, failing
from avionics.write.record import Entry

FOLDER = ".staging"
_FOREIGN = (
    "is in no manifest: avionics did not write it, or the manifest is lost; remove the output folder to begin anew"
)
LINK = "is a link or a file; output is written to real folders only"


class Staged(Struct, frozen=True):
    """An artifact on its way: `changed` says whether the output has something else, or nothing, at its path.

    `size` in bytes and `modified`, the time of its last change in nanoseconds, tell later whether it is still there.
    """

    entry: Entry
    changed: bool
    size: int
    modified: int


@contextmanager
def turn(root: str, *, dry: bool = False) -> Iterator[None]:
    """Holds the output folder `root`, so that two runs take turns; forgets at its end what was staged.

    What was written before is to be read inside: another run may write it while this one waits. A `dry` run, which
    writes nothing, waits for none.

    Raises:
        WriteFailed: a disk that fails, or a link or a file in the place of the folder.
    """
    if dry:
        yield
        return
    if os.path.islink(root) or os.path.isfile(root):
        raise WriteFailed(root, LINK)
    with failing(root):
        held = _held(root)
    with failing(f"{root}/{FOLDER}"):  # what stays there may be a link, which would be written through
        discard(root)
    try:
        yield
    finally:
        with suppress(OSError):
            discard(root)
        with suppress(OSError):  # a run that failed at the first time leaves no empty folder
            os.rmdir(root)
        os.close(held)


def _held(root: str) -> int:
    """The folder that is at `root` once it is this run's turn: a run before may have removed the one that it made."""
    while True:
        os.makedirs(root, exist_ok=True)
        held = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        fcntl.flock(held, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.stat(root), os.fstat(held)):
                return held
        os.close(held)


class Stage:
    """Stages artifacts for the output folder `root`, of which `previous` says what is ours.

    With `dry`, nothing is written anywhere: the artifacts are only compared.
    """

    def __init__(self, root: str, previous: Mapping[str, Entry], *, dry: bool = False) -> None:
        self.root, self.previous, self.dry = root, previous, dry
        self._folders: set[str] = set()

    def add(self, artifact: Artifact) -> Staged:
        """Compare an artifact with the output and stage it if it differs.

        Raises:
            WriteFailed: a disk that fails, a link that leads away, or a file at its path that we did not write.
        """
        entry = Entry.of(artifact)
        present, modified = self._present(artifact.path)
        if present == artifact.content:
            return Staged(entry, False, len(present), modified)
        if present is not None and artifact.path not in self.previous and not self.dry:
            raise WriteFailed(os.path.join(self.root, artifact.path), _FOREIGN)
        modified = 0 if self.dry else self._write(artifact)
        return Staged(entry, True, len(artifact.content), modified)

    def holds(self, items: Iterable[Staged]) -> bool:
        """As `holds`, of this folder."""
        return holds(self.root, items)

    def _present(self, path: str) -> tuple[bytes | None, int]:
        """The bytes at `path` in the output (None: nothing there, none: a link) and when they last changed."""
        full = f"{self.root}/{path}"
        try:
            descriptor = os.open(full, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR):
                return None, 0
            if error.errno == errno.ELOOP:
                return b"", 0
            raise WriteFailed(full, error.strerror or str(error)) from None
        try:
            status = os.fstat(descriptor)
            if stat.S_ISDIR(status.st_mode):
                raise WriteFailed(full, "a folder is in its place; move it away")
            return os.read(descriptor, status.st_size + 1), status.st_mtime_ns
        finally:
            os.close(descriptor)

    def _write(self, artifact: Artifact) -> int:
        """Write beside the output; the time of the change, which moving the file keeps."""
        target = f"{self.root}/{FOLDER}/{artifact.path}"
        try:
            folder = target.rpartition("/")[0]
            if folder not in self._folders:
                os.makedirs(folder, exist_ok=True)
                self._folders.add(folder)
            with open(target, "wb", buffering=0) as file:  # all of it is at hand: there is nothing to collect
                rest = memoryview(artifact.content)
                while rest:
                    rest = rest[file.write(rest) :]
                return os.fstat(file.fileno()).st_mtime_ns
        except OSError as error:
            raise WriteFailed(target, error.strerror or str(error)) from None


def holds(root: str, items: Iterable[Staged]) -> bool:
    """Whether what an earlier run wrote below `root` is as it was written, by size and time of change."""
    try:
        for item in items:
            status = os.lstat(f"{root}/{item.entry.path}")
            if (status.st_size, status.st_mtime_ns) != (item.size, item.modified):
                return False
    except OSError:
        return False
    return True


def discard(root: str) -> None:
    """Forget what was staged. A link in its place is removed, never followed.

    Raises:
        OSError: something in it cannot be removed.
    """
    folder = os.path.join(root, FOLDER)
    if os.path.islink(folder):
        os.unlink(folder)
    elif os.path.lexists(folder):
        _remove(folder)


def _remove(folder: str) -> None:
    """Remove a folder with all that is in it. It may be deeper than Python calls: a pull request may hold one."""
    folders = [folder]
    for inside in folders:
        for entry in os.scandir(inside):
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            else:
                os.unlink(entry.path)
    for emptied in reversed(folders):
        os.rmdir(emptied)

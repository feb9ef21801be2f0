"""Two steps to disk: every artifact is staged beside the output, and only when all are there do they take its place.

Staging needs nothing but the artifact, so processes can share it; a run that fails leaves the output as it was.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from avionics.artifact import Artifact
from avionics.write import record
from avionics.write.record import Entry

FOLDER = ".staging"


class WriteFailed(Exception):
    """The output cannot be written (exit code 2): the path and the cause."""

    def __init__(self, path: str, cause: str) -> None:
        super().__init__(path, cause)
        self.path, self.cause = path, cause

    def __str__(self) -> str:
        return f"{self.path}: {self.cause}"


@dataclass(frozen=True, slots=True)
class Staged:
    """An artifact on its way: `changed` says whether the output has something else, or nothing, at its path.

    `size` in bytes and `modified`, the time of its last change in nanoseconds, tell later whether it is still there.
    """

    entry: Entry
    changed: bool
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did to the output: paths that changed, paths that were removed, and how many stayed."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


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
        digest = hashlib.sha256(artifact.content).hexdigest()
        entry = Entry(artifact.path, digest, artifact.where.path, artifact.line)
        present, modified = self._present(artifact.path)
        if present == artifact.content:
            return Staged(entry, False, len(present), modified)
        if present is not None and artifact.path not in self.previous and not self.dry:
            raise WriteFailed(os.path.join(self.root, artifact.path), "exists and was not written by avionics; move it away")
        modified = 0 if self.dry else self._write(artifact)
        return Staged(entry, True, len(artifact.content), modified)

    def _present(self, path: str) -> tuple[bytes | None, int]:
        """The bytes at `path` in the output and when they last changed; None when there is no regular file."""
        full = os.path.join(self.root, path)
        try:
            descriptor = os.open(full, os.O_RDONLY | os.O_NOFOLLOW)
        except OSError:
            return None, 0
        try:
            status = os.fstat(descriptor)
            content = os.read(descriptor, status.st_size + 1) if stat.S_ISREG(status.st_mode) else None
            return content, status.st_mtime_ns
        finally:
            os.close(descriptor)

    def _write(self, artifact: Artifact) -> int:
        """Write beside the output; the time of the change, which moving the file keeps."""
        target = os.path.join(self.root, FOLDER, artifact.path)
        try:
            folder = os.path.dirname(target)
            if folder not in self._folders:
                os.makedirs(folder, exist_ok=True)
                self._folders.add(folder)
            with open(target, "wb") as file:
                file.write(artifact.content)
                file.flush()
                return os.fstat(file.fileno()).st_mtime_ns
        except OSError as error:
            raise WriteFailed(target, error.strerror or str(error)) from None


def commit(root: str, staged: Iterable[Staged], previous: Mapping[str, Entry], *, keep_others: bool = False) -> Written:
    """Move what was staged into place, remove what is no longer compiled, and write the manifest last.

    With `keep_others`, what was not compiled this time stays as it is.

    Raises:
        WriteFailed: a disk that fails, or a link in the output that leads away.
    """
    items = sorted(staged, key=lambda item: item.entry)
    changed = tuple(item.entry.path for item in items if item.changed)
    current = {item.entry.path for item in items}
    others = [entry for path, entry in previous.items() if path not in current]
    removed = () if keep_others else tuple(sorted(entry.path for entry in others))
    entries = sorted([item.entry for item in items] + (others if keep_others else []))
    try:
        _refuse_links(root, {os.path.dirname(path) for path in (*changed, *removed)})
        for path in changed:
            _move(root, path)
        for path in removed:
            _remove(root, path)
        if changed or removed or list(previous.values()) != entries:
            _manifest(root, entries)
        discard(root)
    except OSError as error:
        raise WriteFailed(str(error.filename or root), error.strerror or str(error)) from None
    return Written(changed, removed, len(items) - len(changed))


def discard(root: str) -> None:
    """Forget what was staged."""
    shutil.rmtree(os.path.join(root, FOLDER), ignore_errors=True)


def _refuse_links(root: str, folders: set[str]) -> None:
    """Nothing is written through a link: no folder of the output may be one."""
    for folder in folders:
        part = root
        for step in folder.split("/"):
            part = os.path.join(part, step)
            if os.path.islink(part):
                raise WriteFailed(part, "is a link; output is written to real folders only")


def _move(root: str, path: str) -> None:
    target = os.path.join(root, path)
    source = os.path.join(root, FOLDER, path)
    try:
        os.replace(source, target)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.replace(source, target)


def _remove(root: str, path: str) -> None:
    target = os.path.join(root, path)
    if os.path.lexists(target):
        os.unlink(target)
    folder = os.path.dirname(target)
    while folder != root and not os.listdir(folder):
        os.rmdir(folder)
        folder = os.path.dirname(folder)


def _manifest(root: str, entries: list[Entry]) -> None:
    os.makedirs(root, exist_ok=True)
    temporary = os.path.join(root, f".{record.NAME}")
    with open(temporary, "wb") as file:
        file.write(record.text(entries))
    os.replace(temporary, os.path.join(root, record.NAME))

"""Two steps to disk: every artifact is staged beside the output, and only when all are there do they take its place.

Staging needs nothing but the artifact, so processes can share it; a run that fails leaves the output as it was. A run
that is killed while files move leaves none that the next one does not know: a manifest that names old and new files
alike is in place before the first one moves.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from msgspec import Struct

from avionics.artifact import Artifact
from avionics.source import own
from avionics.write import record
from avionics.write.failed import WriteFailed, failing
from avionics.write.record import Entry

FOLDER = ".staging"
_FOREIGN = (
    "is in no manifest: avionics did not write it, or the manifest is lost; remove the output folder to begin anew"
)
_LINK = "is a link or a file; output is written to real folders only"


class Staged(Struct, frozen=True):
    """An artifact on its way: `changed` says whether the output has something else, or nothing, at its path.

    `size` in bytes and `modified`, the time of its last change in nanoseconds, tell later whether it is still there.
    """

    entry: Entry
    changed: bool
    size: int
    modified: int


class Written(Struct, frozen=True):
    """What a run did to the output: paths that changed, paths that were removed, and how many stayed."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


class Stage:
    """Stages artifacts for the output folder `root`, of which `previous` says what is ours.

    As a context it holds the folder, so that two runs take turns, and forgets at its end what was staged and not
    committed. With `dry`, nothing is written anywhere: the artifacts are only compared.
    """

    def __init__(self, root: str, previous: Mapping[str, Entry], *, dry: bool = False) -> None:
        self.root, self.previous, self.dry = root, previous, dry
        self._folders: set[str] = set()
        self._held = -1
        if not dry and os.path.islink(root):
            raise WriteFailed(root, _LINK)

    def __enter__(self) -> Stage:
        if not self.dry:
            with failing(self.root):
                os.makedirs(self.root, exist_ok=True)
                self._held = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            fcntl.flock(self._held, fcntl.LOCK_EX)
            discard(self.root)
        return self

    def __exit__(self, *_: object) -> None:
        if not self.dry:
            discard(self.root)
            with suppress(OSError):  # a run that failed at the first time leaves no empty folder
                os.rmdir(self.root)
            os.close(self._held)

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
            raise WriteFailed(
                os.path.join(self.root, artifact.path),
                _FOREIGN,
            )
        modified = 0 if self.dry else self._write(artifact)
        return Staged(entry, True, len(artifact.content), modified)

    def holds(self, items: Iterable[Staged]) -> bool:
        """As `holds`, of this folder."""
        return holds(self.root, items)

    def _present(self, path: str) -> tuple[bytes | None, int]:
        """The bytes at `path` in the output (None: nothing there, none: a link) and when they last changed."""
        full = os.path.join(self.root, path)
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
            folder = os.path.dirname(target)
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


def commit(root: str, staged: Iterable[Staged], previous: Mapping[str, Entry], *, keep_others: bool = False) -> Written:
    """Write the manifest, move what was staged into place, and remove what is no longer compiled.

    With `keep_others`, what was not compiled this time stays as it is.

    Raises:
        WriteFailed: a disk that fails, or a link in the output that leads away.
    """
    items = sorted(staged, key=lambda item: item.entry.path)
    changed = tuple(item.entry.path for item in items if item.changed)
    current = {item.entry.path for item in items}
    others = [entry for path, entry in previous.items() if path not in current]
    removed = () if keep_others else tuple(sorted(entry.path for entry in others))
    entries = [item.entry for item in items]
    if keep_others and others:
        entries = sorted(entries + others, key=lambda entry: entry.path)
    try:
        _refuse_links(root, {os.path.dirname(path) for path in changed})
        if changed or removed or list(previous.values()) != entries:
            _manifest(root, {**previous, **{item.entry.path: item.entry for item in items}}.values())
            _move_all(root, changed)
            for path in removed:
                _remove(root, path)
            if removed:
                _manifest(root, entries)
        discard(root)
    except OSError as error:
        raise WriteFailed(str(error.filename or root), error.strerror or str(error)) from None
    return Written(changed, removed, len(items) - len(changed))


def discard(root: str) -> None:
    """Forget what was staged. A link in its place is removed, never followed."""
    folder = os.path.join(root, FOLDER)
    if os.path.islink(folder):
        os.unlink(folder)
    with suppress(OSError):  # not there, or all in it was moved
        os.rmdir(folder)
    if os.path.lexists(folder):
        import shutil  # noqa: PLC0415  3 ms, with all that packs archives

        shutil.rmtree(folder, ignore_errors=True)


def _refuse_links(root: str, folders: set[str]) -> None:
    """Nothing is written through a link: no folder of the output may be one."""
    for folder in _with_parents(folders):
        part = os.path.join(root, folder)
        if os.path.lexists(part) and not _is_folder(part):
            raise WriteFailed(part, _LINK)


def _is_folder(path: str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)


def _with_parents(folders: Iterable[str]) -> list[str]:
    """The folders and all above them but the output folder itself, outermost first."""
    found: set[str] = set()
    for folder in folders:
        step = folder
        while step and step not in found:
            found.add(step)
            step = os.path.dirname(step)
    return sorted(found)


def _move_all(root: str, paths: Sequence[str]) -> None:
    """Move what was staged into place; a folder that is not there yet moves as a whole, with all in it."""
    whole: set[str] = set()
    for folder in _with_parents({os.path.dirname(path) for path in paths}):
        if os.path.dirname(folder) in whole:
            whole.add(folder)
        elif not os.path.lexists(os.path.join(root, folder)):
            _move(root, folder)
            whole.add(folder)
    for path in paths:
        if os.path.dirname(path) not in whole:
            _move(root, path)


def _move(root: str, path: str) -> None:
    os.replace(os.path.join(root, FOLDER, path), os.path.join(root, path))


def _remove(root: str, path: str) -> None:
    """Remove a file of ours and the folders it leaves empty; what lies behind a link is not ours, whoever listed it."""
    parents = _with_parents([os.path.dirname(path)])
    if not all(_is_folder(os.path.join(root, folder)) for folder in parents):
        return
    with suppress(FileNotFoundError):
        os.unlink(os.path.join(root, path))
    for folder in reversed(parents):
        if os.listdir(os.path.join(root, folder)):
            break
        os.rmdir(os.path.join(root, folder))


def _manifest(root: str, entries: Iterable[Entry]) -> None:
    os.makedirs(root, exist_ok=True)
    own.replace(os.path.join(root, record.NAME), record.text(entries))

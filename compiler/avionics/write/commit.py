"""The second step to disk: what was staged takes its place, and what is no longer compiled goes.

Ctrl-C waits until all files have moved. A run that is killed between two leaves none that the next one does not know:
a manifest that names old and new files alike is in place before the first one moves.
"""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

from msgspec import Struct

from avionics.source.files import own
from avionics.write import record
from avionics.write.failed import WriteFailed
from avionics.write.record import Entry
from avionics.write.stage import FOLDER, LINK, Staged


class Written(Struct, frozen=True):
    """What a run did to the output: paths that changed, paths that were removed, and how many stayed."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def commit(
    root: str, project: str, staged: Iterable[Staged], previous: Mapping[str, Entry], *, keep_others: bool = False
) -> Written:
    """Write the manifest of `project`, move what was staged into place, and remove what is no longer compiled.

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
        inside = {path: os.path.dirname(path) for path in changed}
        _refuse_links(root, {*inside.values()})
        _refuse_closed(root, {*inside.values(), *map(os.path.dirname, removed)})
        if changed or removed or list(previous.values()) != entries or not record.names(root, project):
            both = {**previous, **{item.entry.path: item.entry for item in items}}
            with _uninterrupted():
                _manifest(root, project, both.values())
                _move_all(root, inside)
                for path in removed:
                    _remove(root, path)
                if removed:
                    _manifest(root, project, entries)
    except OSError as error:  # of a move it is where to that says what is in the way
        raise WriteFailed(str(error.filename2 or error.filename or root), error.strerror or str(error)) from None
    return Written(changed, removed, len(items) - len(changed))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C, and the signal by which CI ends its jobs, come after it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _refuse_links(root: str, folders: set[str]) -> None:
    """Nothing is written through a link: no folder of the output may be one."""
    for folder in _with_parents(folders):
        part = os.path.join(root, folder)
        if os.path.lexists(part) and not _is_folder(part):
            raise WriteFailed(part, LINK)


def _refuse_closed(root: str, folders: set[str]) -> None:
    """A folder that may not be written is found before the first file moves, not between two."""
    for folder in sorted(folders):
        part = os.path.join(root, folder)
        while not os.path.isdir(part):
            part = os.path.dirname(part)
        if not os.access(part, os.W_OK | os.X_OK):
            raise WriteFailed(part, os.strerror(errno.EACCES))


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


def _move_all(root: str, inside: Mapping[str, str]) -> None:
    """Move what was staged into place; a folder that is not there yet moves as a whole, with all in it. `inside` says
    in which folder each file is."""
    whole: set[str] = set()
    for folder in _with_parents(inside.values()):
        if os.path.dirname(folder) in whole:
            whole.add(folder)
        elif not os.path.lexists(os.path.join(root, folder)):
            _move(root, folder)
            whole.add(folder)
    for path, folder in inside.items():
        if folder not in whole:
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


def _manifest(root: str, project: str, entries: Iterable[Entry]) -> None:
    os.makedirs(root, exist_ok=True)
    own.replace(os.path.join(root, record.NAME), record.text(project, entries))

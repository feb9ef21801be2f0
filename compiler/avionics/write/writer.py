"""The one writer: artifacts into the output folder, and what of it is stale.

The order makes it safe to stop anywhere. All new content is written into a staging folder first, so a full disk changes
nothing. Then a manifest that names old and new files alike takes the place of the old one, then each file is renamed
into its place, stale ones go, and last comes the final manifest. A run that was killed leaves no file that the next one
does not know, and the next one compares bytes, so it ends what was begun.

A file that is in no manifest was put there by somebody else. It stays, and the run ends with its path: nobody can want
it overwritten unasked. One that was edited by hand but is ours is written again.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from avionics.write import folder as disk
from avionics.write import manifest
from avionics.write.folder import WriteFailed
from avionics.write.manifest import MANIFEST, Entries, Output

__all__ = ["MANIFEST", "Output", "Stale", "WriteFailed", "Written", "stale", "write"]

_STAGING = ".staging"
_BOTH = ".both"


@dataclass(frozen=True, slots=True)
class Written:
    """What happened: the paths that were written and removed, sorted, and how many files stayed as they were."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class Stale:
    """What `write` would do: files with other content, files not there, files of ours that nothing makes now."""

    changed: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.changed or self.missing or self.extra)


@dataclass(frozen=True, slots=True)
class _Survey:
    """The output folder held against the artifacts.

    `differing` are to be written, `missing` the paths among them that are not there, `absent` the folders that are not,
    `extra` the stale files of ours. `old` and `new` are the manifests, `recorded` the bytes of the old one.
    """

    differing: tuple[Output, ...]
    missing: frozenset[str]
    absent: tuple[str, ...]
    extra: tuple[str, ...]
    old: Entries
    new: Entries
    recorded: bytes | None


def write(root: str, artifacts: Sequence[Output], *, partial: bool = False) -> Written:
    """Brings the folder `root` in line with `artifacts`. With `partial` they are not all: nothing counts as stale.

    Raises:
        WriteFailed: the disk is full, a path cannot be written, is not ours, or leads out through a symbolic link.
        ValueError: two artifacts share a path, or a path leaves the folder.
    """
    _check_paths(artifacts)
    root = str(Path(root))  # a slash at the end would follow a link
    with disk.failing(root):
        Path(root).mkdir(parents=True, exist_ok=True)
    with disk.opened(root, exclusive=True) as folder, _named(root):
        survey = _survey(folder, artifacts, partial=partial)
        content = manifest.text(survey.new)
        if survey.differing or survey.extra or survey.recorded != content:
            with _staging(folder) as staging:
                _replace(folder, staging, survey, content)
    changed = tuple(sorted(artifact.path for artifact in survey.differing))
    return Written(changed, survey.extra, len(artifacts) - len(changed))


def stale(root: str, artifacts: Sequence[Output], *, partial: bool = False) -> Stale:
    """What `write` would change, the manifest included; touches nothing.

    Raises:
        WriteFailed: what is there cannot be read, or is not ours.
        ValueError: as for `write`.
    """
    _check_paths(artifacts)
    root = str(Path(root))
    if not os.path.lexists(root):  # a dangling link is there
        return Stale((), tuple(sorted([MANIFEST, *(artifact.path for artifact in artifacts)])), ())
    with disk.opened(root, exclusive=False) as folder, _named(root):
        survey = _survey(folder, artifacts, partial=partial)
    changed = {artifact.path for artifact in survey.differing} - survey.missing
    missing = set(survey.missing)
    if survey.recorded != manifest.text(survey.new):
        (missing if survey.recorded is None else changed).add(MANIFEST)
    return Stale(tuple(sorted(changed)), tuple(sorted(missing)), survey.extra)


def _check_paths(artifacts: Sequence[Output]) -> None:
    seen: set[str] = set()
    for artifact in artifacts:
        if artifact.path in seen or not manifest.inside(artifact.path):
            raise ValueError(f"{artifact.path!r} is made twice or is no path in the output folder")
        seen.add(artifact.path)


@contextlib.contextmanager
def _named(root: str) -> Iterator[None]:
    """Paths are relative to the open folder; people want to read them from where they are."""
    try:
        yield
    except WriteFailed as error:
        raise WriteFailed(f"{root}/{error.path}", error.cause) from error
    except OSError as error:
        raise WriteFailed(f"{root}/{error.filename or ''}", disk.cause_of(error)) from error


def _survey(folder: int, artifacts: Sequence[Output], *, partial: bool) -> _Survey:
    recorded, old = _recorded(folder)
    made = manifest.entries(artifacts)
    absent = tuple(disk.absent_folders(folder, made))
    differing: list[Output] = []
    missing: list[str] = []
    for artifact in artifacts:
        state = disk.state(folder, artifact.path, artifact.content)
        if state == "same":
            continue
        if state == "blocked":
            raise WriteFailed(artifact.path, "a folder is in its place; move it away")
        if state == "absent":
            missing.append(artifact.path)
        elif artifact.path not in old:
            raise WriteFailed(
                artifact.path, "differs from what is compiled, but was not written by avionics; move it away"
            )
        differing.append(artifact)
    gone = () if partial else sorted(old.keys() - made.keys())
    extra = tuple(path for path in gone if disk.is_plain(folder, path))
    new = {**old, **made} if partial else made
    return _Survey(tuple(differing), frozenset(missing), absent, extra, old, new, recorded)


def _recorded(folder: int) -> tuple[bytes | None, Entries]:
    content = disk.read(folder, MANIFEST)
    try:
        return content, manifest.parse(content) if content is not None else {}
    except manifest.NotAManifest as error:
        cause = f"is no manifest of this version ({error}); remove the whole folder and render again"
        raise WriteFailed(MANIFEST, cause) from None


@contextlib.contextmanager
def _staging(folder: int) -> Iterator[int]:
    """A folder for what is not in its place yet. The lock says that one found here belongs to a run that was killed."""
    with contextlib.suppress(OSError):  # a link is removed, never followed; there is mostly nothing
        os.unlink(_STAGING, dir_fd=folder)
    shutil.rmtree(_STAGING, ignore_errors=True, dir_fd=folder)
    os.mkdir(_STAGING, dir_fd=folder)
    descriptor = os.open(_STAGING, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
        shutil.rmtree(_STAGING, ignore_errors=True, dir_fd=folder)


def _replace(folder: int, staging: int, survey: _Survey, content: bytes) -> None:
    """Everything up to the first rename may fail without a trace. New folders come into their place as a whole."""
    for path in sorted(disk.parents(artifact.path for artifact in survey.differing)):
        os.mkdir(path, dir_fd=staging)
    for artifact in survey.differing:
        _stage(staging, artifact.path, artifact.path, artifact.content)
    _stage(staging, _BOTH, MANIFEST, manifest.text({**survey.old, **survey.new}))
    _stage(staging, MANIFEST, MANIFEST, content)
    _rename(staging, _BOTH, folder, MANIFEST)
    for path in _moves(survey):
        _rename(staging, path, folder, path)
    for path in survey.extra:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path, dir_fd=folder)
    _remove_empty(folder, survey.extra)
    _rename(staging, MANIFEST, folder, MANIFEST)


def _moves(survey: _Survey) -> Iterator[str]:
    """The outermost of the absent folders, and the files whose folder is there."""
    absent = frozenset(survey.absent)
    yield from (path for path in survey.absent if path.rpartition("/")[0] not in absent)
    yield from (artifact.path for artifact in survey.differing if artifact.path.rpartition("/")[0] not in absent)


def _stage(staging: int, name: str, path: str, content: bytes) -> None:
    try:
        disk.create(staging, name, content)
    except OSError as error:
        raise WriteFailed(path, disk.cause_of(error)) from error


def _rename(staging: int, name: str, folder: int, path: str) -> None:
    try:
        os.replace(name, path, src_dir_fd=staging, dst_dir_fd=folder)
    except OSError as error:
        raise WriteFailed(path, disk.cause_of(error)) from error


def _remove_empty(folder: int, removed: Sequence[str]) -> None:
    for path in sorted(disk.parents(removed), reverse=True):
        with contextlib.suppress(OSError):  # it holds something else
            os.rmdir(path, dir_fd=folder)

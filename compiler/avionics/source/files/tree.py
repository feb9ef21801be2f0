"""The files of a project by path, read when they are asked for."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping

from avionics.finding import Finding
from avionics.place import Where
from avionics.source.files import own, project_files
from avionics.source.files.listing import Listing
from avionics.source.files.project_files import MAX_BYTES, NotAProject, ProjectFile
from avionics.source.files.stamp import stamp, trusted


class Files(Mapping[str, bytes]):
    """The bytes of the files at `paths` below `root`; each is read when it is first asked for, and kept."""

    def __init__(self, root: str, paths: Iterable[str]) -> None:
        self.root = root
        self._read: dict[str, ProjectFile | None] = dict.fromkeys(paths)

    def __getitem__(self, path: str) -> bytes:
        found = self._read[path] or _content(self.root, path, 0, [])
        if found is None:
            raise KeyError(path)
        self._read[path] = found
        return found.content

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)

    def read(self, paths: Iterable[str], findings: list[Finding]) -> list[ProjectFile]:
        """The files at `paths`; what is wrong with the others is added to `findings`.

        Raises:
            NotAProject: one of them cannot be read.
        """
        now = time.time_ns()
        wanted = {path: self._read[path] or _content(self.root, path, now, findings) for path in paths}
        self._read.update(wanted)
        return [file for file in wanted.values() if file is not None]

    def stamps(self, paths: Iterable[str]) -> str:
        """The paths with their present stamps, a line each; "" when one is gone."""
        root = self.root
        try:
            return "\n".join([f"{path} {stamp(os.lstat(f'{root}/{path}'))}" for path in paths])
        except OSError:
            return ""


def find(root: str, known: Listing | None = None) -> tuple[Files, list[Finding], Listing]:
    """Every spec and playbook under `root`, unread, what was wrong with the others, and the folders as they are now.

    Raises:
        NotAProject: as `project_files.find`.
    """
    paths, findings, folders = project_files.find(root, known)
    return Files(root, paths), findings, folders


def read(root: str) -> tuple[list[ProjectFile], list[Finding]]:
    """Every spec and playbook under `root`, sorted by path, and what was wrong with the others.

    Raises:
        NotAProject: `root` or one of its files cannot be read, or has no `avionics.yaml`.
    """
    files, findings, _ = find(root)
    return files.read(files, findings), findings


def _content(root: str, path: str, now: int, findings: list[Finding]) -> ProjectFile | None:
    full = f"{root}/{path}"
    try:
        descriptor = os.open(full, own.READ)
    except OSError as error:
        raise NotAProject(f"{full}: {error.strerror}") from None
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise NotAProject(
                f"{full}: {'a folder' if stat.S_ISDIR(found.st_mode) else 'not a plain file'}; a file is expected"
            )
        if found.st_size > MAX_BYTES:
            findings.append(_huge(path, found.st_size))
            return None
        return ProjectFile(path, os.read(descriptor, found.st_size + 1), trusted(found, now))
    except OSError as error:
        raise NotAProject(f"{full}: {error.strerror}") from None
    finally:
        os.close(descriptor)


def _huge(path: str, size: int) -> Finding:
    message = f"{path} has {size:,} bytes, more than {MAX_BYTES:,}"
    return Finding("file-size", message, Where(path), help="split it by service")

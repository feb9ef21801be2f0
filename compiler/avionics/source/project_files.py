"""The files of a project: found, read, and refused when they are not what they seem."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from avionics.finding import Finding
from avionics.place import Where
from avionics.source.yaml import MAX_BYTES

PROJECT = "avionics.yaml"
UNIT_FOLDERS = ("services", "slos", "alerts", "cockpits", "playbooks")
FOLDERS = ("teams", *UNIT_FOLDERS)
MAX_FILES = 200_000
_ENDINGS = {"playbooks": (".md",)}
_SPEC_ENDINGS = (".yaml", ".yml")


class NotAProject(Exception):
    """The directory cannot be read as a project (exit code 2). Carries the path and the cause."""


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A file's path in the project (with `/`) and its bytes."""

    path: str
    content: bytes


def read(root: str) -> tuple[list[ProjectFile], list[Finding]]:
    """Every spec and playbook under `root`, sorted by path, and what was wrong with the others.

    Raises:
        NotAProject: `root` or one of its files cannot be read, or has no `avionics.yaml`.
    """
    if not os.path.isdir(root):
        raise NotAProject(f"{root}: no such directory")
    if not os.path.isfile(os.path.join(root, PROJECT)):
        raise NotAProject(f"{root}: no {PROJECT} here; run it from a project, name one with --project, or make one with 'avionics init DIR'")
    files: list[ProjectFile] = []
    findings: list[Finding] = []
    for path in [PROJECT, *_paths(root, findings)]:
        content = _content(root, path, findings)
        if content is not None:
            files.append(ProjectFile(path, content))
    return files, findings


def _paths(root: str, findings: list[Finding]) -> list[str]:
    found = [path for folder in FOLDERS for path in _walk(root, folder, _ENDINGS.get(folder, _SPEC_ENDINGS), findings)]
    if len(found) > MAX_FILES:
        raise NotAProject(f"{root}: more than {MAX_FILES} files")
    return sorted(found)


def _walk(root: str, folder: str, endings: tuple[str, ...], findings: list[Finding], depth: int = 0) -> Iterator[str]:
    try:
        entries = list(os.scandir(os.path.join(root, folder)))
    except FileNotFoundError:
        return
    except OSError as error:
        raise NotAProject(f"{folder}: {error.strerror}") from None
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            findings.append(
                Finding("file-symlink", f"{path} is a symbolic link", Where(path), help="put the file itself here; links are not followed")
            )
        elif entry.is_dir():
            if depth < 8:
                yield from _walk(root, path, endings, findings, depth + 1)
        elif entry.name.endswith(endings):
            yield path
        elif entry.name != "README.md":
            expected = " or ".join(endings)
            findings.append(
                Finding("file-unread", f"{path} is not read", Where(path), "warning", help=f"files here end in {expected}")
            )


def _content(root: str, path: str, findings: list[Finding]) -> bytes | None:
    try:
        descriptor = os.open(os.path.join(root, path), os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        raise NotAProject(f"{path}: {error.strerror}") from None
    try:
        size = os.fstat(descriptor).st_size
        if size > MAX_BYTES:
            findings.append(
                Finding("file-size", f"{path} has {size:,} bytes, more than {MAX_BYTES:,}", Where(path), help="split it by service")
            )
            return None
        return os.read(descriptor, size + 1)
    except OSError as error:
        raise NotAProject(f"{path}: {error.strerror}") from None
    finally:
        os.close(descriptor)

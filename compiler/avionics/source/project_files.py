"""The files of a project: found, and refused when they are not what they seem."""

from __future__ import annotations

import os
from collections.abc import Iterator

from msgspec import Struct

from avionics.finding import Finding, nearest
from avionics.place import Where

PROJECT = "avionics.yaml"
UNIT_FOLDERS = ("services", "slos", "alerts", "cockpits", "playbooks")
FOLDERS = ("teams", *UNIT_FOLDERS)
OF_UNITS = tuple(f"{folder}/" for folder in UNIT_FOLDERS)
"""How the paths of what is written for one service begin."""

MAX_FILES = 200_000
MAX_BYTES = 1 << 20
MAX_DEPTH = 8

_ENDINGS = {"playbooks": (".md",)}
_SPEC_ENDINGS = (".yaml", ".yml")


class NotAProject(Exception):
    """The directory cannot be read as a project (exit code 2). Carries the path and the cause."""


class ProjectFile(Struct, frozen=True):
    """A file's path in the project (with `/`), its bytes, and its stamp ("": look at the bytes the next time)."""

    path: str
    content: bytes
    stamp: str = ""


def find(root: str) -> tuple[list[str], list[Finding]]:
    """The path of every spec and playbook under `root`, sorted, and what was wrong with the others.

    Raises:
        NotAProject: `root` or one of its folders cannot be read, or has no `avionics.yaml`.
    """
    if not os.path.isdir(root):
        raise NotAProject(f"{root}: no such directory")
    if not os.path.lexists(os.path.join(root, PROJECT)):
        advice = "run it from a project, name one with --project, or make one with 'avionics init DIR'"
        raise NotAProject(f"{root}: no {PROJECT} here; {advice}")
    findings: list[Finding] = []
    if os.path.islink(os.path.join(root, PROJECT)):
        findings.append(_link(PROJECT))
        return _paths(root, findings), findings
    return [PROJECT, *_paths(root, findings)], findings


def _paths(root: str, findings: list[Finding]) -> list[str]:
    found: list[str] = []
    findings += _misspelt(root)
    for folder in FOLDERS:
        if os.path.islink(os.path.join(root, folder)):
            findings.append(_link(folder))
        else:
            found += _walk(root, folder, _ENDINGS.get(folder, _SPEC_ENDINGS), findings)
    if len(found) > MAX_FILES:
        raise NotAProject(f"{root}: more than {MAX_FILES:,} files")
    return sorted(found)


def _walk(root: str, folder: str, endings: tuple[str, ...], findings: list[Finding]) -> Iterator[str]:
    """The files below `folder` that are to be read. Links are not followed."""
    try:
        entries = list(os.scandir(os.path.join(root, folder)))
    except FileNotFoundError:
        return
    except OSError as error:
        raise NotAProject(f"{os.path.join(root, folder)}: {error.strerror}") from None
    for entry in entries:
        name = entry.name
        path = f"{folder}/{name}"
        if name.startswith(".") or name == "README.md":
            continue
        if not name.isascii() and not _is_text(path):
            findings.append(_no_text(path))
        elif entry.is_symlink():
            findings.append(_link(path))
        elif name.endswith(endings):
            yield path
        elif entry.is_dir() and path.count("/") < MAX_DEPTH:
            yield from _walk(root, path, endings, findings)
        else:
            findings.append(_unread(path, endings, folder_=entry.is_dir()))


def _misspelt(root: str) -> Iterator[Finding]:
    """Folders of nearly the right name, whose specs would be missed without a word."""
    for entry in os.scandir(root):
        near = nearest(entry.name, FOLDERS, 0.75) if entry.is_dir() and entry.name not in FOLDERS else ""
        if near:
            message = f"{entry.name}/ is not read"
            yield Finding("file-unread", message, Where(entry.name), "warning", help=f"did you mean {near!r}?")


def _is_text(path: str) -> bool:
    """Whether a path is text, and no bytes that the system could not make sense of."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _no_text(path: str) -> Finding:
    shown = os.fsencode(path).decode(errors="backslashreplace")
    return Finding("file-name-encoding", f"the name of {shown} is not UTF-8", Where(shown), help="rename it")


def _link(path: str) -> Finding:
    help_ = "put the file itself here; links are not followed"
    return Finding("file-symlink", f"{path} is a symbolic link", Where(path), help=help_)


def _unread(path: str, endings: tuple[str, ...], *, folder_: bool) -> Finding:
    expected = (
        f"folders are nested at most {MAX_DEPTH} deep" if folder_ else f"files here end in {' or '.join(endings)}"
    )
    return Finding("file-unread", f"{path} is not read", Where(path), "warning", help=expected)

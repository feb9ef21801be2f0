"""The files of a project: found, and refused when they are not what they seem."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress

from msgspec import Struct

from avionics.failure import Failure
from avionics.finding import Finding, nearest
from avionics.place import Where
from avionics.source.files import own
from avionics.source.files.listing import Folder, Listing
from avionics.source.files.stamp import stamp, trusted

PROJECT = "avionics.yaml"
UNIT_FOLDERS = ("services", "slos", "alerts", "cockpits", "playbooks")
FOLDERS = ("teams", *UNIT_FOLDERS)
OF_UNITS = tuple(f"{folder}/" for folder in UNIT_FOLDERS)
"""How the paths of what is written for one service begin."""

BUILD = "build"
"""Where a render writes that is told nothing else."""

MAX_FILES = 200_000
MAX_BYTES = 1 << 20
MAX_DEPTH = 8

_ENDINGS = {"playbooks": (".md",)}
_SPEC_ENDINGS = (".yaml", ".yml")
_OURS = re.compile(rb"^apiVersion: *avionics/", re.MULTILINE)
_BEGINNING = 4096
"""Bytes of a file in which it says whose it is."""


class NotAProject(Failure):
    """The directory cannot be read as a project: the path and the cause."""


class ProjectFile(Struct, frozen=True):
    """A file's path in the project (with `/`), its bytes, and its stamp ("": look at the bytes the next time)."""

    path: str
    content: bytes
    stamp: str = ""


def find(root: str, known: Listing | None = None) -> tuple[list[str], list[Finding], Listing]:
    """The path of every spec and playbook under `root`, sorted, what was wrong with the others, and the folders as they
    were listed; those of them that are as in `known` were not listed again.

    Raises:
        NotAProject: `root` or one of its folders cannot be read, or has no `avionics.yaml`.
    """
    if not os.path.isdir(root):
        cause = "is a file; name the folder of a project" if os.path.isfile(root) else "no such directory"
        raise NotAProject(f"{root or repr(root)}: {cause}")
    if not os.path.lexists(os.path.join(root, PROJECT)):
        raise NotAProject(f"{root}: no {PROJECT} here; {_advice(root)}")
    findings: list[Finding] = []
    if linked := os.path.islink(os.path.join(root, PROJECT)):
        findings.append(_link(PROJECT))
    findings += _misspelt(root)
    folders = _folders(root, known or {}, findings)
    found = sorted(path for folder in folders.values() for path in folder.files)
    if len(found) > MAX_FILES:
        raise NotAProject(f"{root}: more than {MAX_FILES:,} files")
    return found if linked else [PROJECT, *found], findings, folders


def _advice(root: str) -> str:
    """Where the project may be: here under another name, or above."""
    if other := next(filter(_nearly_the_project, sorted(os.listdir(root))), ""):
        return f"rename {other}"
    if found := around(root):
        return f"there is one above: --project {os.path.relpath(found)}"
    return "run it from a project, name one with --project, or make one with 'avionics init DIR'"


def around(folder: str) -> str:
    """The nearest folder with a project, from `folder` upwards; "" where the repository or the disk ends before."""
    found = folder
    with suppress(OSError):  # it is there no more
        while not os.path.lexists(os.path.join(found, PROJECT)):
            outer = os.pardir if found == os.curdir else os.path.join(found, os.pardir)
            if os.path.lexists(os.path.join(found, ".git")) or os.path.samefile(found, outer):
                return ""
            found = outer
        return found
    return ""


def _nearly_the_project(name: str) -> bool:
    return name != PROJECT and os.path.splitext(name.lower()) in (("avionics", ".yaml"), ("avionics", ".yml"))


def _folders(root: str, known: Listing, findings: list[Finding]) -> dict[str, Folder]:
    """The folders that are looked into, by path. Links are not followed."""
    now = time.time_ns()
    found: dict[str, Folder] = {}
    for top in FOLDERS:
        waiting = [top]
        if os.path.islink(os.path.join(root, top)):
            findings.append(_link(top))
            waiting = []
        while waiting:
            path = waiting.pop()
            folder = _folder(root, path, known.get(path), now, findings)
            found[path] = folder
            waiting += reversed(folder.folders)
    return found


def _folder(root: str, path: str, known: Folder | None, now: int, findings: list[Finding]) -> Folder:
    """What is in a folder: as it was known, if it is as it was, else as it is listed now."""
    full = f"{root}/{path}"
    try:
        status = os.lstat(full)
        if known and known.stamp == stamp(status):
            return known
        entries = list(os.scandir(full))
    except FileNotFoundError:
        return Folder("", (), ())
    except OSError as error:
        raise NotAProject(f"{os.path.join(root, path)}: {error.strerror}") from None
    return _listed(path, entries, trusted(status, now), findings)


def _listed(folder: str, entries: Iterable[os.DirEntry[str]], mark: str, findings: list[Finding]) -> Folder:
    """What is to be read in a folder; one of which there is something to say is listed again the next time."""
    endings = _ENDINGS.get(folder.partition("/")[0], _SPEC_ENDINGS)
    files: list[str] = []
    folders: list[str] = []
    wrong: list[Finding] = []
    for entry in entries:
        name = entry.name
        path = f"{folder}/{name}"
        if name.startswith(".") or name == "README.md":
            continue
        if not name.isascii() and not _is_text(path):
            wrong.append(_no_text(path))
        elif entry.is_symlink():
            wrong.append(_link(path))
        elif name.endswith(endings):
            files.append(path)
        elif entry.is_dir() and path.count("/") < MAX_DEPTH:
            folders.append(path)
        else:
            wrong.append(_unread(path, endings, folder_=entry.is_dir()))
    findings += wrong
    return Folder("" if wrong else mark, tuple(sorted(files)), tuple(sorted(folders)))


def _misspelt(root: str) -> Iterator[Finding]:
    """What has nearly the right name, or is a spec and in no folder of specs: it would be missed without a word."""
    for entry in os.scandir(root):
        if _nearly_the_project(entry.name):
            message = f"{entry.name} is not read"
            yield Finding("file-unread", message, Where(entry.name), "warning", help=f"the project's file is {PROJECT}")
        elif entry.name != PROJECT and entry.name.endswith(_SPEC_ENDINGS) and _is_spec(entry):
            folders = ", ".join(f"{folder}/" for folder in FOLDERS)
            message, help_ = f"{entry.name} is not read", f"move it into the folder of its kind: {folders}"
            yield Finding("file-unread", message, Where(entry.name), "warning", help=help_)
        near = nearest(entry.name.lower(), FOLDERS, 0.75) if entry.is_dir() and entry.name not in FOLDERS else ""
        if near:
            message = f"{entry.name}/ is not read"
            yield Finding("file-unread", message, Where(entry.name), "warning", help=f"did you mean {near!r}?")


def _is_spec(entry: os.DirEntry[str]) -> bool:
    """Whether a file says that it is one of ours."""
    try:
        with open(os.open(entry.path, own.READ), "rb") as file:
            return stat.S_ISREG(os.fstat(file.fileno()).st_mode) and _OURS.search(file.read(_BEGINNING)) is not None
    except OSError:
        return False


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
    expected = f"folders are nested at most {MAX_DEPTH} deep" if folder_ else f"files here end in {endings[0]}"
    return Finding("file-unread", f"{path} is not read", Where(path), "warning", help=expected)

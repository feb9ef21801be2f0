"""Renders projects as `avionics render` does, and looks at what lies there afterwards."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from avionics.app.check import Checked, check
from avionics.app.compile import compile_project
from avionics.app.render import Options, Rendered, render
from avionics.place import Where

TODAY = "2026-11-23"
NEVER, ALWAYS = sys.maxsize, 1
"""Files from which a second process pays."""


def rendered(root: Path, out: Path, **options: object) -> Rendered:
    """One run into `out`. A run switches the garbage collector off for its process, which here goes on to live."""
    try:
        return render(str(root), Options(**{"today": TODAY, "out": str(out), "promtool": "skip", **options}))
    finally:
        gc.enable()


def clean(root: Path, out: Path, **options: object) -> Rendered:
    """One run in which nothing may be wrong."""
    done = rendered(root, out, **options)
    assert not done.failed, said(done)
    return done


def checked(root: Path, build: Path, today: str = TODAY) -> Checked:
    """What `avionics check` finds that remembers the render into `build`."""
    return check(str(root), today=today, build=str(build))


def said(done: Rendered | Checked) -> list[str]:
    """The findings of a run with their places and helps, one a line, sorted."""
    return sorted(f"{one.severity} {one.rule} {_place(one.where)}: {one.message} | {one.help}" for one in done.findings)


def _place(where: Where) -> str:
    return ":".join(map(str, (where.path, *where.route, where.line, where.column)))


def artifacts(root: Path, *, targets: tuple[str, ...] = ()) -> dict[str, bytes]:
    """What a project compiles to, by path, without a disk in between."""
    done = compile_project(str(root), today=TODAY, targets=targets)
    assert not done.failed, [f"{each.where.path}: {each.message}" for each in done.findings]
    return {artifact.path: artifact.content for artifact in done.artifacts}


def tree(out: Path) -> dict[str, bytes]:
    """Every plain file below `out` by path, but for what a run keeps for itself."""
    files = (Path(folder) / name for folder, _, names in os.walk(out) for name in names)
    found = {file.relative_to(out).as_posix(): file for file in files}
    return {path: file.read_bytes() for path, file in found.items() if not path.startswith(".") and file.is_file()}


def times(out: Path) -> dict[str, tuple[int, int]]:
    """The inode and the time of the last change of every file below `out`."""
    status = {path: (out / path).stat() for path in tree(out)}
    return {path: (each.st_ino, each.st_mtime_ns) for path, each in status.items()}


def assert_same(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> None:
    """Two trees have the same files with the same bytes; otherwise which differ, not all that they hold."""
    assert sorted(one) == sorted(other)
    assert [path for path in sorted(one) if one[path] != other[path]] == []

"""A project and an output folder that remembers, step by step beside a fresh one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from avionics.app import unit as units
from avionics.source.files import stamp
from avionics.source.files import tree as source_tree
from edits import swap
from system.rendering import NEVER, TODAY, assert_same, checked, clean, rendered, said, times, tree
from tools import ROOT

EVERYTHING = ROOT / "tests" / "golden" / "everything" / "in"


@dataclass
class Twin:
    """A project and an output folder that remembers; after each step a fresh folder says what it should hold."""

    root: Path
    out: Path
    fresh: Path
    steps: int = 0
    today: str = TODAY
    was: dict[str, tuple[int, int]] = field(default_factory=dict)

    def step(self, change: Callable[[], object] = lambda: None) -> tuple[set[str], set[str]]:
        """Make a change and render twice; the paths that were written and those that were removed."""
        change()
        self.was = times(self.out) if self.out.exists() else {}
        before = tree(self.out) if self.out.exists() else {}
        done = clean(self.root, self.out, today=self.today)
        self.steps += 1
        expected = self.fresh / str(self.steps)
        other = clean(self.root, expected, today=self.today)
        assert_same(tree(self.out), tree(expected))
        assert said(done) == said(other), "what was remembered must not swallow findings"
        self._assert_touched(before)
        self._assert_checked()
        shutil.rmtree(expected)
        assert done.written is not None
        return set(done.written.changed), set(done.written.removed)

    def _assert_touched(self, before: dict[str, bytes]) -> None:
        """Only files that are others now are touched; the rest keep inode and time (not the manifest)."""
        now, after = times(self.out), tree(self.out)
        same = {path for path, content in after.items() if before.get(path) == content} - {"manifest.json"}
        assert {path for path in same if now[path] != self.was[path]} == set()
        assert rendered(self.root, self.out, check=True, today=self.today).stale == ()

    def fails(self, change: Callable[[], object]) -> list[str]:
        """Make a change that a run refuses: nothing is written, and a fresh run says the same."""
        change()
        before, was = tree(self.out), times(self.out)
        done = rendered(self.root, self.out, today=self.today)
        other = rendered(self.root, self.fresh / "refused", today=self.today)
        assert done.failed
        assert said(done) == said(other)
        assert tree(self.out) == before
        assert times(self.out) == was
        assert tree(self.fresh / "refused") == {}
        self._assert_checked()
        return said(done)

    def _assert_checked(self) -> None:
        """`check` says the same whether it remembers or not, and writes nothing."""
        before = times(self.out)
        remembers, forgets = (
            checked(self.root, build, today=self.today) for build in (self.out, self.fresh / "nothing")
        )
        assert said(remembers) == said(forgets)
        assert times(self.out) == before

    def edit(self, path: str, old: str, new: str) -> Callable[[], object]:
        """A change: `old` in the file at `path` becomes `new`."""
        return partial(swap, self.root / path, old, new)

    def compiles(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The units that are compiled from now on, in this process."""
        found: list[str] = []
        original = units.compiled
        monkeypatch.setattr(
            units, "compiled", lambda some, *rest: found.extend(one.name for one in some) or original(some, *rest)
        )
        return found

    def reads(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The paths of the files that are read from now on, in this process."""
        found: list[str] = []
        original = source_tree._content
        monkeypatch.setattr(
            source_tree, "_content", lambda root, path, *rest: found.append(path) or original(root, path, *rest)
        )
        return found


TICK = 0.02
"""Seconds: longer than a tick of the clock that the times of inodes come from."""
AT_ONCE = -(10**12)
"""No file is so young that its stamp could not be trusted."""
ONE_PROCESS = pytest.mark.parametrize("twin", [(NEVER, stamp.YOUNG)], ids=["one process"], indirect=True)

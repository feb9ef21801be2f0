"""The same input gives the same bytes, whatever the hash seed, the order of files or the number of processes."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from avionics.app import share
from processes import avionics
from system.projects import copied, generated
from system.rendering import ALWAYS, NEVER, TODAY, assert_same, clean, tree


@pytest.fixture(scope="module", params=[copied, generated], ids=["repository", "generated"])
def project(request, tmp_path_factory) -> Path:
    return request.param(tmp_path_factory.mktemp("project") / "root")


@pytest.fixture(scope="module")
def expected(project: Path, tmp_path_factory) -> dict[str, bytes]:
    """What one process makes of the project, with files in the order the disk gives them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(share, "WORTH_A_PROCESS", NEVER)
        out = tmp_path_factory.mktemp("expected") / "build"
        clean(project, out)
    return tree(out)


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_whatever_the_hash_seed(project, expected, tmp_path, seed):
    options = ("--project", project, "--out", tmp_path / "out", "--today", TODAY, "--skip-promtool")
    done = avionics("render", *options, env={"PYTHONHASHSEED": seed})
    assert done.returncode == 0, done.stdout + done.stderr
    assert_same(tree(tmp_path / "out"), expected)


@pytest.mark.parametrize("worth", [NEVER, ALWAYS], ids=["one process", "two processes"])
def test_whatever_the_order_of_files_and_the_number_of_processes(project, expected, tmp_path, monkeypatch, worth):
    monkeypatch.setattr(share, "WORTH_A_PROCESS", worth)
    for seed in (1, 2):
        with shuffled(monkeypatch, seed):
            done = clean(project, tmp_path / f"out-{seed}")
        assert done.written is not None
        assert len(done.written.changed) == len(expected) - 1, "all but the manifest itself"
        assert_same(tree(tmp_path / f"out-{seed}"), expected)


@contextmanager
def shuffled(monkeypatch: pytest.MonkeyPatch, seed: int) -> Iterator[None]:
    """Folders list what is in them in another order, and not the same one each time."""
    scandir, listdir, dice = os.scandir, os.listdir, random.Random(seed)

    class Shuffled:
        """What `os.scandir` gives: an iterator that is closed at the end of a `with`."""

        def __init__(self, *arguments: Any) -> None:
            with scandir(*arguments) as found:
                entries = list(found)
            dice.shuffle(entries)
            self._entries = iter(entries)

        def __iter__(self) -> Iterator[os.DirEntry[str]]:
            return self._entries

        def __next__(self) -> os.DirEntry[str]:
            return next(self._entries)

        def __enter__(self) -> Shuffled:
            return self

        def __exit__(self, *_: object) -> None:
            """Nothing is open."""

    def listed(*arguments: Any) -> list[str]:
        return dice.sample(names := listdir(*arguments), len(names))

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", Shuffled)
        patch.setattr(os, "listdir", listed)
        yield

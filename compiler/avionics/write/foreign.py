"""Files between those that were compiled, which whoever loads the folder loads with them, though no spec wrote them."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator

_LOADED = (".yaml", ".yml", ".rules", ".json")
"""Endings that Prometheus, Grafana and Alertmanager are told to look for."""


def foreign(root: str, folders: Iterable[str], ours: Container[str]) -> tuple[str, ...]:
    """Paths below `root`, in its `folders`, that would be loaded and are not `ours`; links are not followed."""
    return tuple(sorted(path for folder in folders for path in _loaded(root, folder) if path not in ours))


def _loaded(root: str, folder: str) -> Iterator[str]:
    waiting = [folder]
    while waiting:
        inside = waiting.pop()
        try:
            entries = list(os.scandir(f"{root}/{inside}"))
        except OSError:  # not there, or not to be read: then nobody was told to load it
            continue
        for entry in entries:
            path = f"{inside}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif entry.name.endswith(_LOADED) and not entry.name.startswith("."):
                yield path

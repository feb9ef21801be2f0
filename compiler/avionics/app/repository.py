"""The git repository that a folder is in: where `.git` lies, which no commit can hold."""

from __future__ import annotations

import os


def repository(root: str) -> str | None:
    """The root of the repository that `root` is in; None where it is in none."""
    top = os.path.realpath(root)
    while not os.path.lexists(os.path.join(top, ".git")):
        above = os.path.dirname(top)
        if above == top:
            return None
        top = above
    return top


def below_repository(root: str) -> str | None:
    """The folder that `root` is in of its repository, "" at the root of one; None where it is in none."""
    top, path = repository(root), os.path.realpath(root)
    if top is None:
        return None
    return "" if top == path else os.path.relpath(path, top)

"""A small repository that renders at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from avionics.app.compile import compile_project
from avionics.app.owners import CODEOWNERS
from avionics.schema.validators import FILES, schema_text
from avionics.write.failed import WriteFailed, failing
from avionics.write.fresh import create

STARTER = "starter"
_HIDDEN = "dot_"
"""Stands for the dot of a hidden file, so that it has no effect where the template lies."""

_FRESH = frozenset({".git", ".gitignore", "LICENSE", "README.md"})
"""What a code host puts into a new repository."""


def init(root: str, *, today: str) -> tuple[str, ...]:
    """Writes the starter repository into `root`, a folder that is empty or not there; the paths written.

    What a code host puts into a new repository may be there, and stays as it is.

    Raises:
        WriteFailed: something else is in the folder, or the disk fails.
    """
    with failing(root):
        there = set(os.listdir(root)) if os.path.lexists(root) else set()
    if there - _FRESH:
        raise WriteFailed(root, f"is not empty: {min(there - _FRESH)!r} is there; name a folder that is new or empty")
    starter = {**_starter(today), **_schemas()}
    found = {path: text for path, text in sorted(starter.items()) if path not in there}
    with failing(root):
        os.makedirs(root, exist_ok=True)
    for path, text in found.items():
        create(root, path, text)
    return (*found, *_owners(root, today))


def _starter(today: str) -> dict[str, str]:
    """The templates by the paths they get, the day filled in."""
    found = _walk(files("avionics.app").joinpath(STARTER), "")
    return {path: text.replace("@TODAY@", today) for path, text in found}


def _walk(folder: Traversable, below: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        path = below + entry.name.replace(_HIDDEN, ".", 1)
        if entry.is_dir():
            yield from _walk(entry, f"{path}/")
        else:
            yield path, entry.read_text("utf-8")


def _schemas() -> dict[str, str]:
    """What the modelines of the specs point at."""
    return {f"schemas/{name}.schema.json": schema_text(kind) for kind, name in FILES.items()}


def _owners(root: str, today: str) -> Iterator[str]:
    """The generated CODEOWNERS, in its place."""
    for artifact in compile_project(root, today=today, targets=("codeowners",)).artifacts:
        create(root, CODEOWNERS, artifact.content.decode())
        yield CODEOWNERS

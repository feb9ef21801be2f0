"""What folders held when they were listed, so that one that is as it was is not listed again.

A folder's inode changes when something in it is added, removed or renamed, or changes its type; so its stamp says as
much of what is in it as a file's of its content. A file that is edited leaves its folder as it was: it has its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import msgspec
from msgspec import Struct

from avionics.source.files import own


class Folder(Struct, frozen=True, array_like=True):
    """The paths of the files in a folder that are to be read and of the folders to look into, sorted.

    `stamp` is the folder's when it was listed; "" where it cannot be trusted, or where there was something to say.
    """

    stamp: str
    files: tuple[str, ...]
    folders: tuple[str, ...]


Listing = Mapping[str, Folder]
"""Folders of a project by path."""


class _Kept(Struct, frozen=True, array_like=True):
    """The file: folders, and on which basis they were listed."""

    basis: str
    folders: dict[str, Folder]


def load(path: str, basis: str) -> Listing:
    """What was kept in the file at `path` on the same basis; nothing where it cannot be read."""
    try:
        kept = msgspec.msgpack.decode(own.kept(path), type=_Kept)
    except (OSError, ValueError, RecursionError):
        return {}
    return kept.folders if kept.basis == basis else {}


def save(path: str, basis: str, folders: Listing) -> None:
    """Keep folders in the file at `path`. A disk that fails costs time later, nothing else."""
    with suppress(OSError):
        own.keep(path, msgspec.msgpack.encode(_Kept(basis, dict(folders))))

"""Files that were imported, and what they become where some of them are there already."""

from __future__ import annotations

import os
from collections.abc import Mapping

from avionics.importers.addition import CannotAdd, added
from avionics.source import text
from avionics.write.failed import WriteFailed, failing

_OTHERWISE = "say --force to write over the file, or --out another folder"


def together(root: str, made: Mapping[str, str]) -> dict[str, str]:
    """The files to write below `root`: those that are there with what was `made` for them added.

    Raises:
        WriteFailed: one cannot be read, or nothing can be added to it.
    """
    return {path: _joined(os.path.join(root, path), content) for path, content in made.items()}


def _joined(path: str, made: str) -> str:
    if not os.path.lexists(path):
        return made
    if os.path.islink(path):
        raise WriteFailed(path, f"exists already, as a symbolic link; {_OTHERWISE}")
    with failing(path), open(path, "rb") as file:
        content = file.read()
    try:
        joined = added(text.decode(content), made)
    except UnicodeDecodeError:
        raise WriteFailed(path, f"exists already, and is not UTF-8; {_OTHERWISE}") from None
    except CannotAdd as why:
        raise WriteFailed(path, f"{why}; {_OTHERWISE}") from None
    return joined.replace("\n", "\r\n") if b"\r\n" in content else joined

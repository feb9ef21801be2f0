"""Files that were imported, and what they become where some of them are there already."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from avionics.finding import Finding
from avionics.importers.addition import Addition, CannotAdd, Kept, added
from avionics.importers.fields import CHANGED, INVALID, LOST
from avionics.place import Where
from avionics.schema import verdict
from avionics.source.document import Document
from avionics.source.files import own
from avionics.source.files.project_files import MAX_BYTES
from avionics.write.failed import WriteFailed, failing

KEPT = "import-kept"
_OTHERWISE = "say --force to write over the file, or --out another folder"
_EDIT = "edit it there, or say --force to write over the whole file"
_WITH_MARK = "utf-8-sig"
"""UTF-8, perhaps behind a byte order mark."""
_SAID = frozenset((LOST, CHANGED))
"""What is said of that which was carried."""


class Together(Struct, frozen=True):
    """The texts of the files to write, by path; what is there already, and the files that have it, for the report."""

    texts: Mapping[str, str]
    findings: tuple[Finding, ...]
    files: Mapping[str, bytes]


def together(root: str, made: Mapping[str, str]) -> Together:
    """The files to write below `root`: those that are there with what is new in `made` added.

    Raises:
        WriteFailed: one cannot be read, or nothing can be added to it.
    """
    texts, findings, files = dict[str, str](), list[Finding](), dict[str, bytes]()
    for path, content in made.items():
        written = os.path.join(root, path)
        full = os.path.normpath(written)  # to be read by people: a link before a '..' leads elsewhere
        there = _there(written, full)
        if there is None:
            texts[path] = content
            continue
        addition = _joined(full, there, content)
        if addition.grown:
            findings += _held(full, addition.data)
            texts[path] = addition.text
        findings += _told(full, addition.kept)
        files[full] = there
    return Together(texts, tuple(findings), files)


def unsaid(told: Sequence[Finding], there: Together) -> tuple[Finding, ...]:
    """What of the report of an import, `told`, was not said by an earlier one: where nothing is new, and all that is
    there is as it was imported, what was lost of it is counted and not listed. What was left out is.
    """
    again = [one for one in told if one.rule in _SAID]
    if there.texts or not there.files or not again or any(one.severity != "info" for one in there.findings):
        return tuple(told)
    number = f"{len(again)} losses and changes are" if len(again) > 1 else "one loss or change is"
    message = f"nothing is new, so that {number} not said again"
    counted = Finding(KEPT, message, again[0].where, "info", "import without --out, and all is said")
    return (counted, *(one for one in told if one.rule not in _SAID))


def _there(written: str, path: str) -> bytes | None:
    """What is at the place that will be written to, which people know as `path`; None where nothing is."""
    if not os.path.lexists(written):
        return None
    with failing(path):
        found = os.lstat(written)
        if not stat.S_ISREG(found.st_mode):  # a link may lead anywhere, and a pipe has no end
            raise WriteFailed(path, f"exists already, and is no plain file; {_OTHERWISE}")
        if found.st_size > MAX_BYTES:
            raise WriteFailed(path, f"exists already, and has more than {MAX_BYTES:,} bytes; {_OTHERWISE}")
        return own.read(written)


def _joined(path: str, content: bytes, made: str) -> Addition:
    try:
        return added(content.decode(_WITH_MARK), made)
    except UnicodeDecodeError:
        raise WriteFailed(path, f"exists already, and is not UTF-8; {_OTHERWISE}") from None
    except CannotAdd as why:
        raise WriteFailed(path, f"{why}; {_OTHERWISE}") from None


def _held(path: str, data: dict[str, Any]) -> Iterator[Finding]:
    """Where a file that has grown breaks our schema, as one of too many entries does."""
    for found in verdict.findings(Document(path, data["kind"], data)):
        yield Finding(INVALID, f"with what is new in it: {found.message}", found.where, help=found.help)


def _told(path: str, kept: tuple[Kept, ...]) -> Iterator[Finding]:
    for one in kept:
        where = Where(path, (one.part, one.number))
        other = f"; imported it has another {' and '.join(one.otherwise)}" if one.otherwise else ""
        message = f"{one.name!r} is there already, and stays as it is{other}"
        yield Finding(KEPT, message, where, "warning" if other else "info", _EDIT)

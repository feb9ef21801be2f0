"""The list of what was written, with the sha256 of each file and the line of the spec it comes from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import orjson

from avionics.place import Where

MANIFEST = "manifest.json"
_VERSION = 1
_INSIDE = re.compile(r"[^./\\\0][^/\\\0]*(?:/[^./\\\0][^/\\\0]*)*\Z")
_OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE

Entries = Mapping[str, Mapping[str, Any]]


class Output(Protocol):
    """What is asked of an artifact; rooms beside this one make them."""

    @property
    def path(self) -> str: ...
    @property
    def content(self) -> bytes: ...
    @property
    def where(self) -> Where: ...
    @property
    def line(self) -> int: ...


class NotAManifest(Exception):
    """A manifest that this version did not write."""


def entries(artifacts: Sequence[Output]) -> Entries:
    """What the manifest says of each artifact, by path."""
    return {
        artifact.path: {
            "line": artifact.line,
            "sha256": hashlib.sha256(artifact.content).hexdigest(),
            "spec": artifact.where.path,
        }
        for artifact in artifacts
    }


def text(found: Entries) -> bytes:
    """The manifest's bytes, sorted by path."""
    return orjson.dumps({"files": found, "version": _VERSION}, option=_OPTIONS)


def parse(content: bytes) -> Entries:
    """The entries of a manifest; paths that leave the output folder are left out, whoever put them there.

    Raises:
        NotAManifest: it is something else.
    """
    try:
        data = orjson.loads(content)
        if data["version"] != _VERSION:
            raise NotAManifest(f"version {data['version']!r}")
        return {path: entry for path, entry in data["files"].items() if inside(path) and isinstance(entry, dict)}
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise NotAManifest(str(error)) from None


def inside(path: str) -> bool:
    """Whether a path stays in the output folder and is not the writer's own: no step is empty or begins with a dot."""
    return _INSIDE.match(path) is not None and path != MANIFEST

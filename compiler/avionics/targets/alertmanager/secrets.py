"""Secrets that stand in the platform team's part itself, where everybody who may read the repository reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from avionics.place import Route
from avionics.registry import text
from avionics.source.yaml import parse

_PASSWORD = re.compile(r"(?<=[a-z0-9+.-])://[^/?#\s@:]*:[^/?#\s@]+@", re.IGNORECASE)
"""A user and a password in an address."""


def inline(value: Any, route: Route = (), owner: str = "") -> Iterator[tuple[Route, str]]:
    """The place of each secret below `value`, and what to do. `owner` is the key that `value` stands below."""
    if isinstance(value, dict):
        for key, below in value.items():
            kept = _known().get(owner, {})
            if key in kept and below is not None:
                yield (*route, key), _instead(kept[key])
            else:
                yield from inline(below, (*route, key), str(key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from inline(below, (*route, index), owner)
    elif isinstance(value, str) and _PASSWORD.search(value):
        yield route, "take the password out of the address; http_config.basic_auth.password_file names a file"


def _instead(file_key: str | None) -> str:
    if file_key is None:
        return "Alertmanager reads no file for it: choose another way to sign in"
    return f"put it into a file on Alertmanager's machine, and name that: {file_key}"


@lru_cache(maxsize=1)
def _known() -> dict[str, dict[str, str | None]]:
    known: dict[str, dict[str, str | None]] = parse(text("conventions/alertmanager/secrets.yaml"))[0]
    return known

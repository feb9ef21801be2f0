"""Changes to a compiled dashboard that a user wrote: add, replace and remove of RFC 6902."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

import orjson

from avionics.targets.grafana.modern import Json


class PatchError(ValueError):
    """A change leads nowhere: the one at `index` in the patch, whose `path` is as written."""

    def __init__(self, path: str, index: int, reason: str) -> None:
        super().__init__(f"change {index} of the patch, {path!r}: {reason}")
        self.index = index


def patched(dashboard: Json, changes: Iterable[Mapping[str, Any]]) -> Json:
    """A copy of the dashboard with all changes made, in their order. Raises `PatchError`."""
    # Panels share the parts of their prototypes; through JSON each gets its own.
    copy: Json = orjson.loads(orjson.dumps(dashboard))
    for index, change in enumerate(changes):
        try:
            _change(copy, change["op"], change["path"], change.get("value"))
        except LookupError as error:
            raise PatchError(change["path"], index, str(error.args[0])) from None
    return copy


def _change(dashboard: Json, op: str, path: str, value: Any) -> None:
    *parents, last = (step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:])
    owner: Any = dashboard
    for step in parents:
        owner = owner[_key(owner, step)]
    key = _key(owner, last, new=op == "add")
    if op == "remove":
        del owner[key]
    elif op == "add" and isinstance(owner, list):
        owner.insert(key, deepcopy(value))
    else:
        owner[key] = deepcopy(value)


def _key(owner: Any, step: str, *, new: bool = False) -> Any:
    """`step` as the key or position in `owner`. Raises `LookupError` when there is none to be found."""
    if isinstance(owner, dict):
        if step in owner or new:
            return step
        raise LookupError(f"there is no {step!r}; there is {', '.join(sorted(owner)) or 'nothing'}")
    if not isinstance(owner, list):
        raise LookupError(f"{step!r} would be below a value that has nothing below it")
    if step == "-" and new:
        return len(owner)
    return _position(step, len(owner) + new)


def _position(step: str, places: int) -> int:
    if not (step.isascii() and step.isdigit()) or (step[0] == "0" and step != "0"):
        raise LookupError(f"{step!r} is no position in a list")
    if int(step) >= places:
        raise LookupError(f"there is no position {step}; there are {places}")
    return int(step)

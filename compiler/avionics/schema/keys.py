"""What is said of keys: unknown, missing, of no kind, or excluding each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from avionics.finding import did_you_mean, nearest
from avionics.schema.advice import as_key, resolved, to_add
from avionics.schema.foreign_names import elsewhere, ours
from avionics.schema.levels import deeper, higher
from avionics.schema.validators import Violation

EXCLUSIVE = " exclude each other"
_MOST_KEYS = 100

Said = tuple[str, str]
"""A key or a message, and the help for it."""


def unknown_keys(violation: Violation, data: Any, schema: dict[str, Any]) -> Iterator[Said]:
    """The keys that the schema does not know, each with help, as many as anybody reads.

    `data` is the whole document, `schema` that of its kind.
    """
    known, written = violation.parent.get("properties", {}), violation.instance
    free = [name for name in known if name not in written] or list(known)
    for key in islice((key for key in written if key not in known), _MOST_KEYS):
        near = ours(key, known) or nearest(key, known)
        twice = f"{near!r} is written as well: keep one of the two"
        other = "" if ours(key, known) else _on_another_level(key, violation, data, schema)
        yield key, elsewhere(key, known) or other or (twice if near in written else meant(key, free))


def _on_another_level(key: str, violation: Violation, data: Any, schema: dict[str, Any]) -> str:
    known = violation.parent.get("properties", {})
    return deeper(key, known, schema["$defs"]) or higher(key, violation.route, data, schema)


def more_unknown_keys(violation: Violation) -> int:
    """How many keys that the schema does not know `unknown_keys` leaves out."""
    known = violation.parent.get("properties", {})
    return max(0, sum(key not in known for key in violation.instance) - _MOST_KEYS)


def meant(key: str, known: Iterable[str]) -> str:
    """Help for a key nobody knows: ours of the same meaning, else the nearest."""
    names = list(known)
    name = ours(key, names)
    return f"did you mean {name!r}?" if name else did_you_mean(key, names)


def missing_keys(violation: Violation, definitions: dict[str, Any]) -> Iterator[Said]:
    """The required keys that are not there, each with what it is for. `definitions` are those of the whole schema."""
    properties = violation.parent.get("properties", {})
    for key in violation.expected:
        if key not in violation.instance:
            yield key, to_add(key, resolved(properties.get(key, {}), definitions))


def unknown_kind(violation: Violation) -> Said | None:
    """Of fields whose kind is told by a key of theirs: the key that names no kind, with help."""
    written, parent = violation.instance, violation.parent
    if "additionalProperties" in parent or not isinstance(written, dict):
        return None
    kinds = [kind for branch in violation.expected for kind in branch.get("required", [])]
    strangers = [key for key in written if key not in parent.get("properties", {})]
    if not strangers or any(kind in written for kind in kinds):
        return None
    if as_value := _kind_as_value(written, kinds):
        return as_value
    key = next((key for key in strangers if ours(key, kinds) or nearest(key, kinds)), strangers[0])
    return key, elsewhere(key, kinds) or meant(key, kinds)


def _kind_as_value(written: dict[str, Any], kinds: list[str]) -> Said | None:
    """Of a panel in Grafana's form, `type: stat` and `title: Pool`: one of the keys, and how both are written here."""
    key = next((key for key in ("type", "title") if isinstance(written.get(key), str)), "")
    if not key or "title" in kinds:
        return None
    theirs = str(written.get("type", ""))
    kind = ours(theirs, kinds) or nearest(theirs, kinds)
    if not kind and (without := elsewhere(theirs, kinds)):
        return key, without
    kind = kind or kinds[0]
    title = written.get("title")
    pair = as_key(kind, title if isinstance(title, str) else "...")
    return key, f"write '{pair}': the kind is the key (one of {', '.join(kinds)}), the title its value"


def one_beside_strangers(violation: Violation) -> bool:
    """Whether fields of which one may stand there are too many for the unknown ones alone."""
    if violation.keyword != "maxProperties":
        return False
    known = violation.parent.get("properties", {})
    return len(known.keys() & violation.instance.keys()) == int(violation.expected)


def exclusive(violation: Violation) -> Said | None:
    """Of keys that exclude each other and are all there: the one written last, and the message."""
    if violation.keyword not in ("not", "oneOf") or not isinstance(violation.instance, dict):
        return None
    branches = [violation.expected] if violation.keyword == "not" else violation.expected
    keys = [branch.get("required", []) for branch in branches]
    present = [key for names in keys if {*names} <= violation.instance.keys() for key in names]
    last = next((key for key in reversed(violation.instance) if key in present), "")
    return (last, " and ".join(present) + EXCLUSIVE) if last else None

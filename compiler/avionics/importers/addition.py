"""What was imported, added to a file that is there: its own lines stay as they are, and no entry of its is added again.

The text is edited as text, so that comments and layout survive; that it then says both, and nothing else, is read back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from avionics.source.yaml import YamlError, parse

Entry = Mapping[str, Any]

_PARTS = ("slos", "rules", "alerts")
"""The keys whose entries are added to those of the same key."""
_KEY = re.compile(r"[^\s#-]")
_ITEM = re.compile(r"( *)- ")
_BETWEEN = re.compile(r"(?:#.*)?\r?\Z")
"""A line that may stand between two keys: it belongs to the second."""
_MEANING = ("objective", "window", "sli", "expr", "above", "below", "for", "keepFiringFor")
"""The fields by which it is decided when something fires; others are edited after an import."""


class CannotAdd(Exception):
    """The file cannot take it; the message says why, after its path."""


class Kept(Struct, frozen=True):
    """An entry that is there already, and stays: its name, part and number. `otherwise` are the fields of its meaning
    that what was imported under its name has otherwise.
    """

    name: str
    part: str
    number: int
    otherwise: tuple[str, ...]


class Addition(Struct, frozen=True):
    """A file with what is new to it, the `data` it then holds, and what it had already. `grown`: something was new."""

    text: str
    data: dict[str, Any]
    kept: tuple[Kept, ...]
    grown: bool


def added(there: str, made: str) -> Addition:
    """The text `there` with those entries of `made`, a file of ours, behind its own that it has not yet.

    Its lines keep their ends; new ones end as the line before them does.

    Raises:
        CannotAdd: the two are not of one kind and service, or `there` is laid out so that lines cannot be added to it.
    """
    old, new = _data(there), parse(made)[0]
    parts = [part for part in _PARTS if part in new]
    if not parts or any(old.get(key) != new[key] for key in new.keys() - set(parts)):
        raise CannotAdd("exists already")
    kept = {part: _kept(part, _list(old.get(part)), new[part]) for part in parts}
    text, both = there, dict(old)
    for part in parts:
        fresh = [at for at in range(len(new[part])) if at not in kept[part]]
        if fresh:
            entries = _entries(_lines(made, part))
            text = _with(text, part, [*_note(made, text), *(line for at in fresh for line in entries[at])])
            both[part] = [*_list(old.get(part)), *(new[part][at] for at in fresh)]
    grown = both != old
    if grown and not _says(text, both):
        raise CannotAdd("exists already, and is laid out so that nothing can be added to it")
    return Addition(text, both, tuple(one for part in parts for one in kept[part].values()), grown)


def _says(text: str, data: dict[str, Any]) -> bool:
    try:
        return bool(parse(text)[0] == data)
    except YamlError:
        return False


def _data(text: str) -> dict[str, Any]:
    try:
        data = parse(text)[0]
    except YamlError as error:
        raise CannotAdd(f"exists already, and cannot be added to: {error.message} (line {error.line})") from None
    if not isinstance(data, dict):
        raise CannotAdd("exists already")
    return data


def _list(old: Any) -> list[Any]:
    if not isinstance(old, list | None):
        raise CannotAdd("exists already")
    return old or []


def _kept(part: str, old: list[Any], new: list[Entry]) -> dict[int, Kept]:
    """Those of the `new` entries whose name is there, by their number among these."""
    there = {_identity(entry): at for at, entry in enumerate(old) if isinstance(entry, dict)}
    found = {}
    for at, entry in enumerate(new):
        if (number := there.get(_identity(entry))) is not None:
            otherwise = tuple(key for key in _MEANING if entry.get(key) != old[number].get(key))
            found[at] = Kept(entry.get("name") or entry["record"], part, number, otherwise)
    return found


def _identity(entry: Entry) -> str:
    """What no two entries of a part share: a name, or that of a recording with its labels."""
    labels = entry.get("labels") or {}
    said = sorted(labels.items()) if isinstance(labels, dict) else labels
    return str(entry.get("name") or (entry.get("record"), said))


def _note(made: str, there: str) -> list[str]:
    """The comment of a file of ours on where its entries are from, unless it is there."""
    return [line for line in made.split("\n")[:3] if line.startswith("# Imported") and line not in there]


def _lines(made: str, part: str) -> list[str]:
    """The lines of a part of a file of ours, from its first entry to the next part."""
    lines = made.rstrip("\n").split("\n")
    begin = lines.index(f"{part}:") + 1
    end = next((at for at in range(begin, len(lines)) if re.match(r"[a-z]+:\Z", lines[at])), len(lines))
    return lines[begin:end]


def _entries(lines: list[str]) -> list[list[str]]:
    """The lines of each entry, with the comments above it."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line[:2] in ("# ", "- ") and any(above.startswith("- ") for above in found[-1]):
            found.append([])
        found[-1].append(line)
    return found


def _with(text: str, part: str, entries: list[str]) -> str:
    """The text with more entries in a part, which begins at the end of the file where there is none yet."""
    lines = _written(text)
    head = next((at for at, line in enumerate(lines) if re.match(rf"{part}:(?:\s|\Z)", line)), None)
    if head is None:
        return _joined(lines, len(lines), [f"{part}:", *entries])
    end = next((at for at in range(head + 1, len(lines)) if _KEY.match(lines[at])), len(lines))
    while end < len(lines) and _BETWEEN.match(lines[end - 1]):
        end -= 1
    indent = next((found[1] for line in lines[head + 1 : end] if (found := _ITEM.match(line))), "")
    return _joined(lines, end, [f"{indent}{line}" if line else line for line in entries])


def _written(text: str) -> list[str]:
    """The lines of a file without blank ones at its end. One that ends by CR and LF keeps its CR; so does the last,
    which may have no end, where the one before it does.
    """
    lines = text.split("\n")
    if lines[-2:-1] and lines[-2].endswith("\r"):
        lines[-1] += "\r"
    while lines[-1] in ("", "\r"):
        lines.pop()
    return lines


def _joined(lines: list[str], at: int, more: list[str]) -> str:
    """The text of the lines with `more` behind the first `at` of them."""
    end = "\r" if lines[at - 1].endswith("\r") else ""
    return "\n".join([*lines[:at], *(f"{line}{end}" for line in more), *lines[at:], ""])

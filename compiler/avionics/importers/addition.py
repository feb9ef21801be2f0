"""What was imported, added to a file that is there: its own lines stay as they are.

The text is edited as text, so that comments and layout survive; that it then says both, and nothing else, is read back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from avionics.source.yaml import YamlError, parse

_PARTS = ("slos", "rules", "alerts")
"""The keys whose entries are added to those of the same key."""
_KEY = re.compile(r"[^\s#-]")
_ITEM = re.compile(r"( *)- ")
_BETWEEN = re.compile(r"(?:#.*)?\Z")
"""A line that may stand between two keys: it belongs to the second."""


class CannotAdd(Exception):
    """The file cannot take it; the message says why, after its path."""


def added(there: str, made: str) -> str:
    """The text `there` with all entries of `made`, a file of ours, behind its own.

    Raises:
        CannotAdd: the two are not of one kind and service, an entry is there already, or `there` is laid out so that
            lines cannot be added to it.
    """
    old, new = _data(there), parse(made)[0]
    parts = [part for part in _PARTS if part in new]
    if not parts or any(old.get(key) != new[key] for key in new.keys() - set(parts)):
        raise CannotAdd("exists already")
    for part in parts:
        _distinct(old.get(part), new[part])
    text = there if there.endswith("\n") else f"{there}\n"
    for part in parts:
        text = _with(text, part, [*_note(made, text), *_lines(made, part)])
    if not _says(text, old | {part: [*old.get(part, ()), *new[part]] for part in parts}):
        raise CannotAdd("exists already, and is laid out so that nothing can be added to it")
    return text


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


def _distinct(old: Any, new: list[Mapping[str, Any]]) -> None:
    if not isinstance(old, list | None):
        raise CannotAdd("exists already")
    names = {entry.get("name") for entry in old or () if isinstance(entry, dict)} - {None}
    for entry in new:
        if entry.get("name") in names or entry in (old or ()):
            raise CannotAdd(f"has {entry.get('name') or entry.get('record')!r} already")


def _note(made: str, there: str) -> list[str]:
    """The comment of a file of ours on where its entries are from, unless it is there."""
    return [line for line in made.split("\n")[:3] if line.startswith("# Imported") and line not in there]


def _lines(made: str, part: str) -> list[str]:
    """The lines of a part of a file of ours, from its first entry to the next part."""
    lines = made.rstrip("\n").split("\n")
    begin = lines.index(f"{part}:") + 1
    end = next((at for at in range(begin, len(lines)) if re.match(r"[a-z]+:\Z", lines[at])), len(lines))
    return lines[begin:end]


def _with(text: str, part: str, entries: list[str]) -> str:
    """The text with more entries in a part, which begins at the end of the file where there is none yet."""
    lines = text.rstrip("\n").split("\n")
    head = next((at for at, line in enumerate(lines) if re.match(rf"{part}:(?:\s|\Z)", line)), None)
    if head is None:
        return "\n".join([*lines, f"{part}:", *entries, ""])
    end = next((at for at in range(head + 1, len(lines)) if _KEY.match(lines[at])), len(lines))
    while end < len(lines) and _BETWEEN.match(lines[end - 1]):
        end -= 1
    indent = next((found[1] for line in lines[head + 1 : end] if (found := _ITEM.match(line))), "")
    more = [f"{indent}{line}" if line else line for line in entries]
    return "\n".join([*lines[:end], *more, *lines[end:], ""])

"""Plain data as YAML that people like to read; parsed again, it is the same data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from avionics.source.yaml.scalars import scalar

_PLAIN = re.compile(r"[A-Za-z_/][^\n]*\Z|[0-9]+[a-z]+\Z")
_WORD = re.compile(r"[A-Za-z_][\w./-]*|[0-9]+[a-z]+")
_UNSAFE = re.compile(r": |:\Z| #|\s\Z")
_OLD_WORDS = frozenset({"y", "n", "yes", "no", "on", "off"})
"""What YAML 1.1, which many tools still read, takes for true and false."""


class Commented(Struct, frozen=True):
    """A value with a comment behind it, or notes in lines above it."""

    value: Any
    comment: str = ""
    notes: tuple[str, ...] = ()


def mapping(data: dict[str, Any]) -> str:
    """A document."""
    return "".join(f"{line}\n" for line in _fields(data, ""))


def _fields(data: dict[str, Any], indent: str) -> Iterator[str]:
    for key, held in data.items():
        value, behind = (held.value, f" # {_one_line(held.comment)}") if isinstance(held, Commented) else (held, "")
        head = f"{indent}{text(key)}:"
        if isinstance(value, dict) and value:
            yield head + behind
            yield from _fields(value, f"{indent}  ")
        elif isinstance(value, list) and any(isinstance(each, dict | list | Commented) for each in value):
            yield head + behind
            yield from _items(value, indent)
        elif isinstance(value, str) and _is_block(value):
            yield f"{head} |-{behind}"
            yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))
        else:
            yield f"{head} {text(value)}{behind}"


def _items(data: list[Any], indent: str) -> Iterator[str]:
    for held in data:
        value, notes = (held.value, held.notes) if isinstance(held, Commented) else (held, ())
        yield from (f"{indent}# Look: {_one_line(note)}" for note in notes)
        if isinstance(value, dict) and value:
            lines = _fields(value, f"{indent}  ")
            yield f"{indent}- {next(lines).removeprefix(f'{indent}  ')}"
            yield from lines
        else:
            yield f"{indent}- {text(value)}"


def text(value: Any) -> str:
    """A scalar, or a list of scalars, on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_member, value))}]"
    if not isinstance(value, str):
        return json.dumps(value) if not isinstance(value, float) or value % 1 else str(int(value))
    readable = _PLAIN.match(value) and not _UNSAFE.search(value) and value.isprintable() and _stays_text(value)
    return value if readable else _quoted(value)


def _member(value: Any) -> str:
    """A scalar in a list on one line, where brackets and commas have a meaning."""
    return _quoted(value) if isinstance(value, str) and not _WORD.fullmatch(value) else text(value)


def _stays_text(value: str) -> bool:
    return value.lower() not in _OLD_WORDS and isinstance(scalar(value), str)


def _quoted(value: str) -> str:
    if value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, value)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 1 << 16 else f"\\U{ord(char):08x}"


def _is_block(value: str) -> bool:
    """Whether a text of several lines can stand as it is."""
    lines = value.split("\n")
    clean = all(line.isprintable() and line == line.rstrip() for line in lines)
    return len(lines) > 1 and clean and bool(lines[0]) and lines[0][0] != " " and bool(lines[-1])


def _one_line(comment: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in comment).split())

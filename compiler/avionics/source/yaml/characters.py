"""Where each character of a scalar's value stands in the file, whatever the style it was written in.

Follows YAML 1.1 as libyaml reads it: chapters 5.7 (escapes), 7.3 (flow scalars) and 8.1 (block scalars).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Character = tuple[str, int]
"""A character of the value, and the index in the file of what gave it."""

_FOLD = re.compile(r"[ \t]*\n[ \t\n]*")
_BLANKS = re.compile(r"[ \t]+")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_ESCAPED = dict(zip('0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True))


def offsets(text: str, start: int, end: int, style: str, value: str) -> list[int] | None:
    """The index in `text` of each character of `value`, the scalar between `start` and `end`; None when in doubt.

    `style` is libyaml's: a quotation mark, `|`, `>`, or "" for a plain scalar.
    """
    if style in ("|", ">"):
        readings = _block(text, start, end, folded=style == ">")
    else:
        readings = iter([_flow(text, start + len(style), end - len(style), style)])
    for reading in readings:
        found = list(reading)
        if value == "".join(character for character, _ in found[: len(value)]):
            return [index for _, index in found[: len(value)]]
    return None


def _flow(text: str, start: int, end: int, style: str) -> Iterator[Character]:
    index = start
    while index < end:
        if fold := _FOLD.match(text, index, end):
            yield from _break(fold)
            index = fold.end()
        elif blanks := _BLANKS.match(text, index, end):  # none of them before a line break: it is not looked for again
            yield from zip(blanks[0], range(index, blanks.end()), strict=True)
            index = blanks.end()
        elif style == "'" and text.startswith("''", index):
            yield "'", index
            index += 2
        elif style == '"' and (escape := _ESCAPE.match(text, index, end)):
            if escape[4] == "\n":
                blank = _FOLD.match(text, escape.end() - 1, end)
                assert blank is not None
                yield from [("\n", index)] * (blank[0].count("\n") - 1)
                index = blank.end()
                continue
            code = escape[1] or escape[2] or escape[3]
            yield chr(int(code, 16)) if code else _ESCAPED.get(escape[4], escape[4]), index
            index = escape.end()
        else:
            yield text[index], index
            index += 1


def _break(fold: re.Match[str]) -> Iterator[Character]:
    """One line break is a space, each more is a line break of the value."""
    at = fold.start() + fold[0].index("\n")
    breaks = fold[0].count("\n") - 1
    yield from [("\n", at)] * breaks or [(" ", at)]


def _block(text: str, start: int, end: int, *, folded: bool) -> Iterator[Iterator[Character]]:
    """The readings by falling indentation: with an indicator (`|2`) it is less than that of the first line."""
    begin = text.find("\n", start) + 1
    lines = _lines(text, begin, max(end, begin))
    first = next((line for line, _ in lines if line.strip(" \n")), "")
    for indent in range(len(first) - len(first.lstrip(" ")), -1, -1):
        stripped = [
            (line[indent:] if line[:indent].isspace() or not indent else "\n", at + indent) for line, at in lines
        ]
        yield _folded(stripped) if folded else _literal(stripped)


def _lines(text: str, begin: int, end: int) -> list[tuple[str, int]]:
    found = []
    while begin < end:
        stop = text.find("\n", begin) + 1 or len(text)
        found.append((text[begin:stop], begin))
        begin = stop
    return found


def _literal(lines: list[tuple[str, int]]) -> Iterator[Character]:
    for line, at in lines:
        for column, character in enumerate(line or "\n"):
            yield character, at + column


def _folded(lines: list[tuple[str, int]]) -> Iterator[Character]:
    """Breaks between two lines that are not indented further become a space, or are one fewer."""
    waiting: list[Character] = []  # breaks since the last line with text
    flush = False  # whether that line may be joined with the next
    for line, at in lines:
        body = line.rstrip("\n")
        if not body:
            waiting.append(("\n", at))
            continue
        joins = body[0] not in " \t"
        if waiting and flush and joins:
            yield from waiting[1:] or [(" ", waiting[0][1])]
        else:
            yield from waiting
        for column, character in enumerate(body):
            yield character, at + column
        waiting = [("\n", at + len(body))]
        flush = joins
    yield from waiting

"""Findings for people: the line, a caret under it, and what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from unicodedata import combining, east_asian_width

from avionics.finding import SEVERITIES, Finding
from avionics.place import Place
from avionics.report.grouped import Group, grouped
from avionics.report.resolved import listed, resolve
from avionics.source.text import show

_RED, _YELLOW = "31;1", "33;1"
_STYLES = {
    "error": _RED, "page": _RED, "missing": _RED, "warning": _YELLOW, "ticket": _YELLOW, "info": "36;1", "help": "32",
    "dim": "2", "head": "1",
}  # fmt: skip
_MAX_LINE = 160
_STEERING = re.compile(r"##(\w*)\[")
"""`##[stop-commands]`, `##vso[task.complete]`: what builds on GitHub and Azure obey wherever it stands in a line."""


def render(findings: Iterable[Finding], files: Mapping[str, bytes], *, color: bool = False) -> str:
    """The findings, errors last, by file and place, and a line that counts all; "" when there are none."""
    resolved = resolve(findings, files)
    if not resolved:
        return ""
    page = _Page(files, partial(paint, color=color))
    shown, more = listed(resolved)
    blocks = [page.block(group) for group in grouped(shown)]
    if more:
        blocks.append(f"and {more} more finding{'s' if more > 1 else ''}")
    return "\n".join([*blocks, _count([item.finding for item in resolved])]) + "\n"


def printable(text: str) -> str:
    """`text` with control, bidirectional and other invisible characters shown as escapes, tabs as spaces, and nothing
    that would steer the build it is printed in.
    """
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " if char == "\t" else _escape(char) for char in text)
    return _STEERING.sub(r"##\1\\x5b", text) if "##" in text else text


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode()


def paint(text: str, style: str, color: bool) -> str:
    """`text` in a style ("": plain), where colour is wanted."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if color and style and text else text


class _Page:
    """What blocks share: the lines of the files they quote, split once, and how to paint."""

    def __init__(self, files: Mapping[str, bytes], paint: Callable[[str, str], str]) -> None:
        self._files, self._paint = files, paint
        self._lines: dict[str, list[str]] = {}

    def block(self, group: Group) -> str:
        """One finding, and where else it holds."""
        item = group.first
        finding, margin, paint = item.finding, " " * len(str(item.place.line)), self._paint
        kind = paint(f"{finding.severity}[{finding.rule}]", finding.severity)
        lines = [f"{kind}: {paint(printable(finding.message), 'head')}", *self._snippet(item.place, margin)]
        lines += [f"{margin} = also {printable(str(place))}: {printable(message)}" for place, message in item.also]
        lines += [f"{margin} = {printable(repetition)}" for repetition in group.repetitions()]
        if finding.help:
            lines.append(f"{margin} = {paint('help', 'help')}: {printable(finding.help)}")
        return "\n".join(lines) + "\n"

    def _snippet(self, place: Place, margin: str) -> list[str]:
        head = f"{margin}{self._paint('-->', 'dim')} {printable(str(place))}"
        line = self._line(place)
        if not line.strip():
            return [head]
        before, marked, after = _shortened(*_parts(line, place))
        bar = self._paint("|", "dim")
        caret = self._paint("^" * max(1, _width(marked)), "error")
        return [
            head,
            f"{margin} {bar}",
            f"{place.line} {bar} {printable(before + marked + after)}".rstrip(),
            f"{margin} {bar} {' ' * _width(before)}{caret}",
        ]

    def _line(self, place: Place) -> str:
        if place.path not in self._lines:
            self._lines[place.path] = show(self._files.get(place.path, b"")).split("\n")
        lines = self._lines[place.path]
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""


def _parts(line: str, place: Place) -> tuple[str, str, str]:
    """The line before, under and behind the caret, in characters that can be printed."""
    start, end = place.column - 1, place.column - 1 + place.length
    # Nobody reads further; what is cut off here need not be made printable.
    return (
        printable(line[max(0, start - _MAX_LINE) : start]),
        printable(line[start:end][:_MAX_LINE]),
        printable(line[end : end + _MAX_LINE]),
    )


def _shortened(before: str, marked: str, after: str) -> tuple[str, str, str]:
    """A long line, cut so that the caret stays in view."""
    if len(before) + len(marked) + len(after) <= _MAX_LINE:
        return before, marked, after
    marked = marked[:_MAX_LINE]
    room = _MAX_LINE - len(marked)
    left = max(room // 2, room - len(after))
    if len(before) > left:
        before = "..." + before[len(before) - left :]
    right = max(0, _MAX_LINE - len(before) - len(marked))
    return before, marked, after[:right] + "..." if len(after) > right else after


def _width(text: str) -> int:
    """The columns of a terminal that `text` takes: ideographs take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def _count(findings: list[Finding]) -> str:
    counted = Counter(finding.severity for finding in findings)
    parts = ((counted[severity], severity) for severity in SEVERITIES if counted[severity])
    return ", ".join(
        f"{number} {severity}{'s' if number > 1 and severity != 'info' else ''}" for number, severity in parts
    )

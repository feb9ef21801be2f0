"""Findings for people: the line, a caret under it, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from avionics.finding import SEVERITIES, Finding
from avionics.place import Place
from avionics.report.resolved import Resolved, decoded, resolve

_COLORS = {"error": "31;1", "warning": "33;1", "info": "36;1", "help": "32", "dim": "2", "bold": "1"}
_MAX_LINE = 160


def render(findings: Iterable[Finding], files: Mapping[str, bytes], *, color: bool = False) -> str:
    """All findings, worst place first within a file, and a line that counts them; "" when there are none."""
    resolved = resolve(findings, files)
    if not resolved:
        return ""
    blocks = [_block(item, files, color) for item in resolved]
    return "\n".join([*blocks, _count([item.finding for item in resolved])]) + "\n"


def _block(item: Resolved, files: Mapping[str, bytes], color: bool) -> str:
    finding = item.finding
    head = f"{_paint(f'{finding.severity}[{finding.rule}]', finding.severity, color)}: {_paint(printable(finding.message), 'bold', color)}"
    lines = [head, *_snippet(item.place, files, color)]
    margin = " " * len(str(item.place.line))
    for place, message in item.also:
        lines.append(f"{margin} = also {place}: {printable(message)}")
    if finding.help:
        lines.append(f"{margin} = {_paint('help', 'help', color)}: {printable(finding.help)}")
    return "\n".join(lines) + "\n"


def _snippet(place: Place, files: Mapping[str, bytes], color: bool) -> list[str]:
    margin = " " * len(str(place.line))
    lines = decoded(files.get(place.path, b"")).split("\n")
    head = f"{margin}{_paint('-->', 'dim', color)} {printable(str(place))}"
    if not 0 < place.line <= len(lines) or not lines[place.line - 1].strip():
        return [head]
    text, column = _shortened(printable(lines[place.line - 1].rstrip("\r")), place.column)
    caret = "^" * max(1, min(place.length, len(text) - column + 1))
    bar = _paint("|", "dim", color)
    return [head, f"{margin} {bar}", f"{place.line} {bar} {text}", f"{margin} {bar} {' ' * (column - 1)}{_paint(caret, 'error', color)}"]


def _shortened(text: str, column: int) -> tuple[str, int]:
    """A long line, cut so that the caret stays in view."""
    if len(text) <= _MAX_LINE:
        return text, column
    start = max(0, column - _MAX_LINE // 2)
    return ("..." if start else "") + text[start : start + _MAX_LINE] + "...", column - start + (3 if start else 0)


def printable(text: str) -> str:
    """`text` with control, bidirectional and other invisible characters shown as escapes, tabs as spaces."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " if char == "\t" else char.encode("unicode_escape").decode() for char in text)


def _paint(text: str, style: str, color: bool) -> str:
    return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if color else text


def _count(findings: list[Finding]) -> str:
    counted = Counter(finding.severity for finding in findings)
    parts = [f"{counted[severity]} {severity}{'s' if counted[severity] > 1 and severity != 'info' else ''}" for severity in SEVERITIES if counted[severity]]
    return ", ".join(parts)

"""What promtool says of test files, read back.

It says what it got only where that is not what was expected; what it does not mention is as it must be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from avionics.promql.text.duration import seconds

Labels = dict[str, str]
Asked = tuple[str, int]
"""An expression, or the name of an alert, and the second to look at it."""

_FILE = re.compile(r"^Unit Testing:\s+(.*)$", re.MULTILINE)
_VERDICTS = ("  SUCCESS", "  FAILED:")
"""One of them begins what is said of a file."""
_ALERT = re.compile(r"^ {4}alertname: ?(.*), time: (\S+), *$")
_EXPR = re.compile(r'^ {4}expr: ("(?:[^"\\]|\\.)*"), time: (\S+), *$')
_LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)=("(?:[^"\\]|\\.)*")')
_EXPECTED, _GOT = "        exp: ", "        got: "
_ALERTS_EXPECTED, _ALERTS_GOT = "        exp:[", "        got:["
_NAME = re.compile(r"^ {4}name: .*,$")
_SILENT = re.compile(r"^( {2}FAILED:| {2}SUCCESS| {12}\d+:| {12}\],?|)\s*$")


class Fired(Struct, frozen=True):
    """An alert that fires, as it would be sent."""

    labels: Labels
    texts: Labels


class Said(Struct):
    """What promtool says of one file: values that are otherwise, alerts with their texts, and what it cannot run.

    `wanted` and `awaited` are the values and the alerts that the file expects in their stead.
    """

    values: dict[Asked, str] = field(default_factory=dict)
    alerts: dict[Asked, list[Fired]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    wanted: dict[Asked, str] = field(default_factory=dict)
    awaited: dict[Asked, list[Fired]] = field(default_factory=dict)

    @property
    def otherwise(self) -> bool:
        """Whether anything is not as the file expects it."""
        return bool(self.values or self.alerts or self.complaints)


def read(output: str, files: Sequence[str]) -> dict[str, Said]:
    """What is said of each of the `files`, by its name: in their order, where promtool does not name them."""
    found: dict[str, Said] = {}
    reader = _Reader(Said())
    named = bool(_FILE.search(output))
    unnamed = iter(files)
    for line in output.splitlines():
        if match := _FILE.match(line):
            reader = _Reader(found.setdefault(match[1].strip(), Said()))
        elif not named and line in _VERDICTS and (file := next(unnamed, None)):
            reader = _Reader(found.setdefault(file, Said()))
        else:
            reader.line(line)
    return found


class _Reader:
    """Reads what is said of one file, a line at a time."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._asked: Asked = ("", 0)
        self._labels: Labels = {}
        self._listed: list[Fired] = []  # what was expected, or what there was

    def line(self, line: str) -> None:
        """One line: what is asked, or what there was, or a complaint."""
        if match := _ALERT.match(line):
            self._asked = (match[1], seconds(match[2]))
        elif match := _EXPR.match(line):
            self._asked = (json.loads(match[1]), seconds(match[2]))
        elif line.startswith(_ALERTS_EXPECTED):
            self._listed = self._said.awaited.setdefault(self._asked, [])
        elif line.startswith(_ALERTS_GOT):
            self._listed = self._said.alerts.setdefault(self._asked, [])
        elif line.startswith(_EXPECTED):
            self._said.wanted[self._asked] = line.removeprefix(_EXPECTED).strip()
        elif line.startswith(_GOT):
            self._said.values[self._asked] = line.removeprefix(_GOT).strip()
        else:
            self._alert(line)

    def _alert(self, line: str) -> None:
        if line.startswith("              Labels:"):
            self._labels = dict(labels(line))
        elif line.startswith("              Annotations:"):
            self._listed.append(Fired(self._labels, dict(labels(line))))
        elif not _SILENT.match(line) and not _NAME.match(line):
            self._said.complaints.append(line.strip())


def labels(text: str) -> Iterator[tuple[str, str]]:
    """Labels as Go prints them; what is no JSON string is kept as it is."""
    for name, value in _LABEL.findall(text):
        try:
            yield name, json.loads(value)
        except ValueError:
            yield name, value[1:-1]

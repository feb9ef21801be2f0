"""What promtool says of test files, read back.

It says what it got only where that is not what was expected; what it does not mention is as it must be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from msgspec import Struct, field

Labels = dict[str, str]
Asked = tuple[str, int]
"""An expression, or the name of an alert, and the second to look at it."""

_UNITS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_FILE = re.compile(r"^Unit Testing:\s+(.*)$")
_ALERT = re.compile(r"^ {4}alertname: ?(.*), time: (\S+), *$")
_EXPR = re.compile(r'^ {4}expr: ("(?:[^"\\]|\\.)*"), time: (\S+), *$')
_LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)=("(?:[^"\\]|\\.)*")')
_GOT = "        got: "
_NAME = re.compile(r"^ {4}name: .*,$")
_SILENT = re.compile(r"^( {2}FAILED:| {2}SUCCESS| {8}exp: ?.*| {8}got: ?\[| {12}\d+:| {12}\]|)\s*$")


class Fired(Struct, frozen=True):
    """An alert that fires, as it would be sent."""

    labels: Labels
    texts: Labels


class Said(Struct):
    """What promtool says of one file: values that are otherwise, alerts with their texts, and what it cannot run."""

    values: dict[Asked, str] = field(default_factory=dict)
    alerts: dict[Asked, list[Fired]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


def read(output: str) -> dict[str, Said]:
    """What is said of each file, by its name."""
    found: dict[str, Said] = {}
    said, asked, labels, expected = Said(), ("", 0), Labels(), False
    for line in output.splitlines():
        if match := _FILE.match(line):
            said = found.setdefault(match[1].strip(), Said())
        elif match := _ALERT.match(line):
            asked = (match[1], seconds(match[2]))
        elif match := _EXPR.match(line):
            asked = (json.loads(match[1]), seconds(match[2]))
        elif line.startswith("        exp:["):
            expected = not line.rstrip().endswith("],")
        elif line.startswith(_GOT) and not line.rstrip().endswith("["):
            said.values[asked] = line.removeprefix(_GOT).strip()
        elif line.startswith("        got:["):
            expected = False
        elif line.startswith("              Labels:"):
            labels = dict(_labels(line))
        elif line.startswith("              Annotations:"):
            if not expected:
                said.alerts.setdefault(asked, []).append(Fired(labels, dict(_labels(line))))
        elif not _SILENT.match(line) and not _NAME.match(line):
            said.complaints.append(line.strip())
    return found


def _labels(text: str) -> Iterator[tuple[str, str]]:
    """Labels as Go prints them; what is no JSON string is kept as it is."""
    for name, value in _LABEL.findall(text):
        try:
            yield name, json.loads(value)
        except ValueError:
            yield name, value[1:-1]


def seconds(text: str) -> int:
    """A length as promtool prints it: 1d2h0m0s."""
    return sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"(\d+)([dhms])", text))

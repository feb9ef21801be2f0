"""What is found of one place for the sake of many alerts: said once, with how many they are."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from avionics.finding import Finding
from avionics.place import Where

_OF_MANY = "alert-taken"
"""The rule that tells a place which no service owns what is wrong with it, once an alert."""


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings; of those that many alerts have of one place the first by its words, which counts the others."""
    alone: list[Finding] = []
    groups: dict[Where, list[Finding]] = {}
    for finding in findings:
        (groups.setdefault(finding.where, []) if finding.rule == _OF_MANY else alone).append(finding)
    return (*alone, *map(_one, groups.values()))


def _one(found: list[Finding]) -> Finding:
    first = min(found, key=lambda finding: finding.message)
    more = len(found) - 1
    alerts = "alert" if more == 1 else "alerts"
    return replace(first, message=f"{first.message}; and so it is with {more:,} more {alerts}") if more else first

"""Findings for machines. The form is versioned; fields are only ever added."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from avionics.finding import Finding
from avionics.place import Place
from avionics.report.resolved import Resolved, resolve


def render(findings: Iterable[Finding], files: Mapping[str, bytes]) -> str:
    """All findings as one JSON object. It is ASCII, so no terminal or file name can come to harm."""
    found = [_object(item) for item in resolve(findings, files)]
    return json.dumps({"version": 1, "findings": found}, indent=2) + "\n"


def _object(item: Resolved) -> dict[str, Any]:
    finding = item.finding
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "help": finding.help,
        **_place(item.place),
        "also": [{"message": message, **_place(place)} for place, message in item.also],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column, "length": place.length}

"""Findings as GitHub workflow commands: they show up on the lines of the pull request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from avionics.finding import Finding
from avionics.report.resolved import Resolved, resolve

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(findings: Iterable[Finding], files: Mapping[str, bytes], *, color: bool = False) -> str:
    """One command a finding; nothing quoted can begin a command of its own."""
    del color
    return "".join(_command(item) for item in resolve(findings, files))


def _command(item: Resolved) -> str:
    finding, place = item.finding, item.place
    message = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    properties = f"file={_property(place.path)},line={place.line},col={place.column},title={_property(finding.rule)}"
    return f"::{_LEVELS[finding.severity]} {properties}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

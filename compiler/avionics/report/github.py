"""Findings as GitHub workflow commands: they show up on the lines of the pull request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from avionics.finding import Finding
from avionics.report.resolved import Resolved, listed, resolve
from avionics.report.text import printable

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(findings: Iterable[Finding], files: Mapping[str, bytes], *, prefix: str = "") -> str:
    """One command a finding; nothing quoted can begin a command of its own.

    GitHub shows ten errors and ten warnings of a step beside their lines; of the others its log has the message alone,
    which therefore says the place and the rule as well.

    `prefix` is the project's folder below the repository's, with a `/` at its end; empty where they are the same.
    """
    shown, more = listed(resolve(findings, files))
    rest = f"::notice title=avionics::and {more} more finding{'s' if more > 1 else ''}\n" if more else ""
    return "".join(_command(item, prefix) for item in shown) + rest


def _command(item: Resolved, prefix: str) -> str:
    finding, place = item.finding, item.place
    said = f"{prefix}{place}: {finding.rule}: {finding.message}"
    lines = [said, *(f"also {prefix}{other}: {message}" for other, message in item.also), finding.help]
    message = "%0A".join(_data(line) for line in lines if line)
    properties = (
        f"file={_property(prefix + place.path)},line={place.line},col={place.column},title={_property(finding.rule)}"
    )
    return f"::{_LEVELS[finding.severity]} {properties}::{message}\n"


def _data(text: str) -> str:
    """Text that cannot end the command; what a log viewer would not show is shown as an escape."""
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

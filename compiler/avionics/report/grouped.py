"""Findings as people read them: errors last, where the eye is, and others that repeat themselves once a file."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from msgspec import Struct

from avionics.finding import SEVERITIES
from avionics.report.resolved import Resolved

FOLLOWS = "not-linted"
"""What follows from errors, and is read after them: what no rule has looked at for their sake."""
_SHOWN = 20
"""Repetitions that are listed; nobody reads further before the first are done."""


class Group(Struct, frozen=True):
    """A finding, and those that say the same of other lines of its file."""

    first: Resolved
    others: tuple[Resolved, ...] = ()

    def repetitions(self) -> Iterator[str]:
        """The other lines, together where the message is the same."""
        lines: dict[str, list[int]] = {}
        for item in self.others:
            lines.setdefault(item.finding.message, []).append(item.place.line)
        for message, found in list(lines.items())[:_SHOWN]:
            said = "" if message == self.first.finding.message else f": {message}"
            yield f"also in {_few(list(dict.fromkeys(found)))}{said}"
        if len(lines) > _SHOWN:
            yield f"and {len(lines) - _SHOWN} more"


def grouped(resolved: Iterable[Resolved]) -> list[Group]:
    """Warnings of one rule in one file that ask for the same are one group, and so are infos; each error is one."""
    ordered = sorted(resolved, key=_turn)
    groups: dict[Hashable, list[Resolved]] = {}
    for index, item in enumerate(ordered):
        finding = item.finding
        alike = (finding.rule, item.place.path, finding.help or finding.message)
        groups.setdefault(index if finding.severity == "error" or item.also else alike, []).append(item)
    return [Group(first, tuple(others)) for first, *others in groups.values()]


def _turn(item: Resolved) -> tuple[bool, int]:
    return item.finding.rule == FOLLOWS, -SEVERITIES.index(item.finding.severity)


def _few(lines: list[int]) -> str:
    shown = ", ".join(map(str, lines[:_SHOWN]))
    more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return f"line{'s' if len(lines) > 1 else ''} {shown}{more}"

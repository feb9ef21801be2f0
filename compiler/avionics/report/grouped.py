"""Findings as people read them: errors last, where the eye is, and what repeats itself once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from msgspec import Struct

from avionics.finding import SEVERITIES
from avionics.place import Place
from avionics.report.resolved import Resolved

FOLLOWS = "not-linted"
"""What follows from errors, and is read after them: what no rule has looked at for their sake."""
_ONE_STEP = frozenset({"agreement-missing", "playbook-missing", "test-failed"})
"""What one command or one change may put right together, wherever it is."""
_PAGE = ".md"
_SHOWN = 20
"""Repetitions that are listed; nobody reads further before the first are done."""


class Group(Struct, frozen=True):
    """A finding, and those that say the same of other lines."""

    first: Resolved
    others: tuple[Resolved, ...] = ()

    def repetitions(self) -> Iterator[str]:
        """The other lines, together where the message is the same."""
        places: dict[str, list[Place]] = {}
        for item in self.others:
            places.setdefault(item.finding.message, []).append(item.place)
        for message, found in list(places.items())[:_SHOWN]:
            said = "" if message == self.first.finding.message else f": {message}"
            yield f"also in {self._few(found)}{said}"
        if len(places) > _SHOWN:
            yield f"and {len(places) - _SHOWN} more"

    def _few(self, places: list[Place]) -> str:
        """Lines of the file that is quoted; with their files, where there are others among them."""
        path = self.first.place.path
        if all(place.path == path for place in places):
            word, found = "line", list(dict.fromkeys(str(place.line) for place in places))
        else:
            word, found = "", list(dict.fromkeys(f"{place.path}:{place.line}" for place in places))
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        return f"{word}{'s' if word and len(found) > 1 else ''} {', '.join(found[:_SHOWN])}{more}".lstrip()


def grouped(resolved: Iterable[Resolved]) -> list[Group]:
    """What repeats itself is one group: warnings of a rule that ask for the same in one spec, and wherever they are
    infos, what says the very same of pages, and what one step may put right. Each other error of a spec is one.
    """
    groups: dict[Hashable, list[Resolved]] = {}
    for index, item in enumerate(sorted(resolved, key=_turn)):
        groups.setdefault(index if item.also else _alike(item) or index, []).append(item)
    return [Group(first, tuple(others)) for first, *others in groups.values()]


def _alike(item: Resolved) -> tuple[str, ...]:
    """What those have in common that are told together; () of what stands alone.

    Fifty pages that were begun, and are still to be written, would bury the error in the one spec; and one route of
    the platform team's takes every alert.
    """
    finding, path = item.finding, item.place.path
    asked = finding.help or finding.message
    if path.endswith(_PAGE):
        return finding.rule, asked, finding.message
    if finding.severity == "info" or (finding.rule in _ONE_STEP and finding.help):
        return finding.rule, asked
    return (finding.rule, asked, path) if finding.severity == "warning" else ()


def _turn(item: Resolved) -> tuple[bool, int]:
    return item.finding.rule == FOLLOWS, -SEVERITIES.index(item.finding.severity)

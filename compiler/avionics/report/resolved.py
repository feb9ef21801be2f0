"""Findings with their places resolved, in the order they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from avionics.finding import SEVERITIES, Finding
from avionics.place import Place, Where
from avionics.source.locate import locate
from avionics.source.text import show

MAX_LISTED = 500


class Resolved(Struct, frozen=True):
    """A finding, its place, and the places that explain it with what to see there."""

    finding: Finding
    place: Place
    also: tuple[tuple[Place, str], ...]


def resolve(findings: Iterable[Finding], files: Mapping[str, bytes]) -> list[Resolved]:
    """The findings by file and place, each said once."""
    texts: dict[str, str] = {}

    def place(where: Where, span: tuple[int, int] | None = None, on_key: bool = False) -> Place:
        if where.path not in texts:
            texts[where.path] = show(files.get(where.path, b""))
        return locate(texts[where.path], where, span, on_key)

    by_file = sorted(findings, key=lambda finding: finding.where.path)
    resolved = {(place(f.where, f.span, f.on_key), f.rule, f.message): f for f in by_file}
    ordered = sorted(resolved.items(), key=lambda item: (item[0][0], SEVERITIES.index(item[1].severity), item[0][1:]))
    return [Resolved(f, key[0], tuple((place(label.where), label.message) for label in f.also)) for key, f in ordered]


def listed(resolved: list[Resolved]) -> tuple[list[Resolved], int]:
    """As many as anybody reads, the worst if there are more, in their order; and how many are left out."""
    if len(resolved) <= MAX_LISTED:
        return resolved, 0
    by_severity = sorted(range(len(resolved)), key=lambda index: SEVERITIES.index(resolved[index].finding.severity))
    return [resolved[index] for index in sorted(by_severity[:MAX_LISTED])], len(resolved) - MAX_LISTED

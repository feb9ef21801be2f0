"""What was found of the services that were asked for: in their files, in those of nobody, and what leads to theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.app.unit import unit_of
from avionics.finding import Finding, did_you_mean
from avionics.source.project_files import OF_UNITS


class UnknownService(Exception):
    """A service that was asked for has no file."""


def about(findings: Iterable[Finding], services: tuple[str, ...], paths: Iterable[str]) -> tuple[Finding, ...]:
    """Of all findings those about `services`, each of which has a file among `paths`; all where none is named.

    Raises:
        UnknownService: one of them has none.
    """
    known = {unit_of(path) for path in paths if path.startswith(OF_UNITS)}
    for name in services:
        if name not in known:
            raise UnknownService(f"there is no service {name!r}; {did_you_mean(name, known)}")
    return tuple(found for found in findings if not services or any(_concerns(found, services)))


def _concerns(finding: Finding, services: tuple[str, ...]) -> Iterator[bool]:
    for where in (finding.where, *(label.where for label in finding.also)):
        yield not where.path.startswith(OF_UNITS) or unit_of(where.path) in services

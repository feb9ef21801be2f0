"""The services that were asked for: that they are there, and what was found of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from avionics.app.unit import unit_of
from avionics.failure import Failure
from avionics.finding import Finding, did_you_mean
from avionics.source.files.project_files import OF_UNITS


def require(services: Iterable[str], known: Collection[str]) -> None:
    """See to it that all of `services` are known.

    Raises:
        Failure: one of them is not.
    """
    for name in services:
        if name not in known:
            meant = unit_of(name) if name.startswith(OF_UNITS) else name
            raise Failure(f"there is no service {name!r}; {did_you_mean(meant, known)}")


def about(findings: Iterable[Finding], services: Collection[str]) -> tuple[Finding, ...]:
    """What was found in the files of `services` (none named: of all), in those that all share, or led to by these."""
    return tuple(finding for finding in findings if not services or _concerns(finding, services))


def _concerns(finding: Finding, services: Collection[str]) -> bool:
    """Whether a finding has a place, its first or another, that is not within some other service."""
    paths = [finding.where.path, *(label.where.path for label in finding.also)]
    return any(not path.startswith(OF_UNITS) or unit_of(path) in services for path in paths)

"""What reading a unit tells the others."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from avionics.app import unit as units
from avionics.app.unit import Unit
from avionics.finding import Finding
from avionics.load.watched import keys
from avionics.model.catalog import Profile
from avionics.model.playbook import CockpitLink, Targets
from avionics.source.files.seen import Seen


class Known(Struct, frozen=True):
    """Its name, its service's profile (or none), the keys of what that watches, what links to its pages may name, which
    cockpits of others its pages open, what was found, and what was seen of its files.
    """

    name: str
    profiles: tuple[Profile, ...]
    watched: tuple[int, ...]
    pages: tuple[tuple[str, Targets], ...]
    opens: tuple[CockpitLink, ...]
    findings: tuple[Finding, ...]
    seen: Seen


def known(unit: Unit, findings: Iterable[Finding], seen: Seen) -> Known:
    """What others may know of a unit; `findings` are those of reading its files."""
    return Known(
        name=unit.name,
        profiles=(unit.profile,) if unit.profile else (),
        watched=keys(unit.service) if unit.service else (),
        pages=tuple((page.path, page.targets) for page in unit.pages),
        opens=units.opens(unit),
        findings=(*findings, *unit.findings),
        seen=seen,
    )

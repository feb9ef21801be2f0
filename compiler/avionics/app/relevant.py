"""What is worth saying of all that was found: no echoes of unusable files, and what was not looked at for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.app.gathered import gathered
from avionics.app.unit import unit_of
from avionics.finding import Finding
from avionics.place import Where
from avionics.report.grouped import FOLLOWS
from avionics.source.project_files import OF_UNITS, PROJECT

_NAMED = 5
_UNREADABLE = frozenset({"yaml", "schema", "encoding"})
_UNUSABLE = _UNREADABLE | {"file-symlink", "file-size", "file-name-encoding"}
_ABOUT = {
    "unknown-team": {"teams"},
    "default-owner": {"teams"},
    "unknown-service": {"services"},
    "page-service": {"services"},
    "unknown-objective": {"slos", "services"},
    "playbook-missing": {"playbooks"},
    "playbook-sections": {"playbooks"},
    "oncall-reference": {"playbooks"},
    "broken-link": {"playbooks"},
    "broken-cockpit-link": {"services"},
    "broken-panel-link": {"services", "slos"},
    "broken-variable-link": {"services", "slos"},
}
"""Rules that say something is missing, and the folders it would be in."""


def relevant(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Without the echoes: where a file could not be used, that what it holds is missing says nothing new. What no rule
    has looked at for that reason is said instead."""
    found = tuple(findings)
    unusable = [finding for finding in found if finding.rule in _UNUSABLE]
    folders = {finding.where.path.partition("/")[0] for finding in unusable}
    heard = gathered(finding for finding in found if folders.isdisjoint(_ABOUT.get(finding.rule, ())))
    return (*heard, *_unseen([finding for finding in unusable if finding.rule in _UNREADABLE]))


def _unseen(unread: list[Finding]) -> Iterator[Finding]:
    """What lint rules did not look at, since a file of it cannot be used."""
    paths = sorted({finding.where.path for finding in unread})
    of_units = [path for path in paths if path.startswith(OF_UNITS)]
    if PROJECT in paths:
        yield _waiting(PROJECT, "no service is linted yet", "this file")
    elif of_units:
        what = f"what was written for {_few(sorted(set(map(unit_of, of_units))))} is not linted yet"
        yield _waiting(of_units[0], what, "its files")


def _waiting(path: str, what: str, until: str) -> Finding:
    message = f"{what}: lint rules wait until {until} can be used"
    return Finding(FOLLOWS, message, Where(path, line=1), "info", "check again then; they may find more")


def _few(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")

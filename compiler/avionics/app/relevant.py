"""What is worth saying of all that was found: no echoes of files that cannot be used, and once what many alerts say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from avionics.app.unit import unit_of
from avionics.finding import Finding
from avionics.place import Where
from avionics.report.grouped import FOLLOWS
from avionics.source.files.project_files import OF_UNITS, PROJECT

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
    "command-outdated": {"services", "slos", "alerts"},
    "broken-cockpit-link": {"services"},
    "broken-panel-link": {"services", "slos"},
    "broken-variable-link": {"services", "slos"},
    "recorded-of-none": {"services", "slos"},
}
"""Rules that say something is missing, and the folders it would be in."""
_OF_MANY = "alert-taken"
"""The rule that tells a place which no service owns what is wrong with it, once an alert."""


def relevant(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Without the echoes: where a file could not be used, that what it holds is missing says nothing new. What no rule
    has looked at for that reason is said instead."""
    found = tuple(findings)
    unusable = [finding for finding in found if finding.rule in _UNUSABLE]
    folders = {finding.where.path.partition("/")[0] for finding in unusable}
    heard = _gathered(finding for finding in found if folders.isdisjoint(_ABOUT.get(finding.rule, ())))
    return (*heard, *_unseen([finding for finding in unusable if finding.rule in _UNREADABLE]))


def _gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings; of those that many alerts have of one place the first by its words, which counts the others."""
    alone: list[Finding] = []
    groups: dict[Where, list[Finding]] = {}
    for finding in findings:
        (groups.setdefault(finding.where, []) if finding.rule == _OF_MANY else alone).append(finding)
    return (*alone, *map(_one, groups.values()))


def _one(found: list[Finding]) -> Finding:
    first = min(found, key=lambda finding: finding.message)
    more = len(found) - 1
    alerts = "alert" if more == 1 else "alerts"
    return replace(first, message=f"{first.message}; and so it is with {more:,} more {alerts}") if more else first


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

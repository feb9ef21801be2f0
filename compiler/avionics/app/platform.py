"""The platform team's part of alertmanager.yml: read, and looked at where it was written."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from itertools import islice
from typing import Any

from avionics.finding import Finding
from avionics.load.routes_before import routes_before
from avionics.model.project import Project
from avionics.model.route_before import RouteBefore
from avionics.place import Route, Where
from avionics.plan.values import Routing
from avionics.source import documents, text, yaml
from avionics.source.files.project_files import MAX_BYTES
from avionics.source.yaml import verbatim
from avionics.targets.alertmanager import HEAD
from avionics.targets.alertmanager.astray import astray
from avionics.targets.alertmanager.base import RULE, MergeError, checked
from avionics.targets.alertmanager.muting import undeclared
from avionics.targets.alertmanager.secrets import inline

_OWN = "name the file that Alertmanager had before, which no render writes"
_TOLD = 100
"""Faults of it that are told: more than anybody reads, and each is looked up among all names."""
_HELP = "write what alertmanager.yml holds beside our routes, or take 'alertmanager: base' out of avionics.yaml"


def digest(root: str, project: Project) -> str:
    """The digest of the base file; "" where none is named. Of what is named and cannot be used: why."""
    wrong: list[Finding] = []
    content = _content(root, project, wrong)
    return digest_of(content) or " ".join(one.message for one in wrong)


def digest_of(content: bytes | None) -> str:
    """The digest of a base file that holds `content`; "" without one."""
    return "" if content is None else hashlib.sha256(content).hexdigest()


def routes_of(root: str, project: Project) -> tuple[RouteBefore, ...]:
    """The routes of the base file; none of one that cannot be used, of which `platform_part` says why."""
    found = _loaded(root, project, [])
    if found is None:
        return ()
    written, data = found
    return routes_before(data, lambda route: _place(written, project.alertmanager_base, route))


def platform_part(root: str, project: Project, ours: Routing, findings: list[Finding]) -> dict[str, Any] | None:
    """What the base file holds, a file of the project like all others; None where none can be used.

    What is wrong, by itself or beside what we compile, is added to `findings`.
    """
    found = _loaded(root, project, findings)
    if found is None:
        return None
    path, (written, data) = project.alertmanager_base, found
    if written.startswith(HEAD):
        message = f"{path} is what avionics compiled: the platform team's part is in it already"
        findings.append(Finding(RULE, message, project.where.at("alertmanager", "base"), help=_OWN))
        return None
    if not isinstance(data, dict):
        findings.append(Finding(RULE, f"{path} holds no settings", Where(path, line=1), help=_HELP))
        return None
    findings += islice(_wrong(data, written, path, ours), _TOLD)
    try:
        checked(data, ours)
    except MergeError as error:
        findings.append(Finding(RULE, str(error), _place(written, path, error.route), help=error.help))
        return None
    return data


def _loaded(root: str, project: Project, findings: list[Finding]) -> tuple[str, Any] | None:
    """The text of the base file and what it holds; None where there is none that can be read."""
    content = _content(root, project, findings)
    if content is None:
        return None
    try:
        written = text.decode(content)
        yaml.parse(written)  # the same guards as for specs
        return written, verbatim.load(written)
    except (yaml.YamlError, UnicodeDecodeError) as error:
        findings.append(documents.unreadable(project.alertmanager_base, content, error))
        return None


def _content(root: str, project: Project, findings: list[Finding]) -> bytes | None:
    path = project.alertmanager_base
    if not path:
        return None
    full = os.path.join(root, path)
    inside = os.path.realpath(full).startswith(os.path.realpath(root) + os.sep)
    if not inside or not os.path.isfile(full):
        message, help_ = f"{path} is not a file of this project", "name a file below the project's folder"
        findings.append(Finding(RULE, message, project.where.at("alertmanager", "base"), help=help_))
        return None
    with open(full, "rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        message, help_ = f"{path} has more than {MAX_BYTES:,} bytes", "move what no route of it needs into other files"
        findings.append(Finding("file-size", message, Where(path), help=help_))
        return None
    return content


def _wrong(data: dict[str, Any], text: str, path: str, ours: Routing) -> Iterator[Finding]:
    """Secrets, routes that go astray, times that nobody declared. Of a secret a report would print all again: the place
    alone is told.
    """
    for route, help_ in inline(data):
        keys = [str(step) for step in route if isinstance(step, str)]
        yield Finding(RULE, f"{'.'.join(keys[-2:])} is a secret", _place(text, path, route, key=True), help=help_)
    receivers = frozenset(one.name for one in ours.receivers)
    for route, message, help_ in (*astray(data, receivers), *undeclared(data)):
        yield Finding(RULE, message, _place(text, path, route), help=help_)


def _place(text: str, path: str, route: Route, *, key: bool = False) -> Where:
    from avionics.source.locate import locate  # noqa: PLC0415  for mistakes only

    found = locate(text, Where(path, route), on_key=key)
    return Where(path, line=found.line, column=found.column)

"""Foreign specs to files of ours: read, turned by their dialect, held against the project they go into."""

from __future__ import annotations

import os
import re
import stat
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from avionics.app.project import ground as project_ground
from avionics.app.unit import valid
from avionics.failure import Failure
from avionics.finding import Finding, fails
from avionics.importers import kubernetes
from avionics.importers.documents import Ground, files
from avionics.importers.fields import Fields, Told
from avionics.importers.values import Choices, Imported
from avionics.model.project import Environment
from avionics.place import Where
from avionics.registry import unit, units
from avionics.source import text
from avionics.source.documents import unreadable
from avionics.source.files import project_files, tree
from avionics.source.files.project_files import MAX_BYTES, ProjectFile
from avionics.source.yaml import YamlError, foreign

DIALECT = "import-dialect"
STDIN = "-"
"""The path of what is piped in, as commands have it."""
_FIRST = 0
"""The descriptor of what is piped in."""
_SPECS = (".yaml", ".yml", ".rules")
"""What files of specs end in; the last are Prometheus' rules."""
_WORD = re.compile(r"[\w./-]+")


class Import(Struct, frozen=True):
    """The texts of the files that were made, by path; the addresses of what to do that theirs led to, by the playbooks
    that ours lead to; the report; and the foreign files that were read, for it.
    """

    made: dict[str, str]
    pages: Mapping[str, str]
    findings: tuple[Finding, ...]
    files: Mapping[str, bytes]

    @property
    def failed(self) -> bool:
        """Whether there is an error in the report, so that nothing may be written."""
        return fails(self.findings)


def import_files(dialect: str, paths: Sequence[str], choices: Choices, project: str = "") -> Import:
    """The files of `paths` (folders: all of specs below; STDIN: what is piped in), read in `dialect`. Writes nothing.

    `project` is the folder they are to be written to, which may hold a project.

    Raises:
        Failure: a folder holds no YAML file or no spec, or a file is a pipe.
        OSError: a file cannot be read.
    """
    told, module = Told(playbooks=choices.playbooks), unit("importers", dialect)
    contents = {path: _content(path) for path in _expanded(paths)}
    documents = [document for path, content in contents.items() for document in _documents(path, content, told)]
    mixed = frozenset(document.where.path for document in documents if module.claims(document))
    ours = [document for document in documents if _claimed(document, module, told, paths, mixed)]
    if not ours and not fails(told.findings):
        raise Failure(f"{', '.join(paths)}: no file in it holds a spec of {module.TITLE}'s: {_beginning(module)}")
    ground, alerts = _project(project)
    imported: Imported = module.read(
        ours, told, replace(choices, alerts=alerts, labels=ground.labels, certain=ground.certain)
    )
    told.finish()
    made = files(imported, module.TITLE, ground, told)
    findings = sorted(told.findings, key=lambda found: (found.where.path, found.where.line, found.where.column))
    return Import(*made, tuple(_underlined(findings, contents)), contents)


def _expanded(paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        if os.path.isdir(path):
            yield from _below(path)
        else:
            yield path


def _below(folder: str) -> list[str]:
    """The files of specs below a folder.

    Raises:
        Failure: there is none.
    """
    walked = sorted(os.walk(folder))
    found = [os.path.join(at, name) for at, _, names in walked for name in sorted(names) if name.endswith(_SPECS)]
    if not found:
        raise Failure(f"{folder}: no file in it ends in {' or '.join(_SPECS)}; name the files with the specs")
    return found


def _content(path: str) -> bytes:
    # What a shell pipes in (/dev/stdin, /dev/fd/63) has no file that it leads to, and ends; for one who writes to a
    # pipe of that name we might wait for ever.
    real = os.path.realpath(path)
    if path != STDIN and os.path.exists(real) and stat.S_ISFIFO(os.stat(real).st_mode):
        raise Failure(f"{path} is a pipe and no file; to read what comes out of it, say '- < {path}' instead")
    try:
        with open(_FIRST if path == STDIN else path, "rb", closefd=path != STDIN) as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:  # of a file that was opened it does not say which
        raise OSError(error.errno, error.strerror, path) from None


def _documents(path: str, content: bytes, told: Told) -> list[Fields]:
    if len(content) > MAX_BYTES:
        told.say("file-size", "error", Where(path, line=1), f"more than {MAX_BYTES:,} bytes", "split it by service")
        return []
    try:
        nodes = foreign.parse_all(text.decode(content))
    except (UnicodeDecodeError, YamlError) as error:
        told.findings.append(unreadable(path, content, error))
        return []
    if not nodes:
        told.say(DIALECT, "error", Where(path, line=1), "the file is empty", "name files with specs in them")
    return [fields for node in nodes for fields in kubernetes.objects(path, node, told)]


def _claimed(document: Fields, module: Any, told: Told, named: Sequence[str], mixed: Container[str]) -> bool:
    """Whether a document is of the dialect. One of a file that was `named` must be; in a folder there may be others,
    and objects of a cluster in a file that holds some of the dialect (`mixed`), as what a chart becomes does.
    """
    if module.claims(document):
        return True
    document.settle()
    others = [name for name in units("importers") if unit("importers", name).claims(document)]
    help_ = f"avionics import {others[0]} FILE" if others else _beginning(module)
    found = " ".join(filter(None, (document.peek("apiVersion") or document.peek("version"), document.peek("kind"))))
    message = f"{found or 'this'} is no spec of {module.TITLE}'s"
    an_object = bool(document.peek("apiVersion") and document.peek("kind"))
    if document.where.path in named and not (an_object and document.where.path in mixed):
        told.say(DIALECT, "error", document.where, message, help_)
    else:
        told.say(DIALECT, "info", document.where, f"{message}, and was passed over", help_)
    return False


def _beginning(module: Any) -> str:
    return f"they begin with {' or '.join(module.BEGINS)}"


def _underlined(findings: list[Finding], contents: Mapping[str, bytes]) -> Iterator[Finding]:
    """The findings, each with the length of the word it points at."""
    lines = {path: text.show(content).split("\n") for path, content in contents.items()}
    for found in findings:
        word = _WORD.match(lines[found.where.path][found.where.line - 1], found.where.column - 1)
        yield replace(found, span=(0, len(word[0]))) if word else found


def _project(root: str) -> tuple[Ground, dict[str, str]]:
    """What the project in `root` offers, and its alerts with their services; where there is none, names that stand for
    what must be chosen.
    """
    if not root:
        return Ground(), {}
    services = _services(root)
    if not os.path.lexists(os.path.join(root, project_files.PROJECT)):
        return Ground(services=services), {}
    read, _ = tree.read(root)
    base = project_ground(read, [])
    if base is None:
        return Ground(services=services), {}
    environments = base.project.environments
    ground = Ground(
        tuple(sorted(base.teams)) or Ground().teams,
        tuple(each.name for each in environments),
        base.project.usual_view,
        services,
        frozenset(label for each in environments for label, _ in each.labels),
        frozenset.intersection(*(each.certain for each in environments)),
        _asked(environments),
    )
    return ground, dict(_alerts(read))


def _asked(environments: Iterable[Environment]) -> dict[str, frozenset[str]]:
    """The values that environments ask for in every selector, by label."""
    found = defaultdict[str, set[str]](set)
    for label, value in (pair for each in environments for pair in each.matchers):
        found[label].add(value)
    return {label: frozenset(values) for label, values in found.items()}


def _alerts(files: Sequence[ProjectFile]) -> Iterator[tuple[str, str]]:
    """The name and service of each alert in the files that can be read."""
    for file in files:
        if file.path.startswith("alerts/") and (document := valid(file, [])):
            yield from ((one["name"], document.data["service"]) for one in document.data.get("alerts", ()))


def _services(root: str) -> frozenset[str]:
    """Those that have a file below `root`, be it a project or not."""
    folder = os.path.join(root, "services")
    found = os.listdir(folder) if os.path.isdir(folder) else []
    return frozenset(name.removesuffix(".yaml") for name in found if name.endswith(".yaml"))

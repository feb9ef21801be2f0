"""A unit: everything that is written for one service, read and compiled on its own.

Both steps are pure functions, so units can be shared among processes and remembered between runs: `read` needs only
the unit's files, `compiled` only the unit and the catalog.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from msgspec import Struct

from avionics.artifact import Artifact
from avionics.conventions.names import SERVICE_NAME
from avionics.finding import Finding, Label
from avionics.lint import engine
from avionics.lint.addressed import addressed, opened
from avionics.lint.expressions import Promql, promql
from avionics.lint.recorded import asked
from avionics.load.pages import page
from avionics.load.profile import profile
from avionics.load.service import service
from avionics.model.catalog import Catalog, Profile
from avionics.model.playbook import CockpitLink, Page
from avionics.model.service import Service
from avionics.plan.expand import expand
from avionics.plan.values import Plan
from avionics.schema import verdict
from avionics.source import documents
from avionics.source.document import Document
from avionics.source.files.project_files import OF_UNITS, ProjectFile
from avionics.targets import emit

TOGETHER = 50
"""Units that take a step together before the next: a processor has at hand what it did just now, and needs a tenth less
time. More of them would not be faster, and would keep their plans in memory."""

Item = TypeVar("Item")


class Unit(Struct, frozen=True):
    """What was read for one name: the service (None for a folder of shared pages, or when it is broken) and its pages.

    `broken` says that a document could not be used, so that what is missing may be only unreadable.
    """

    name: str
    service: Service | None
    pages: tuple[Page, ...]
    profile: Profile | None
    broken: bool
    findings: tuple[Finding, ...]


class Outcome(Struct, frozen=True):
    """What a unit compiled to, what was found on the way, and the services of which it reads recorded series."""

    plan: Plan | None
    artifacts: tuple[Artifact, ...]
    findings: tuple[Finding, ...]
    reads: tuple[str, ...]


def unit_of(path: str) -> str:
    """The unit a file belongs to: the stem of a spec, the folder of a page."""
    steps = path.rsplit("/", 2)
    return steps[-2] if path.startswith("playbooks/") else steps[-1].rpartition(".")[0]


def members(paths: Iterable[str]) -> dict[str, list[str]]:
    """The paths of the files of each unit."""
    members: dict[str, list[str]] = {}
    for path in paths:
        if path.startswith(OF_UNITS):
            members.setdefault(unit_of(path), []).append(path)
    return members


def valid(file: ProjectFile, findings: list[Finding]) -> Document | None:
    """The document in `file` if it follows its schema; what is wrong with it is added to `findings`."""
    document = documents.read(file)
    faults = _faults(document)
    findings.extend(faults)
    return document if isinstance(document, Document) and not faults else None


def _faults(document: Document | Finding) -> list[Finding]:
    return [document] if isinstance(document, Finding) else verdict.findings(document)


def read(name: str, files: Iterable[ProjectFile]) -> Unit:
    """The unit in `files`."""
    return next(read_all({name: files}))


def read_all(members: Mapping[str, Iterable[ProjectFile]]) -> Iterator[Unit]:
    """The units in the files of each name."""
    for names in _batches(members):
        of_units = [list(members[name]) for name in names]
        alike = sorted((file for files in of_units for file in files), key=_folder)
        parsed = {file.path: documents.read(file) for file in alike}
        faults = {file.path: _faults(parsed[file.path]) for file in alike}
        for name, files in zip(names, of_units, strict=True):
            yield _unit(name, [(parsed[file.path], faults[file.path]) for file in files])


def _folder(file: ProjectFile) -> str:
    """Where files of one kind are, which are read one after the other: what reads them is at hand then."""
    return file.path.partition("/")[0]


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, TOGETHER)):
        yield batch


def _unit(name: str, parsed: list[tuple[Document | Finding, list[Finding]]]) -> Unit:
    """The unit in what was parsed, each with what is wrong with it."""
    findings = [finding for _, faults in parsed for finding in faults]
    whole = [one for one, faults in parsed if isinstance(one, Document) and not faults]
    broken = len(whole) < len(parsed)
    specs = [document for document in whole if not document.path.endswith(".md")]
    pages = tuple(page(document) for document in whole if document.path.endswith(".md"))
    findings.extend(finding for document in specs for finding in _misnamed(document, name))
    findings.extend(finding for document in whole for finding in _misplaced(document, name))
    findings.extend(_twice(specs))
    own = next((document for document in specs if document.kind == "Service"), None)
    if own is None and specs and not broken:
        findings.extend(_homeless(specs, name))
    built = service(own, [document for document in specs if document is not own]) if own else None
    return Unit(name, built, pages, profile(built) if built else None, broken, tuple(findings))


def _misnamed(document: Document, name: str) -> Iterator[Finding]:
    """A service's files carry its name, so that everybody finds them and a change re-compiles one service."""
    key = "name" if document.kind == "Service" else "service"
    if document.data[key] != name:
        message = f"{key} is {document.data[key]!r}, but the file is named {name!r}"
        expected = f"{document.path.partition('/')[0]}/{document.data[key]}.yaml"
        rename = f"rename the file to {expected} (merge the two where there is one)"
        help_ = f"write '{key}: {name}', or {rename}" if SERVICE_NAME.fullmatch(name) else rename
        yield Finding("file-name", message, document.where.at(key), help=help_)


def _misplaced(document: Document, name: str) -> Iterator[Finding]:
    """One path for each file: owners are found by it, and nobody looks elsewhere."""
    folder, *between, file = document.path.split("/")
    page = folder == "playbooks"
    if len(between) != page or not (page or file == f"{name}.yaml"):
        service = str(document.data.get("service") or (between or ["SERVICE"])[0])
        expected = f"{folder}/{service}/{file}" if page else f"{folder}/{name}.yaml"
        message = f"{document.path} is not where it is looked for"
        yield Finding("file-place", message, document.where, help=f"move it to {expected}")


def _twice(specs: list[Document]) -> Iterator[Finding]:
    first: dict[str, Document] = {}
    for document in specs:
        if document.kind in first:
            earlier = Label(first[document.kind].where.at("kind"), "written here first")
            yield Finding(
                "duplicate-file",
                f"a second {document.kind} for one service",
                document.where.at("kind"),
                help="merge the two files",
                also=(earlier,),
            )
        first.setdefault(document.kind, document)


def _homeless(specs: list[Document], name: str) -> Iterator[Finding]:
    """Files of a service that nobody describes; of one that is misnamed this is said already."""
    for document in specs:
        if document.data["service"] == name:
            message = f"there is no service {name!r}"
            help_ = f"describe it in services/{name}.yaml, or remove this file if the service is gone"
            yield Finding("unknown-service", message, document.where.at("service"), help=help_)


def references(unit: Unit) -> tuple[str, ...]:
    """The pages below playbooks/ that the unit's specs and pages lead to; from a page to itself is no way."""
    linked = {link.page for page in unit.pages for link in page.links if link.page != page.path}
    return tuple(sorted(linked | set(_named(unit.service)))) if unit.service else tuple(sorted(linked))


def spoken_of(unit: Unit, reads: Iterable[str]) -> tuple[str, ...]:
    """The services that its pages lead to, to their cockpits or by commands, and those of which it `reads` series."""
    opened = {link.service for page in unit.pages for link in page.cockpits}
    return tuple(sorted(opened.union(reads, (command.service for page in unit.pages for command in page.commands))))


def opens(unit: Unit) -> tuple[CockpitLink, ...]:
    """The addresses in its pages that open the cockpits of other units; its own is that of its service, whatever the
    file is called."""
    own = unit.service.name if unit.service else unit.name
    return tuple(link for page in unit.pages for link in page.cockpits if link.service != own)


def _named(service: Service) -> Iterator[str]:
    """The pages that specs lead to."""
    named = [slo.playbook for slo in service.slos]
    named += [reference for alert in service.alerts for reference in (alert.playbook, alert.runbook)]
    named += [reference for _, reference in service.oncall.steps]
    return (reference.partition("#")[0] for reference in named if reference)


def compiled(units: Iterable[Unit], catalog: Catalog, targets: tuple[str, ...]) -> Iterator[Outcome]:
    """The artifacts of units for `targets`, linted. Of one with a broken file only what is whole is looked at."""
    for batch in _batches(units):
        yield from _compiled(batch, catalog, targets)


def _compiled(units: list[Unit], catalog: Catalog, targets: tuple[str, ...]) -> list[Outcome]:
    whole = [() if unit.broken or unit.service is None else (unit.service,) for unit in units]
    texts = [() if unit.service is None else (promql(unit.service),) for unit in units]
    plans = [tuple(expand(one, catalog) for one in found) for found in whole]
    subjects: dict[str, Sequence[Sequence[Any]]] = {
        "Page": [unit.pages for unit in units],
        "Service": whole,
        "Promql": [() if unit.broken else found for unit, found in zip(units, texts, strict=True)],
        "PromqlAtHand": texts,
        "Plan": plans,
        "Addressed": [addressed(unit.pages, found) for unit, found in zip(units, plans, strict=True)],
        "Opened": [opened(unit.pages, found, catalog) for unit, found in zip(units, plans, strict=True)],
    }
    linted = zip(*(engine.run_each(reads, of_units, catalog) for reads, of_units in subjects.items()), strict=True)
    emitted = [[item for plan in found for item in emit(plan, targets)] for found in plans]
    return list(map(_outcome, plans, emitted, linted, texts))


def _outcome(
    plans: tuple[Plan, ...],
    emitted: list[Artifact | Finding],
    linted: Iterable[list[Finding]],
    texts: tuple[Promql, ...],
) -> Outcome:
    """Of one unit, which has a plan or none."""
    findings = [finding for found in linted for finding in found]
    findings += [item for item in emitted if isinstance(item, Finding)]
    artifacts = tuple(item for item in emitted if isinstance(item, Artifact))
    reads = tuple(one.service.matcher.text for text in texts for one in asked(text))
    return Outcome(plans[0] if plans else None, artifacts, tuple(findings), reads)

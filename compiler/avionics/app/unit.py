"""A unit: everything that is written for one service, read and compiled on its own.

Both steps are pure functions, so units can be shared among processes and remembered between runs: `read` needs only
the unit's files, `compiled` only the unit and the catalog.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from avionics.artifact import Artifact
from avionics.finding import Finding, Label
from avionics.lint import engine
from avionics.load.pages import page
from avionics.load.profile import profile
from avionics.load.service import service
from avionics.model.catalog import Catalog, Profile
from avionics.model.playbook import Page
from avionics.model.service import Service
from avionics.plan.expand import expand
from avionics.plan.values import Plan
from avionics.schema import verdict
from avionics.source import documents
from avionics.source.document import Document
from avionics.source.project_files import ProjectFile
from avionics.targets import emit


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
    """What a unit compiled to, and what was found on the way."""

    plan: Plan | None
    artifacts: tuple[Artifact, ...]
    findings: tuple[Finding, ...]


def unit_of(path: str) -> str:
    """The unit a file belongs to: the stem of a spec, the folder of a page."""
    steps = path.rsplit("/", 2)
    return steps[-2] if path.startswith("playbooks/") else steps[-1].rpartition(".")[0]


def valid(file: ProjectFile, findings: list[Finding]) -> Document | None:
    """The document in `file` if it follows its schema; what is wrong with it is added to `findings`."""
    document = documents.read(file)
    if isinstance(document, Finding):
        findings.append(document)
        return None
    broken = verdict.findings(document)
    findings.extend(broken)
    return None if broken else document


def read(name: str, files: Iterable[ProjectFile]) -> Unit:
    """The unit in `files`."""
    findings: list[Finding] = []
    found = [(file, valid(file, findings)) for file in files]
    broken = any(document is None for _, document in found)
    specs = [document for file, document in found if document is not None and not file.path.endswith(".md")]
    pages = tuple(page(document) for file, document in found if document is not None and file.path.endswith(".md"))
    findings.extend(finding for document in specs for finding in _misnamed(document, name))
    findings.extend(f for _, document in found if document is not None for f in _misplaced(document, name))
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
        suffix = document.path.rpartition(".")[2]
        folder = document.path.rpartition("/")[0]
        message = f"{key} is {document.data[key]!r}, but the file is named {name!r}"
        help_ = f"write '{key}: {name}', or rename the file to {folder}/{document.data[key]}.{suffix}"
        yield Finding("file-name", message, document.where.at(key), help=help_)


def _misplaced(document: Document, name: str) -> Iterator[Finding]:
    """One path for each file: owners are found by it, and nobody looks elsewhere."""
    folder = document.path.partition("/")[0]
    page = folder == "playbooks"
    expected = f"{folder}/{name}/{document.path.rpartition('/')[2]}" if page else f"{folder}/{name}.yaml"
    if document.path != expected:
        yield Finding(
            "file-place",
            f"{document.path} is not where it is looked for",
            document.where,
            help=f"move it to {expected}",
        )


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
    for document in specs:
        yield Finding(
            "unknown-service", f"there is no service {name!r}", document.where.at("service"),
            help=f"describe it in services/{name}.yaml",
        )  # fmt: skip


def references(unit: Unit) -> tuple[str, ...]:
    """The pages below playbooks/ that the unit's specs lead to."""
    service = unit.service
    if service is None:
        return ()
    oncall = service.oncall
    named = [slo.playbook for slo in service.slos]
    named += [reference for alert in service.alerts for reference in (alert.playbook, alert.runbook)]
    named += [oncall.drain, oncall.rollback, oncall.block_traffic, oncall.architecture]
    return tuple(sorted({reference.partition("#")[0] for reference in named if reference}))


def compiled(unit: Unit, catalog: Catalog, targets: tuple[str, ...]) -> Outcome:
    """The artifacts of a unit for `targets`, linted. Of a unit with a broken file only what is whole is looked at."""
    findings = [*engine.run("Page", unit.pages, catalog)]
    if unit.service is None or unit.broken:
        return Outcome(None, (), tuple(findings))
    findings += engine.run("Service", (unit.service,), catalog)
    plan = expand(unit.service, catalog)
    findings += engine.run("Plan", (plan,), catalog)
    emitted = list(emit(plan, targets))
    findings += [item for item in emitted if isinstance(item, Finding)]
    artifacts = tuple(item for item in emitted if isinstance(item, Artifact))
    return Outcome(plan, artifacts, tuple(findings))

"""A new playbook: what is known is filled in, what a human must write is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from avionics.app.compile import Compiled, compile_project
from avionics.app.explain.find import UNUSABLE, Part, UnknownName, find, subjects
from avionics.app.playbook.page import text
from avionics.failure import Failure
from avionics.load.pages import of_a_service
from avionics.write.fresh import create

__all__ = ["missing", "new", "readable"]

FOLDER = "playbooks"
_NONE: Mapping[str, str] = MappingProxyType({})


def new(root: str, name: str, *, today: str) -> str:
    """Makes the playbook of the objective or alert called `name`, where its spec says, and says where that is. The path
    of a page will do as well.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
        UnknownName: no objective or alert is called so, or several are.
        Failure: its page would be in no service's folder.
        WriteFailed: there is a file already, or the disk fails.
    """
    compiled = compile_project(root, today=today)
    wanted = _pages(compiled)
    page = name.removeprefix(f"{FOLDER}/")
    if page not in wanted:
        found = find(name, compiled)
        if not isinstance(found, Part):
            raise UnknownName(f"{name!r} is a service: name one of its objectives or alerts ({_listed(name, wanted)})")
        page = found.item.playbook.partition("#")[0]
    _refuse_homeless([page])
    return _made(root, page, wanted[page], compiled)


def missing(root: str, *, today: str, earlier: Mapping[str, str] = _NONE) -> list[str]:
    """Makes every playbook that an objective or alert names and that is not there; their paths. `earlier` are the
    addresses of what others had in their place, by path.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
        Failure: what is missing cannot be told, since a service cannot be read; or a page would be in no service's
            folder.
        WriteFailed: the disk fails.
    """
    compiled = readable(root, today=today)
    wanted = _wanted(compiled)
    return [_made(root, page, wanted[page], compiled, earlier) for page in sorted(wanted)]


def readable(root: str, *, today: str) -> Compiled:
    """The project in `root`, in which every page that is missing can be told and begun.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
        Failure: what was written for a service, other than pages, cannot be read; or a page that is missing would
            be in no service's folder.
    """
    compiled = compile_project(root, today=today)
    if compiled.catalog is None:
        raise Failure(UNUSABLE)
    if unknown := compiled.unknown:
        raise Failure(f"what was written for {', '.join(unknown)} cannot be read yet: run 'avionics check'")
    _refuse_homeless(_wanted(compiled))
    return compiled


def _wanted(compiled: Compiled) -> dict[str, list[Part]]:
    """The pages that are missing, with what leads to each."""
    known = compiled.catalog.pages if compiled.catalog else {}
    unread = {path.removeprefix(f"{FOLDER}/") for path in compiled.files}
    return {page: found for page, found in _pages(compiled).items() if page not in known and page not in unread}


def _pages(compiled: Compiled) -> dict[str, list[Part]]:
    """The objectives and alerts by the page they lead to, each once."""
    pages: dict[str, dict[str, Part]] = {}
    for _, full, subject in subjects(compiled):
        if isinstance(subject, Part):
            pages.setdefault(subject.item.playbook.partition("#")[0], {})[full] = subject
    return {page: list(found.values()) for page, found in pages.items()}


def _refuse_homeless(pages: Iterable[str]) -> None:
    """A page that is begun where it is refused helps nobody."""
    if page := next((page for page in pages if not of_a_service(page)), ""):
        raise Failure(f"{page!r} is in no service's folder: 'avionics check' says what to write in its place")


def _made(root: str, page: str, found: list[Part], compiled: Compiled, earlier: Mapping[str, str] = _NONE) -> str:
    path = f"{FOLDER}/{page}"
    create(root, path, text(page, found, compiled, earlier.get(path, "")))
    return path


def _listed(service: str, wanted: dict[str, list[Part]]) -> str:
    own = (part.item.name for found in wanted.values() for part in found if part.service.name == service)
    return ", ".join(own) or "it has none yet"

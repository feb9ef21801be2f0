"""Playbooks and runbooks to values."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote

from avionics.conventions import names
from avionics.links import grafana, kibana
from avionics.model.playbook import CockpitLink, Command, LogsLink, Page, PageLink
from avionics.place import Where
from avionics.source.document import Document
from avionics.source.pages.links import ids
from avionics.source.pages.markdown import anchors
from avionics.source.pages.nested_headings import nested_headings

_FOLDER, _ENDING = "playbooks", ".md"
_README = "README.md"
"""Is there for readers of the folder, and no page of ours."""
_COMMAND = re.compile(r"avionics (?:explain|slo simulate) (([A-Za-z][A-Za-z0-9-]*)/[A-Za-z0-9-]+)(?![\w/-])")
"""With its service, as commands are begun; not `checkout/<objective>`, which stands for any."""


def of_a_service(path: str) -> bool:
    """Whether a page at `path` below playbooks/ is where its owners are found: right in the folder of a service."""
    return path.count("/") == 1


def page(document: Document) -> Page:
    """The page in a valid document of kind Playbook or Runbook."""
    data = document.data
    exit_ = data.get("exit", {})
    of_headings = anchors(document.headings)
    return Page(
        where=document.where,
        path=document.path.removeprefix("playbooks/"),
        kind="Playbook" if document.kind == "Playbook" else "Runbook",
        title=data["title"],
        service=data.get("service", ""),
        reviewed=data.get("reviewed", ""),
        expires=data.get("expires", ""),
        exit_type=exit_.get("type", ""),
        exit_ref=exit_.get("ref", ""),
        headings=document.headings,
        anchors=of_headings,
        links=tuple(filter(None, (_link(document.path, *link) for link in document.links))),
        body=document.body,
        first=document.first,
        others=_others(document, of_headings),
        cockpits=tuple(_cockpits(document)),
        logs=tuple(_logs(document)),
        commands=tuple(_commands(document)),
    )


def _others(document: Document, of_headings: tuple[str, ...]) -> tuple[str, ...]:
    """What else links may name: headings in lists and quotations, numbered with all others, and what HTML names."""
    nested = nested_headings(document.body)
    named = (*(anchors((*document.headings, *nested)) if nested else ()), *ids(document.body))
    return tuple(dict.fromkeys(name for name in named if name not in of_headings))


def _link(path: str, target: str, line: int, column: int) -> PageLink | None:
    """A link in the page at `path`; None where it leads to what is no page below playbooks/: an image, a folder."""
    written, _, anchor = unquote(target).partition("#")
    if written and not written.endswith(_ENDING):
        return None
    found = posixpath.normpath(posixpath.join(posixpath.dirname(path), written)) if written else path
    folder, _, page_path = found.partition("/")
    if folder != _FOLDER or page_path.rpartition("/")[2] == _README:
        return None
    return PageLink(target, line, column, page_path, anchor)


def _cockpits(document: Document) -> Iterator[CockpitLink]:
    for address, line, column in document.addresses:
        with suppress(ValueError):  # it leads elsewhere
            opens = grafana.parse(address)
            if service := names.cockpit_service(opens.uid):
                yield CockpitLink(Where(document.path, line=line, column=column), address, service, opens)


def _logs(document: Document) -> Iterator[LogsLink]:
    for address, line, column in document.addresses:
        with suppress(ValueError):
            opens = kibana.parse(address)
            yield LogsLink(Where(document.path, line=line, column=column), address, opens)


def _commands(document: Document) -> Iterator[Command]:
    body = document.body
    for found in _COMMAND.finditer(body):
        line = document.first + body.count("\n", 0, found.start())
        column = found.start(1) - body.rfind("\n", 0, found.start())
        yield Command(Where(document.path, line=line, column=column), found[1], found[2])

"""Bytes to documents; what cannot be read is a finding like any other."""

from __future__ import annotations

from typing import Any

from avionics.finding import Finding, Label
from avionics.place import Where
from avionics.source import text, yaml
from avionics.source.document import Document
from avionics.source.files.project_files import ProjectFile
from avionics.source.lines import at
from avionics.source.pages import markdown
from avionics.source.pages.addresses import addresses
from avionics.source.pages.links import links
from avionics.source.yaml.flat import flat

API_VERSION = "avionics/v1"
KINDS = {
    "avionics.yaml": "Project",
    "teams": "Team",
    "services": "Service",
    "slos": "ServiceLevelObjectives",
    "alerts": "Alerts",
    "cockpits": "Cockpit",
}
PAGE_KINDS = ("Playbook", "Runbook")

_NUL = "\0"
_TYPES = {list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}


def read(file: ProjectFile) -> Document | Finding:
    """The document in `file`, or the finding that says why there is none.

    Its kind is that of its folder, whatever the file says, so that the schema can name everything else that is wrong.
    """
    try:
        content = text.decode(file.content)
        return _page(file.path, content) if file.path.endswith(".md") else _spec(file.path, content)
    except (UnicodeDecodeError, yaml.YamlError) as error:
        return unreadable(file.path, file.content, error)


def unreadable(path: str, content: bytes, error: UnicodeDecodeError | yaml.YamlError) -> Finding:
    """That the file at `path`, which holds `content`, is no text or no YAML."""
    return _not_yaml(path, error) if isinstance(error, yaml.YamlError) else _not_utf8(path, content, error)


def _spec(path: str, content: str) -> Document | Finding:
    data, line = yaml.parse(content)
    kind = KINDS[path.partition("/")[0]]
    if not isinstance(data, dict):
        return _no_fields(path, data, line, kind)
    return Document(path, kind, data, line)


def _page(path: str, content: str) -> Document | Finding:
    if _NUL in content:
        return _binary(path, content)
    front, body, first = markdown.split(content)
    data, line = flat(front) or yaml.parse(front)
    if not isinstance(data, dict):
        return _no_fields(path, data, line, PAGE_KINDS[0])
    kind = data.get("kind")
    known = kind if kind in PAGE_KINDS else PAGE_KINDS[0]
    headings = markdown.headings(body, first)
    return Document(path, known, data, line, headings, links(body, first), addresses(body, first), body, first)


def _no_fields(path: str, data: Any, line: int, kind: str) -> Finding:
    help_ = f"begin with 'apiVersion: {API_VERSION}' and 'kind: {kind}'"
    if data is None:
        holder = "the front matter" if path.endswith(".md") else "the file"
        return Finding("yaml", f"{holder} is empty", Where(path, line=1), help=help_)
    return Finding("yaml", f"expected fields, found {_TYPES[type(data)]}", Where(path, line=max(line, 1)), help=help_)


def _not_utf8(path: str, content: bytes, error: UnicodeDecodeError) -> Finding:
    line, column = text.place_of(content, error)
    message = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
    return Finding("encoding", message, Where(path, line=line, column=column), help="save the file as UTF-8")


def _binary(path: str, content: str) -> Finding:
    """git takes a file with such a character for a binary one, and shows its reviewers no line of it."""
    line, column = at(content, content.index(_NUL))
    where = Where(path, line=line, column=column)
    return Finding("encoding", "a NUL character is no text", where, help="remove it: a review would show nothing of it")


def _not_yaml(path: str, error: yaml.YamlError) -> Finding:
    where = Where(path, line=error.line, column=error.column)
    also = (Label(Where(path, line=error.first[0], column=error.first[1]), "the first"),) if error.first else ()
    return Finding("yaml", error.message, where, help=error.help, span=(0, error.length), also=also)

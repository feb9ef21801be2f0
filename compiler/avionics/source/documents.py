"""Bytes to documents; what cannot be read is a finding like any other."""

from __future__ import annotations

from typing import Any

from avionics.finding import Finding, did_you_mean
from avionics.place import Where
from avionics.source import markdown, yaml
from avionics.source.document import Document
from avionics.source.project_files import ProjectFile

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


def read(file: ProjectFile) -> Document | Finding:
    """The document in `file`, or the finding that says why there is none."""
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _unreadable(file, error)
    try:
        return _markdown(file.path, text) if file.path.endswith(".md") else _spec(file.path, text)
    except yaml.YamlError as error:
        return Finding("yaml", error.message, Where(file.path, line=error.line, column=error.column), help=error.help)


def _unreadable(file: ProjectFile, error: UnicodeDecodeError) -> Finding:
    line = file.content.count(b"\n", 0, error.start) + 1
    column = error.start - (file.content.rfind(b"\n", 0, error.start) + 1) + 1
    byte = file.content[error.start]
    return Finding("encoding", f"byte 0x{byte:02x} is not UTF-8", Where(file.path, line=line, column=column), help="save the file as UTF-8")


def _spec(path: str, text: str) -> Document | Finding:
    data, line = yaml.parse(text)
    return _typed(path, data, line, (KINDS[path.split("/", 1)[0]],))


def _markdown(path: str, text: str) -> Document | Finding:
    data, line = markdown.front_matter(text)
    document = _typed(path, data, line, PAGE_KINDS)
    if isinstance(document, Finding):
        return document
    _, body, first = markdown.split(text)
    return Document(path, document.kind, document.data, line, markdown.headings(body, first), body)


def _typed(path: str, data: Any, line: int, kinds: tuple[str, ...]) -> Document | Finding:
    """Checks the two fields that say which schema the rest must follow."""
    where = Where(path)
    if data is None:
        return Finding("yaml", "the file is empty", where, help=f"expected a document of kind {' or '.join(kinds)}")
    if not isinstance(data, dict):
        return Finding("yaml", f"expected fields, found {type(data).__name__}", where, help=f"begin with 'apiVersion: {API_VERSION}'")
    if data.get("apiVersion") != API_VERSION:
        return _wrong(where, data, "apiVersion", (API_VERSION,))
    kind = data.get("kind")
    if kind not in kinds:
        return _wrong(where, data, "kind", kinds)
    return Document(path, kind, data, line)


def _wrong(where: Where, data: dict[str, Any], key: str, expected: tuple[str, ...]) -> Finding:
    if key not in data:
        return Finding("schema", f"{key!r} is missing", where, help=f"add '{key}: {expected[0]}'")
    value = data[key]
    help_ = did_you_mean(value, expected) if isinstance(value, str) else f"expected {expected[0]!r}"
    return Finding("schema", f"{key} is {value!r}, expected {' or '.join(map(repr, expected))} in this folder", where.at(key), help=help_)

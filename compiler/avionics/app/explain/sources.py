"""What was written and what is a default: asked of the documents, never guessed from the values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from avionics.place import Where
from avionics.report.explanation.values import Fact, Field
from avionics.source import documents
from avionics.source.document import Document
from avionics.source.files.project_files import ProjectFile
from avionics.source.locate import locate
from avionics.source.text import show


class Sources(Struct, frozen=True):
    """The documents an explanation rests on: their data and their texts, by path."""

    data: Mapping[str, Any]
    texts: Mapping[str, str]

    def place(self, where: Where) -> str:
        """`path:line` of a node; of its key, where it has one."""
        return f"{where.path}:{locate(self.texts[where.path], where, on_key=True).line}"

    def written(self, where: Where) -> bool:
        """Whether there is a node at `where`."""
        node = self.data[where.path]
        for step in where.route:
            if isinstance(node, dict) and step not in node:
                return False
            node = node[step]
        return True

    def field(self, where: Where, key: str, value: str, taken_from: Where | None = None) -> Field:
        """The field `key` (dots lead into a mapping) of the node at `where`, and where its value is from."""
        at = where.at(*key.split("."))
        if self.written(at):
            return Field(key, value, self.place(at), default=False)
        return Field(key, value, self.place(taken_from) if taken_from else "", default=True)

    def fact(self, name: str, value: str, where: Where, key: str) -> Fact:
        """A fact that a field of the node at `where` says; without a place when that was not written."""
        at = where.at(*key.split("."))
        return Fact(name, value, self.place(at) if self.written(at) else "")


def sources(files: Mapping[str, bytes], paths: Iterable[str]) -> Sources:
    """The documents at `paths`, which are valid: what is explained was compiled from them."""
    read = [documents.read(ProjectFile(path, files[path])) for path in dict.fromkeys(paths)]
    found = {document.path: document.data for document in read if isinstance(document, Document)}
    return Sources(found, {path: show(files[path]) for path in found})

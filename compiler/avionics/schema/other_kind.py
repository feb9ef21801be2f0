"""A file in the folder of another kind: one finding says where it belongs, and not one for each of its fields."""

from __future__ import annotations

import json

from avionics.finding import Finding
from avionics.schema.validators import schema_text
from avionics.source.document import Document
from avionics.source.documents import KINDS


def of_another_kind(document: Document) -> Finding | None:
    """Where to move it; None where its fields are those of its folder, or of neither."""
    folder, _, name = document.path.rpartition("/")
    kind = document.data.get("kind")
    belongs = next((one for one, its in KINDS.items() if its == kind), "")
    if not folder or belongs not in KINDS or kind == document.kind or document.kind not in KINDS.values():
        return None
    if document.data.keys() - _fields(str(kind)) or not document.data.keys() - _fields(document.kind):
        return None
    to = belongs if belongs.endswith(".yaml") else f"{belongs}/{name}"
    message = f"this is of the kind {kind}; what is in {folder}/ is of the kind {document.kind}"
    return Finding("schema", message, document.where.at("kind"), help=f"move it to {to}")


def _fields(kind: str) -> set[str]:
    return {*json.loads(schema_text(kind))["properties"]}

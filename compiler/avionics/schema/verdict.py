"""Whether a document follows its schema; how it does not is said elsewhere, since nearly all do."""

from __future__ import annotations

from avionics.finding import Finding
from avionics.schema.validators import is_valid
from avionics.source.document import Document


def findings(document: Document) -> list[Finding]:
    """Every way in which a document breaks the schema of its kind, in words."""
    if is_valid(document.kind, document.data):
        return []
    from avionics.schema.explained import explained  # noqa: PLC0415  for mistakes only

    return explained(document)

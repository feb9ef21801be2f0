"""What the objects of OpenSLO have in all versions: metadata, and what is said of a service."""

from __future__ import annotations

from avionics.importers import kubernetes, names
from avionics.importers.fields import Fields, Told
from avionics.importers.values import Service

_NOWHERE = "our specs have no free metadata; owners, tier and links stand in services/<service>.yaml"


def name(holder: Fields) -> str:
    """The name in the metadata, whose other fields are accounted for."""
    return named(holder)[0]


def named(holder: Fields) -> tuple[str, str]:
    """The name and the display name."""
    metadata = holder.child("metadata")
    if metadata is None:
        return "", ""
    found = metadata.need("name"), metadata.text("displayName")
    metadata.lose("labels", f"the labels of {found[0]!r} were not carried", _NOWHERE)
    kubernetes.skip_metadata(metadata, labels=False)
    return found


def service(document: Fields, told: Told) -> Service:
    """A Service object."""
    theirs, display = named(document)
    called = names.service(theirs, document.where, told)
    spec = document.child("spec")
    return Service(called, names.title(display), names.paragraph(spec.text("description")) if spec else "")

"""OpenSLO: v1 (also as custom resources, `openslo.com/v1`) and v1alpha."""

from __future__ import annotations

from collections.abc import Iterable

from avionics.importers.fields import INVALID, Fields, Told
from avionics.importers.openslo import alpha, v1
from avionics.importers.values import Choices, Imported

TITLE = "OpenSLO"
_VERSIONS = {"openslo/v1": v1.read, "openslo.com/v1": v1.read, "openslo/v1alpha": alpha.read}
BEGINS = tuple(f"apiVersion: {version}" for version in _VERSIONS)


def claims(document: Fields) -> bool:
    """Whether a document is one of OpenSLO's, of whatever version."""
    return document.peek("apiVersion").partition("/")[0] in ("openslo", "openslo.com")


def read(documents: Iterable[Fields], told: Told, choices: Choices) -> Imported:
    """The objectives in the documents, which `claims` took for OpenSLO's. All files are read as one set of objects."""
    sets: dict[str, list[Fields]] = {}
    for document in documents:
        version = document.text("apiVersion")
        if version in _VERSIONS:
            sets.setdefault(version, []).append(document)
        else:
            document.settle()
            message, help_ = f"{version!r} is no version read here", f"expected one of: {', '.join(_VERSIONS)}"
            told.say(INVALID, "error", document.at("apiVersion"), message, help_)
    found = [_VERSIONS[version](objects, told, choices) for version, objects in sets.items()]
    return Imported(
        tuple(one for part in found for one in part.objectives),
        tuple(one for part in found for one in part.services),
    )

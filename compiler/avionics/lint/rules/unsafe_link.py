"""Addresses in a user's own JSON are ones that a click may open."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Written, keyed, panels, patched
from avionics.model.service import Service

_SAFE = ("http://", "https://", "/")


@rule("error", "addresses in raw panels and patches begin with https://, http:// or /")
def check(service: Service) -> Iterator[Problem]:
    """Looks at every `url`, however deep; all other addresses are held to their schemas."""
    for written in (*_raw(service), *patched(service, "url")):
        if written.text and not written.text.lower().startswith(_SAFE):
            message = f"{written.text[:40]!r} is no address that a click may open"
            yield Problem(written.where, message, "write one that begins with https://, http:// or /")


def _raw(service: Service) -> Iterator[Written]:
    for panel in panels(service):
        if panel.kind == "raw":
            yield from keyed(panel.fields["json"], "url", panel.where.at("json"))

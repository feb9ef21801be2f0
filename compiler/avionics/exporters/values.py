"""What exporters make."""

from __future__ import annotations

from msgspec import Struct

from avionics.finding import Finding


class Exported(Struct, frozen=True):
    """The YAML documents of one service, and what could not be said in them."""

    documents: tuple[str, ...]
    findings: tuple[Finding, ...]

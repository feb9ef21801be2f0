"""What exporters make."""

from __future__ import annotations

from msgspec import Struct

from avionics.finding import Finding


class Exported(Struct, frozen=True):
    """The documents of one service as text, and what could not be said in them."""

    text: str
    findings: tuple[Finding, ...]

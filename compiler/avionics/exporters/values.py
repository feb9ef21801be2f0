"""What exporters make."""

from __future__ import annotations

from dataclasses import dataclass

from avionics.finding import Finding


@dataclass(frozen=True, slots=True)
class Exported:
    """The documents of one service as text, and what could not be said in them."""

    text: str
    findings: tuple[Finding, ...]

"""Text that Prometheus will read as a Go template."""

from __future__ import annotations

import re

ACTION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
"""What is in braces, and so for Prometheus to fill in."""


def literal(text: str) -> str:
    """`text` so that a template prints it as it is: nothing in it is executed."""
    return text.replace("{{", '{{ "{{" }}') if "{{" in text else text


def label(name: str) -> str:
    """The value of an alert's label."""
    return "{{ $labels." + name + " }}"


def where(by: tuple[str, ...]) -> str:
    """` (region eu-1)`: which of the series kept apart; empty when none are."""
    return f" ({', '.join(f'{name} {label(name)}' for name in by)})" if by else ""

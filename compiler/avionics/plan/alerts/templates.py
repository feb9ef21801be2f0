"""Text that Prometheus will read as a Go template."""

from __future__ import annotations

import re

ACTION = re.compile(r"\{\{.*?(?:\}\}|\Z)", re.DOTALL)
"""What is in braces, and so for Prometheus to fill in; or never closed."""
_PRINTF = r'printf "[^"%\\\n]*%(?:\d?\.)?\d{0,2}[fge](?:%%|[^"%\\\n])*"'
FUNCTION = rf"(?:humanize(?:1024|Duration|Percentage|Timestamp)?|{_PRINTF})"
"""A pattern for what may be done to a value."""
_OPENS, _CLOSES = r"\{\{(?:-\s)?\s*", r"\s*(?:\s-)?\}\}\Z"
_VALUE = re.compile(rf"{_OPENS}\$value\s*(?:\|\s*{FUNCTION})?{_CLOSES}")
_LABEL = re.compile(rf"{_OPENS}\$labels\.([A-Za-z_]\w*){_CLOSES}")


def is_value(action: str) -> bool:
    """Whether an action prints the value of an alert, as it is or humanized, and does nothing else."""
    return _VALUE.match(action) is not None


def label_in(action: str) -> str:
    """The label that an action prints; "" where it does anything else."""
    found = _LABEL.match(action)
    return found[1] if found else ""


def literal(text: str) -> str:
    """`text` so that a template prints it as it is: nothing in it is executed."""
    return text.replace("{{", '{{ "{{" }}') if "{{" in text else text


def label(name: str) -> str:
    """The value of an alert's label."""
    return "{{ $labels." + name + " }}"


def where(by: tuple[str, ...]) -> str:
    """` (region eu-1)`: which of the series kept apart, `none` where one lacks the label; empty when none are."""
    return f" ({', '.join(f'{name} {{{{ or $labels.{name} `none` }}}}' for name in by)})" if by else ""

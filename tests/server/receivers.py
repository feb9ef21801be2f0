"""The compiled alertmanager.yml with the addresses of its receivers replaced, and nothing else."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import yaml

BLOCK = re.compile(r"^receivers:\n(?:[ \-#].*\n|\n)*", re.MULTILINE)
"""The key `receivers` with all that belongs to it: up to the next line that begins with another key."""


def at_webhook(compiled: str, url: str) -> str:
    """`compiled`, byte for byte, but for the block of receivers.

    Each receiver keeps its name, and is told at `url`/<name> by one webhook in place of what it has
    (pagerduty, slack, webhook, email). One that has nothing, and so wakes nobody, still has nothing.
    """
    (found,) = BLOCK.finditer(compiled)
    local = block(yaml.safe_load(found[0])["receivers"], url)
    return compiled[: found.start()] + local + compiled[found.end() :]


def block(receivers: list[dict[str, object]], url: str) -> str:
    """The block of receivers, at `url`."""
    lines = ["receivers:"]
    for receiver in receivers:
        name = str(receiver["name"])
        lines.append(f"- name: {json.dumps(name)}")
        if len(receiver) > 1:
            lines.append(f"  webhook_configs: [{{url: {json.dumps(f'{url}/{quote(name)}')}}}]")
    return "\n".join(lines) + "\n"


def rest(text: str) -> str:
    """An alertmanager.yml without its receivers."""
    return BLOCK.sub("", text)

"""Playbooks and runbooks."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from avionics.place import Where


class Page(Struct, frozen=True):
    """A Markdown page. `path` is below playbooks/; `anchors` are its headings as links know them.

    `expires`, `exit_type` and `exit_ref` are empty for a playbook.
    """

    where: Where
    path: str
    kind: Literal["Playbook", "Runbook"]
    title: str
    service: str
    reviewed: str
    expires: str
    exit_type: str
    exit_ref: str
    headings: tuple[tuple[int, str, int], ...]
    anchors: tuple[str, ...]
    body: str

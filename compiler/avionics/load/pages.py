"""Playbooks and runbooks to values."""

from __future__ import annotations

from avionics.model.playbook import Page
from avionics.source.document import Document
from avionics.source.markdown import anchors


def page(document: Document) -> Page:
    """The page in a valid document of kind Playbook or Runbook."""
    data = document.data
    exit_ = data.get("exit", {})
    return Page(
        where=document.where,
        path=document.path.removeprefix("playbooks/"),
        kind="Playbook" if document.kind == "Playbook" else "Runbook",
        title=data["title"],
        service=data.get("service", ""),
        reviewed=data.get("reviewed", ""),
        expires=data.get("expires", ""),
        exit_type=exit_.get("type", ""),
        exit_ref=exit_.get("ref", ""),
        headings=document.headings,
        anchors=anchors(document.headings),
        body=document.body,
    )

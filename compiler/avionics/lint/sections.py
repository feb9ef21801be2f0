"""The five sections of a playbook, and headings that were meant to be one of them."""

from __future__ import annotations

import re

from avionics.finding import nearest
from avionics.model.playbook import Page
from avionics.source.pages.markdown import slug, unclosed

SECTIONS = ("What users feel", "Confirm", "Stop the bleeding", "Find the cause", "Whom to call")
ANCHORS = {slug(section): section for section in SECTIONS}

_ELSEWHERE = {
    **dict.fromkeys(("impact", "symptoms", "meaning", "user-impact"), "what-users-feel"),
    **dict.fromkeys(("verify", "verification", "validate", "check", "triage"), "confirm"),
    **dict.fromkeys(("mitigate", "mitigation", "first-aid", "stabilise", "stabilize"), "stop-the-bleeding"),
    **dict.fromkeys(("investigate", "investigation", "diagnose", "diagnosis", "root-cause"), "find-the-cause"),
    **dict.fromkeys(("escalate", "escalation", "contacts", "contact"), "whom-to-call"),
}
"""What the sections are called in other playbooks, by anchor."""
_ENOUGH = 3
_LIKE = 0.75
_GLUED = re.compile(r"(#{1,6})([^#\s].*)")


def misspelt(anchors: tuple[str, ...]) -> dict[str, str]:
    """Headings of a page that are almost, or in other words, sections it lacks: anchor to section.

    Most others must be there already.
    """
    missing = [anchor for anchor in ANCHORS if anchor not in anchors]
    if not missing or len(ANCHORS) - len(missing) < _ENOUGH:
        return {}
    others = [anchor for anchor in anchors if anchor not in ANCHORS]
    near = ((anchor, _renamed(anchor, anchors) or nearest(anchor, missing, _LIKE)) for anchor in others)
    return {anchor: ANCHORS[meant] for anchor, meant in near if meant}


def foreign(anchors: tuple[str, ...]) -> dict[str, str]:
    """Headings that other playbooks have for sections which this one lacks: anchor to section, one for each."""
    missing = {anchor: section for anchor, section in ANCHORS.items() if anchor not in anchors}
    found = (
        (next((one for one in anchors if _ELSEWHERE.get(one) == anchor), ""), missing[anchor]) for anchor in missing
    )
    return {theirs: section for theirs, section in found if theirs}


def _renamed(anchor: str, anchors: tuple[str, ...]) -> str:
    """The section that `anchor` names in other words, if it is missing and would stand in its place; else ""."""
    meant = _ELSEWHERE.get(anchor, "")
    found = [meant if one == anchor else one for one in anchors if one in ANCHORS or one == anchor]
    return meant if meant and found == [section for section in ANCHORS if section in found] else ""


def glued(page: Page) -> dict[str, tuple[int, str]]:
    """Sections that a page lacks as no blank stands behind the `#` of their headings: line of the file, as written."""
    missing = {anchor: section for anchor, section in ANCHORS.items() if anchor not in page.anchors}
    found = {}
    for line, text in enumerate(page.body.split("\n") if missing else (), page.first):
        written = _GLUED.match(text)
        anchor = slug(unclosed(written[2])) if written else ""
        if written and anchor in missing:
            found[missing[anchor]] = (line, written[0])
    return found

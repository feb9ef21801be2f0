"""The five sections of a playbook, and headings that were meant to be one of them."""

from __future__ import annotations

from avionics.finding import nearest
from avionics.source.markdown import slug

SECTIONS = ("What users feel", "Confirm", "Stop the bleeding", "Find the cause", "Whom to call")
ANCHORS = {slug(section): section for section in SECTIONS}

_ENOUGH = 3
_LIKE = 0.75


def misspelt(anchors: tuple[str, ...]) -> dict[str, str]:
    """Headings of a page that are almost sections it lacks: anchor to section. Most others must be there already."""
    missing = [anchor for anchor in ANCHORS if anchor not in anchors]
    if not missing or len(ANCHORS) - len(missing) < _ENOUGH:
        return {}
    near = ((anchor, nearest(anchor, missing, _LIKE)) for anchor in anchors if anchor not in ANCHORS)
    return {anchor: ANCHORS[meant] for anchor, meant in near if meant}

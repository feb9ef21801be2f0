"""Headings that mean one of the five sections in other words, and those that only look like it."""

from __future__ import annotations

import pytest

from avionics.lint.sections import misspelt

MEANT = {
    "verify": ("what-users-feel", "verify", "stop-the-bleeding", "find-the-cause", "whom-to-call"),
    "impact": ("impact", "confirm", "stop-the-bleeding", "find-the-cause", "whom-to-call"),
    "diagnosis": ("title", "what-users-feel", "confirm", "stop-the-bleeding", "by-hand", "diagnosis", "whom-to-call"),
    "escalation": ("what-users-feel", "confirm", "stop-the-bleeding", "escalation"),
}
SECTIONS = {
    "verify": "Confirm",
    "impact": "What users feel",
    "diagnosis": "Find the cause",
    "escalation": "Whom to call",
}
OTHERWISE = [
    ("what-users-feel", "stop-the-bleeding", "verify", "find-the-cause", "whom-to-call"),
    ("what-users-feel", "confirm", "verify", "stop-the-bleeding", "find-the-cause", "whom-to-call"),
    ("what-users-feel", "confirm", "escalation"),
]


@pytest.mark.parametrize(("anchor", "anchors"), MEANT.items())
def test_in_its_place(anchor, anchors):
    assert misspelt(anchors) == {anchor: SECTIONS[anchor]}


@pytest.mark.parametrize("anchors", OTHERWISE)
def test_a_heading_of_its_own(anchors):
    assert misspelt(anchors) == {}, "out of place, beside the section, or where few sections are there at all"

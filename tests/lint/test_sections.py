"""Headings that mean one of the five sections in other words, and those that only look like it."""

from __future__ import annotations

import pytest

from avionics.lint.rules import section_misspelt
from avionics.lint.sections import misspelt
from avionics.model.playbook import Page
from avionics.place import Where
from avionics.source.pages.markdown import anchors, headings

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


BODY = """
## What users feel
An error page.
##Confirm
Look: #confirm is a tag, and
#### confirming
##whom to call ##
"""


def page(body: str) -> Page:
    """A playbook whose body begins on line 8."""
    found = headings(body, 8)
    return Page(
        Where("playbooks/a/b.md"), "a/b.md", "Playbook", "A", "a", "", "", "", "", found, anchors(found), (), body, 8
    )


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (BODY, [(11, "'##Confirm'", "## Confirm"), (14, "'##whom to call ##'", "## Whom to call")]),
        (f"{BODY}## Confirm\n", [(14, "'##whom to call ##'", "## Whom to call")]),  # it is there beside it
        ("##Confirm\n", [(8, "'##Confirm'", "## Confirm")]),  # there is no heading at all to count lines from
    ],
)
def test_without_a_blank_it_is_no_heading(body, told):
    found = [one for one in section_misspelt.check.check(page(body)) if "no heading" in one.message]
    assert [(one.where.line, one.message, one.help) for one in found] == [
        (line, f"{text} is no heading", f"a blank is missing: write '{section}'") for line, text, section in told
    ]

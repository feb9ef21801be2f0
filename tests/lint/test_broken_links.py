"""Which links between pages lead nowhere, beside the example on the rule's page."""

from __future__ import annotations

import pytest
from rule_pages import checked

PAGE = """\
---
apiVersion: avionics/v1
kind: Playbook
title: Checkout fails or is slow
service: checkout
---

## What users feel

Orders are not taken.

## Confirm

See [it]({target}).

## Stop the bleeding

Roll back.

## Find the cause

Look at the logs.

## Whom to call

#payments
"""


def found(target: str, folder) -> list[tuple[str, str]]:
    findings, _ = checked({"playbooks/checkout/availability.md": PAGE.format(target=target)}, folder / "project")
    return [(one.message, one.help) for one in findings if one.rule == "broken-link"]


@pytest.mark.parametrize(
    "target",
    [
        "CheckoutQueueStuck.md",
        "CheckoutQueueStuck.md#confirm",
        "../checkout/CheckoutQueueStuck.md",
        "%43heckoutQueueStuck.md",
        "#find-the-cause",
        "../checkout/",
        "../diagrams/",
        "../diagrams",
        "scripts/drain",
        "#top",
        "CheckoutQueueStuck.md#top",
        "plan.png",
        "../README.md",
        "../../services/checkout.yaml",
        "../../../elsewhere.md",
    ],
)
def test_what_leads_somewhere_or_where_nobody_looks(target, tmp_path):
    assert found(target, tmp_path) == []


@pytest.mark.parametrize(
    ("target", "message", "help_"),
    [
        ("../nope/foo.md", "playbooks/nope/foo.md does not exist", "write the page"),
        ("../chekout/availability.md", "playbooks/chekout/availability.md does not exist", "'availability.md'"),
        ("operate.md", "playbooks/checkout/operate.md does not exist", "write the page, or take the link out"),
        ("../checkout/availabilty.md", "availabilty.md does not exist", "did you mean 'availability.md'?"),
        ("CheckoutQueueStuck.md#confrm", "CheckoutQueueStuck.md has no heading 'confrm'", "did you mean 'confirm'?"),
        ("#Confirm", "availability.md has no heading 'Confirm'", "did you mean 'confirm'?"),
    ],
)
def test_what_leads_nowhere(target, message, help_, tmp_path):
    ((said, help_said),) = found(target, tmp_path)
    assert message in said
    assert help_ in help_said


def with_id(path: str, folder) -> list[str]:
    """What is said of a link to `path` and of one to its #drain, where only checkout/drained.md has such an id."""
    drained = PAGE.format(target="#drain").replace("Roll back.", '<a id="drain"></a>Drain the queue.')
    pages = {"playbooks/checkout/drained.md": drained, "playbooks/checkout/availability.md": PAGE.format(target=path)}
    findings, _ = checked(pages, folder / "project")
    return [one.message for one in findings if one.rule == "broken-link"]


def test_an_id_in_html_is_led_to_from_its_page_and_others(tmp_path):
    assert with_id("drained.md#drain", tmp_path) == []


def test_an_id_of_another_page_is_none_here(tmp_path):
    assert with_id("#drain", tmp_path) == ["playbooks/checkout/availability.md has no heading 'drain'"]


def test_an_id_is_no_section_of_a_playbook(tmp_path):
    page = PAGE.format(target="#confirm").replace("## Confirm", '<a id="confirm"></a>')
    findings, _ = checked({"playbooks/checkout/availability.md": page}, tmp_path / "project")
    assert [one.rule for one in findings if one.rule in ("broken-link", "playbook-sections")] == ["playbook-sections"]


@pytest.mark.parametrize(
    "heading", ["Drain the queue\n---------------", "## [Drain](CheckoutQueueStuck.md) the `queue`"]
)
def test_headings_that_are_underlined_or_hold_a_link_are_led_to(heading, tmp_path):
    page = PAGE.format(target="#drain-the-queue") + f"\n{heading}\n\nWith care.\n"
    findings, _ = checked({"playbooks/checkout/availability.md": page}, tmp_path / "project")
    assert [one.message for one in findings if one.rule == "broken-link"] == []


NESTED = "> ## Drain the queue\n\n10. First\n\n    Confirm\n    -------\n"


@pytest.mark.parametrize("target", ["#drain-the-queue", "#confirm", "#confirm-1"])
def test_headings_in_lists_and_quotations_are_led_to(target, tmp_path):
    """They are numbered with all others: where two are called alike there are both anchors."""
    page = PAGE.format(target=target) + f"\n{NESTED}"
    findings, _ = checked({"playbooks/checkout/availability.md": page}, tmp_path / "project")
    assert [one.message for one in findings if "playbooks" in one.where.path] == []


def test_headings_in_quotations_are_no_sections_of_a_playbook(tmp_path):
    page = PAGE.format(target="#confirm").replace("## Confirm", "> ## Confirm")
    findings, _ = checked({"playbooks/checkout/availability.md": page}, tmp_path / "project")
    assert [one.rule for one in findings if one.rule in ("broken-link", "playbook-sections")] == ["playbook-sections"]


def test_a_page_from_a_wiki_is_told_what_its_headings_are_called_here(tmp_path):
    """Those of the runbooks of kube-prometheus: a newcomer was told to add five sections to a page that had four."""
    before = PAGE.partition("## What users feel")[0]
    page = before + "".join(f"## {name}\n\nWords.\n\n" for name in ("Meaning", "Impact", "Diagnosis", "Mitigation"))
    findings, _ = checked({"playbooks/checkout/availability.md": page}, tmp_path / "project")
    (found,) = [one for one in findings if one.rule == "playbook-sections"]
    assert found.help == (
        "rename what is there: here 'meaning' is 'What users feel', 'mitigation' is 'Stop the bleeding', "
        "'diagnosis' is 'Find the cause'"
    )


def test_sections_may_be_underlined_and_are_looked_at_all_the_same(tmp_path):
    page = PAGE.format(target="#find-the-cause").replace("## Find the cause", "Find the cause\n--------------")
    findings, _ = checked({"playbooks/checkout/availability.md": page}, tmp_path / "project")
    assert [one.message for one in findings if "playbooks" in one.where.path] == []
    empty = page.replace("Look at the logs.", "TODO")
    findings, _ = checked({"playbooks/checkout/availability.md": empty}, tmp_path / "other")
    assert [(one.rule, one.message, one.where.line) for one in findings if "playbooks" in one.where.path] == [
        ("section-empty", "the section 'Find the cause' says nothing yet", 20)
    ]


def test_the_first_heading_may_be_underlined(tmp_path):
    """It tells where the page begins in its file."""
    page = PAGE.format(target="#find-the-cause").replace("## What users feel", "What users feel\n---")
    findings, _ = checked({"playbooks/checkout/availability.md": page.replace("Roll back.", "TBD")}, tmp_path / "root")
    assert [(one.rule, one.where.line) for one in findings if "playbooks" in one.where.path] == [("section-empty", 17)]


@pytest.mark.parametrize(
    "end", ["[dash]: https://dash.example\n---", "<!--\nNot yet:\n\nDrain the queue\n---\n\n# Nor this\n-->"]
)
def test_what_only_looks_like_a_heading_is_no_empty_section(end, tmp_path):
    page = PAGE.format(target="#find-the-cause") + f"\n{end}\n"
    findings, _ = checked({"playbooks/checkout/availability.md": page}, tmp_path / "project")
    assert [one.message for one in findings if "playbooks" in one.where.path] == []


def test_a_link_in_code_below_an_underlined_heading_leads_nowhere_and_need_not(tmp_path):
    page = PAGE.format(target="#drain") + "\nDrain\n=====\n    [x](gone.md)\n\nWith care.\n"
    findings, _ = checked({"playbooks/checkout/availability.md": page}, tmp_path / "project")
    assert [one.message for one in findings if one.rule == "broken-link"] == []


def test_a_heading_of_letters_for_private_use_is_led_to(tmp_path):
    page = PAGE.format(target="#a-7") + "\n## `a` \ue0007\ue001\n\nWith care.\n"
    findings, _ = checked({"playbooks/checkout/availability.md": page}, tmp_path / "project")
    assert [one.message for one in findings if one.rule == "broken-link"] == []

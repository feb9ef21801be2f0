"""Who renames an alert is told of the page it had: written anew, the old one would stay and nobody would open it."""

from __future__ import annotations

import pytest
from rule_pages import BASE, checked

ALERT = """apiVersion: avionics/v1
kind: Alerts
service: checkout
alerts:
- {name: CheckoutOrdersWaiting, expr: max(waiting), above: 5, severity: ticket, type: cause, impact: Orders are late}
"""
PAGE = (BASE / "playbooks" / "checkout" / "availability.md").read_text("utf-8")
RUNBOOK = PAGE.replace("kind: Playbook", "kind: Runbook\nexpires: 2027-01-01\nexit: {type: bug, ref: DYN-1}")
WRITE = "write it: avionics new playbook checkout/CheckoutOrdersWaiting.md"
OTHER = "checkout/CheckoutQueueStuck.md"
HERE = f"move it there, or write 'playbook: {OTHER}'"
MOVE = f"{WRITE}; or it is playbooks/{OTHER}, which nothing of its service names: {HERE}"
"""The base project has that page, and no alert of that name."""


def said(root, alerts=ALERT, **pages):
    """What to do about the alert's missing playbook, beside more pages of the service."""
    files = {f"playbooks/checkout/{name}.md": text for name, text in pages.items()}
    findings, _ = checked({"alerts/checkout.yaml": alerts, **files}, root / "project")
    (found,) = [one.help for one in findings if one.rule == "playbook-missing"]
    return found


def test_the_page_that_nothing_names_any_more_is_told(tmp_path):
    assert said(tmp_path) == MOVE


def test_a_list_of_manual_steps_is_not_it(tmp_path):
    assert said(tmp_path, resend=RUNBOOK) == MOVE, "a runbook is no alert's playbook, and hides none"


def test_where_it_may_be_several_nothing_is_guessed(tmp_path):
    assert said(tmp_path, CheckoutPoolEmpty=PAGE) == WRITE


def test_the_page_of_another_alert_is_not_it(tmp_path):
    assert said(tmp_path, ALERT + ALERT.splitlines(True)[-1].replace("OrdersWaiting", "QueueStuck")) == WRITE


@pytest.mark.parametrize(
    ("folders", "told"),
    [
        (("cart", "payments"), f"{WRITE}; or move playbooks/cart/CheckoutOrdersWaiting.md there"),
        (("cart", "till"), MOVE),
    ],
)
def test_a_page_of_that_name_is_it_in_the_one_folder_that_has_no_service(folders, told, tmp_path):
    pages = {f"playbooks/{name}/CheckoutOrdersWaiting.md": PAGE.replace("checkout", name) for name in folders}
    findings, _ = checked({"alerts/checkout.yaml": ALERT, **pages}, tmp_path / "project")
    assert [one.help for one in findings if one.rule == "playbook-missing"] == [told]


def test_a_page_of_nearly_that_name_is_it_in_the_same_folder_alone(tmp_path):
    page = {"playbooks/cart/CheckoutOrdersWaited.md": PAGE.replace("checkout", "cart")}
    findings, _ = checked({"alerts/checkout.yaml": ALERT, **page}, tmp_path / "project")
    assert [one.help for one in findings if one.rule == "playbook-missing"] == [MOVE]


def test_of_two_alerts_without_a_page_it_is_not_known_whose_it_was(tmp_path):
    both = ALERT + ALERT.splitlines(True)[-1].replace("OrdersWaiting", "PoolEmpty")
    findings, _ = checked({"alerts/checkout.yaml": both}, tmp_path / "project")
    told = [one.help for one in findings if one.rule == "playbook-missing"]
    assert told == ["write it and the others: avionics new playbook --missing"] * 2

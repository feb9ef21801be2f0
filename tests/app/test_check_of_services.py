"""`check SERVICE` shows what is about it: found in its files, in files of nobody, or explained by one of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from avionics.app.check import check
from avionics.failure import Failure
from edits import swap

BASE = Path(__file__).parents[1] / "lint" / "base_project"
TODAY = "2026-11-23"
ALERT = """\
apiVersion: avionics/v1
kind: Alerts
service: {service}
alerts:
- name: CheckoutQueueStuck
  expr: max(queue_age_seconds) > 600
  severity: ticket
  type: cause
  impact: Orders wait
  playbook: checkout/CheckoutQueueStuck.md
"""


@pytest.fixture
def project(tmp_path):
    """Its services checkout and payments have an alert of one name, and payments another slip."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    for service in ("checkout", "payments"):
        (tmp_path / "alerts" / f"{service}.yaml").write_text(ALERT.format(service=service), "utf-8")
    return tmp_path


def found(project, *services):
    return sorted({(one.rule, one.where.path) for one in check(str(project), services, today=TODAY).findings})


def test_of_all_services_everything_is_shown(project):
    assert found(project) == [
        ("alert-name", "alerts/payments.yaml"),
        ("alert-untested", "alerts/checkout.yaml"),
        ("alert-untested", "alerts/payments.yaml"),
        ("duplicate-alert", "alerts/payments.yaml"),
    ], "that alerts are untested waits for no other error to go"


def test_of_one_what_is_in_its_files_or_explained_by_them(project):
    assert found(project, "checkout") == [
        ("alert-untested", "alerts/checkout.yaml"),
        ("duplicate-alert", "alerts/payments.yaml"),
    ], "the first of the two alerts stands in its file"
    assert found(project, "payments") == [one for one in found(project) if one[1] != "alerts/checkout.yaml"]
    assert found(project) == found(project, "checkout", "payments")


def test_what_is_in_files_of_nobody_is_shown_always(project):
    swap(project / "avionics.yaml", "missionControl:", "missionContrl:")
    assert ("schema", "avionics.yaml") in found(project, "checkout")


@pytest.mark.parametrize("path", ["slos/checkout.yaml", "playbooks/checkout/availability.md"])
def test_a_file_is_no_service_and_tells_whose_it_is(path, project):
    """Whoever changed a file completes its path in the shell."""
    with pytest.raises(Failure, match=f"there is no service '{path}'; did you mean 'checkout'"):
        found(project, path)


def test_a_service_without_a_file_is_no_service(project):
    with pytest.raises(Failure, match="there is no service 'paymnts'; did you mean 'payments'"):
        found(project, "paymnts")

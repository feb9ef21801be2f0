"""A label of its own is not taken for a slip of another."""

from __future__ import annotations

import pytest
from rule_pages import checked

ALERT = """apiVersion: avionics/v1
kind: Alerts
service: checkout
alerts:
- name: CheckoutClockWrong
  expr: clock_wrong{{job="checkout",topics="all"}} > 0
  by: [{by}]
  description: It is {{{{ $labels.{printed} }}}}
  severity: ticket
  type: cause
  impact: Orders are stored out of order
  playbook: checkout/availability.md
"""


@pytest.mark.parametrize(
    ("by", "printed", "told"),
    [
        ("instance", "instnace", True),
        ("namespace", "namspace", True),
        ("instance", "instannce", True),
        ("destination_service", "destination_serivce", True),
        ("src_host", "dst_host", False),
        ("instance", "instancee", True),
        ("instance", "instence", True),
        ("reader", "header", False),
        ("client_id", "client_ip", False),
        ("interface", "interfaces", False),
        ("kubernetes_node_name", "kubernetes_pod_name", False),
        ("destination_service", "destination_service_name", False),
        ("nodename", "node_name", False),
        ("ipv4addr", "ipv6addr", False),
        ("zone_a", "zone_b", False),
        ("namespace", "exported_namespace", False),
        ("instance", "instance_id", False),
        ("pod", "pod_ip", False),
        ("topic", "topics", False),  # the expression names it
    ],
)
def test_a_label_of_its_own_is_no_slip(tmp_path, by, printed, told):
    findings, _ = checked({"alerts/checkout.yaml": ALERT.format(by=by, printed=printed)}, tmp_path / "project")
    assert [one.rule for one in findings] == ["label-misspelt"] * told

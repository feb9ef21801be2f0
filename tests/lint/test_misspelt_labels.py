"""A label of its own is not taken for a slip of another."""

from __future__ import annotations

import pytest
from rule_pages import BASE, checked

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


SLOS = """apiVersion: avionics/v1
kind: ServiceLevelObjectives
service: checkout
slos:
"""
SLO = """- name: {name}
  objective: 99
  by: [{by}]
  stage: ticket
  impact: Customers wait
  playbook: checkout/availability.md
  sli: {{ratio: {{total: 'total_{number}{{job="checkout"}}', errors: 'errors_{number}{{job="checkout"}}'}}}}
"""


@pytest.mark.parametrize(
    ("apart", "told"),
    [
        (("regoin", "region", "region"), ["regoin"]),
        (("cluster", "clutser", "cluster"), ["clutser"]),
        (("regoin", "region"), []),  # which of the two it is, nobody can say
        (("region", "region, regoin"), []),  # not one for the other
        (("phase", "phrase", "phrase"), ["phase"]),
        (("scope", "slope", "slope"), []),
        (("container", "containers", "containers"), []),
        (("route_1", "route_2", "route_2"), []),
        (("pod", "pods", "pods"), []),
        (("client_id", "client_ip", "client_ip"), []),
    ],
)
def test_a_label_of_an_objective_that_is_nearly_that_of_others(tmp_path, apart, told):
    objectives = (SLO.format(name=f"objective-{at}", by=by, number=at) for at, by in enumerate(apart))
    findings, _ = checked({"slos/checkout.yaml": SLOS + "".join(objectives)}, tmp_path / "project")
    assert [one.message.split("'")[1] for one in findings if one.rule == "label-misspelt"] == told


def test_a_label_of_the_logs_is_that_of_an_objective(tmp_path):
    """One objective alone is held to the labels that the service says its logs have."""
    service = (BASE / "services" / "checkout.yaml").read_text("utf-8")
    logs = service.replace("{dataView: app-logs}", "{dataView: app-logs, labels: {region: cloud.region}}")
    assert logs != service
    others = SLO.format(name="slow", by="region", number=1) + SLO.format(name="lost", by="regoin", number=2)
    findings, _ = checked({"services/checkout.yaml": logs, "slos/checkout.yaml": SLOS + others}, tmp_path / "project")
    assert [one.rule for one in findings] == ["label-misspelt"]


def test_labels_without_end_are_not_held_to_each_other(tmp_path):
    """Fifty objectives with eight labels each have 80,000 pairs of them: a spec must not keep the compiler busy."""
    many = [", ".join(f"label_{at}_{one}" for one in "abcdefg") for at in range(8)]
    apart = ["regoin", "region", "region"]
    told = []
    for labels in (apart, [*apart, *many]):
        objectives = (SLO.format(name=f"objective-{at}", by=by, number=at) for at, by in enumerate(labels))
        findings, _ = checked({"slos/checkout.yaml": SLOS + "".join(objectives)}, tmp_path / f"project{len(labels)}")
        told.append([one.rule for one in findings if one.rule == "label-misspelt"])
    assert told == [["label-misspelt"], []], "three are compared, nearly sixty are not"

"""Alerts as teams bring them along, under the names that the field knows them by: nothing false is said of them."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from rule_pages import BASE, checked

ALERT = """apiVersion: avionics/v1
kind: Alerts
service: {service}
alerts:
- name: {name}
  expr: {expr}
  severity: ticket
  type: cause
  impact: Nobody notices when the next one fails
  playbook: checkout/availability.md
"""


def told(
    rule: str, tmp_path, beside=MappingProxyType({}), *, service="checkout", name="CheckoutAlert", expr="max(up) < 1"
) -> bool:
    """Whether the alert is told of by that rule, in a project that has `beside` it these files."""
    files = {**beside, f"alerts/{service}.yaml": ALERT.format(service=service, name=name, expr=expr)}
    if service != "checkout":
        payments = (BASE / "services" / "payments.yaml").read_text("utf-8")
        files[f"services/{service}.yaml"] = payments.replace("name: payments", f"name: {service}")
    findings, _ = checked(files, tmp_path / "project")
    return any(one.rule == rule for one in findings)


@pytest.mark.parametrize(
    ("service", "name", "wrong"),
    [
        ("coredns", "CoreDNSDown", False),
        ("kubernetes-apps", "KubePodNotReady", False),
        ("kube-state-metrics", "KubernetesPodNotReady", False),
        ("node-exporter", "NodeClockNotSynchronising", False),
        ("postgres", "PostgresqlTooManyConnections", False),
        ("kube-apiserver", "KubeAPIErrorBudgetBurn", False),
        ("web-shop", "WebShopDown", False),
        ("webshop", "WebShopDown", False),  # all letters of the service, in more words
        ("kubernetes-apps", "CPUThrottlingHigh", True),
        ("payments", "PayDown", True),
        ("web-shop", "WebDown", True),
        ("shop", "CheckoutDown", True),
        ("web-shop", "ShopDown", False),
        ("oliver006-redis-exporter", "RedisDown", False),
        ("web-shop", "ChopDown", True),
    ],
)
def test_a_name_that_says_which_service_it_is(service, name, wrong, tmp_path):
    assert told("alert-name", tmp_path, service=service, name=name) == wrong, "four letters of a word tell it"


@pytest.mark.parametrize(
    ("expr", "wrong"),
    [
        ("members < on (service) group_left () count by (service) (members)", False),
        ("count by (service) (members) > on (service) group_right () members", False),
        ("members < on (service) group_left (type) count by (service, type) (members)", True),
        ("members and on (pod) count by (pod, service) (members) > 1", False),
        ("members unless on (pod) ready{type!='spare'} > 0", False),
        ("count by (service) (members) > 2 and on () up", True),
        ("count by (service) (members) > on (service) count by (service) (ready)", True),
    ],
)
def test_a_label_that_decides_only_which_series_stay(expr, wrong, tmp_path):
    assert told("label-overwritten", tmp_path, expr=f'"{expr}"') == wrong, (
        "what matching gives away is not in the result"
    )


@pytest.mark.parametrize(
    ("expr", "wrong"),
    [
        ("max by (pod, environment) (members)", True),
        ("max by (pod, cluster) (members)", False),  # a matcher: one value in each environment
        ("max by (environment) (slo:current_burn_rate:ratio)", False),  # of recorded series so is the label
    ],
)
def test_an_environment_whose_label_is_no_matcher(expr, wrong, tmp_path):
    project = (BASE / "avionics.yaml").read_text("utf-8")
    for name in ("P", "staging"):
        own = f"matchers: {{cluster: {name}-1}}\n  labels: {{environment: {name}}}"
        project = project.replace(f"matchers: {{environment: {name}}}", own)
    assert told("label-overwritten", tmp_path, {"avionics.yaml": project}, expr=f'"{expr}"') == wrong, (
        "two values of 'environment' on scraped series become one, and Prometheus refuses the rule"
    )


@pytest.mark.parametrize("metric", ["minio_cluster_nodes_offline_total", "velero_backup_total"])
def test_a_gauge_that_is_called_like_a_counter(metric, tmp_path):
    assert not told("counter-compared", tmp_path, expr=f"max({metric}) > 0"), "its exporter's list says gauge"

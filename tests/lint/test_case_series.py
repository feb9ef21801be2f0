"""Which series of a case the alert cannot have seen, beside the example on the rule's page."""

from __future__ import annotations

import json

import pytest
from rule_pages import checked

RULES = [
    {"record": "checkout:open:total", "expr": "sum(checkout:paid:total) - sum(sent_total)"},
    {"record": "checkout:paid:total", "expr": "paid_total"},
]


def said(expr: str, series: str, folder) -> list[str]:
    """What is said of a case with one series, of an alert beside the two recordings."""
    alert = {
        "name": "CheckoutLate", "expr": expr, "severity": "ticket", "type": "cause", "impact": "Orders wait",
        "playbook": "checkout/availability.md",
        "tests": [{"name": "It is late", "series": {series: "9x9"}, "fires": ["5m"], "silent": ["1m"]}],
    }  # fmt: skip
    head = {"apiVersion": "avionics/v1", "kind": "Alerts", "service": "checkout"}
    findings, _ = checked(
        {"alerts/checkout.yaml": json.dumps({**head, "alerts": [alert], "rules": RULES})}, folder / "project"
    )
    return [f"{one.message}; {one.help}" for one in findings if one.rule == "case-series"]


@pytest.mark.parametrize(
    ("expr", "series"),
    [
        ("checkout:open:total > 5", "paid_total"),  # by way of two rules
        ("checkout:open:total > 5", 'checkout:paid:total{job="checkout"}'),
        ("checkout:open:total > 5", "sent_total{}"),
        ("rate(a_bucket[5m]) > 5 unless on (job) up == 0", 'up{job="checkout"}'),
        ('{job="checkout"} > 5', "anything"),
        ('slo:error_budget:ratio{slo="availability"} > 5', "http_requests_total"),
        ("ledger:open:total > 5", "orders_total"),  # of another service
        ('a_total{job="a} > 5', "b_total"),  # a finding of its own
        ("min by (in-stance) (a_total) > 5", "b_total"),  # likewise
        ("a_total > 5", "rate(a_total[5m])"),  # no series: as above
    ],
)
def test_what_may_be_read(expr, series, tmp_path):
    assert said(expr, series, tmp_path) == []


@pytest.mark.parametrize(
    ("expr", "series", "message", "help_"),
    [
        ("paid_total > 5", "payd_total", "'payd_total'", "did you mean 'paid_total'?"),
        ("checkout:open:total > 5", "snt_total", "'snt_total'", "did you mean 'sent_total'?"),
        ("paid_total > 5", 'up{job="checkout"}', "'up'", "expected one of: paid_total"),
    ],
)
def test_what_is_not_read(expr, series, message, help_, tmp_path):
    expected = f"CheckoutLate reads no {message}, so that this series proves nothing; {help_}"
    assert said(expr, series, tmp_path) == [expected]

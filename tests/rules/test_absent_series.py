"""What this repository's alerts say when a series they read is not there at all: the worst case must not be silent."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from rules.promtool import Case, run

MINUTE, HOUR, WEEK = 60, 3600, 604_800


@dataclass(frozen=True, slots=True)
class Absent:
    """Series without the one in question, and the alert that must fire at a time; what it reads besides is recorded."""

    service: str
    alert: str
    series: dict[str, str]
    at: int
    interval: int = MINUTE
    labels: dict[str, str] = field(default_factory=dict)


COLLECTOR = 'environment="P",cluster="blue",instance="a:8888"'
SHOP = 'environment="P",pod="a"'
RISING = "0+60000x120"
LAST_WEEK = 24
"""Samples of 5 min that were there a week ago, and never since."""

CASES = {
    "no log record was ever sent": Absent(
        "logging",
        "LoggingDeliveryBudgetBurn",
        {f'otelcol_exporter_send_failed_log_records_total{{job="otel-collector-logs",{COLLECTOR}}}': RISING},
        at=90 * MINUTE,
        labels={"cluster": "blue", "severity": "page"},
    ),
    "no span was ever accepted": Absent(
        "tracing",
        "TracingSpanAcceptanceBudgetBurn",
        {f'otelcol_receiver_refused_spans_total{{job="otel-collector-traces",{COLLECTOR}}}': RISING},
        at=90 * MINUTE,
        labels={"cluster": "blue"},
    ),
    "no span was ever sent": Absent(
        "tracing",
        "TracingSpanDeliveryBudgetBurn",
        {f'otelcol_exporter_send_failed_spans_total{{job="otel-collector-traces",{COLLECTOR}}}': RISING},
        at=90 * MINUTE,
        labels={"cluster": "blue"},
    ),
    "the product cache never hit": Absent(
        "catalog",
        "CatalogCacheMissesHigh",
        {f'catalog_cache_lookups_total{{job="catalog",result="miss",cache="products",{SHOP}}}': RISING},
        at=HOUR,
        labels={"cache": "products"},
    ),
    "the page cache never hit": Absent(
        "storefront",
        "StorefrontPageCacheBypassed",
        {f'storefront_page_cache_requests_total{{job="storefront",result="miss",{SHOP}}}': RISING},
        at=HOUR,
    ),
    "every pod of the storefront is gone": Absent(
        "storefront",
        "StorefrontSessionsCollapsed",
        {f'storefront_active_sessions{{job="storefront",{SHOP}}}': f"1000x{LAST_WEEK}"},
        at=WEEK + HOUR,
        interval=5 * MINUTE,
    ),
    "every pod of checkout is gone": Absent(
        "checkout",
        "CheckoutOrdersDropped",
        {f'checkout_orders_submitted_total{{job="checkout",region="eu",{SHOP}}}': f"0+300x{LAST_WEEK}"},
        at=WEEK + HOUR,
        interval=5 * MINUTE,
        labels={"region": "eu"},
    ),
}


@pytest.mark.parametrize("absent", CASES.values(), ids=CASES.keys())
def test_fires_without_the_series(absent: Absent, compiled: Path, tmp_path: Path) -> None:
    rules = (compiled / "prometheus" / "P" / f"{absent.service}.yaml").read_text("utf-8")
    case = Case("absent", absent.series, alerts=[(absent.alert, absent.at)], interval=absent.interval)
    for outcome in run(tmp_path, rules, [case], every=absent.interval):
        assert outcome.firing(absent.alert, absent.at, **absent.labels), f"{outcome}: {absent.alert} is silent"


TOTALS = {
    "tracing:offered_spans:total": (
        "tracing",
        f'{{job="otel-collector-traces",{COLLECTOR}}}',
        ("otelcol_receiver_accepted_spans_total", "otelcol_receiver_refused_spans_total"),
    ),
    "tracing:exported_spans:total": (
        "tracing",
        f'{{job="otel-collector-traces",{COLLECTOR}}}',
        ("otelcol_exporter_sent_spans_total", "otelcol_exporter_send_failed_spans_total"),
    ),
}


@pytest.mark.parametrize("record", TOTALS)
def test_a_total_is_the_sum_of_what_is_there(record: str, compiled: Path, tmp_path: Path) -> None:
    service, labels, (good, bad) = TOTALS[record]
    rules = (compiled / "prometheus" / "P" / f"{service}.yaml").read_text("utf-8")
    values = {"good": {good + labels: "30x5"}, "bad": {bad + labels: "12x5"}}
    values["both"] = {**values["good"], **values["bad"]}
    cases = [Case(name, series, queries=[(record, MINUTE)]) for name, series in values.items()]
    for outcome in run(tmp_path, rules, cases):
        assert outcome.value(record, MINUTE, cluster="blue") == {"good": 30, "bad": 12, "both": 42}[outcome.case]

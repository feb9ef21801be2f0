"""Suggestions: near names are found, and never at the price of a run."""

from __future__ import annotations

import pytest

from avionics import finding
from avionics.finding import did_you_mean, nearest


def test_the_nearest_name_is_suggested():
    assert did_you_mean("ledgr", ["checkout", "ledger"]) == "did you mean 'ledger'?"
    assert did_you_mean("zzz", (name for name in ("b", "a"))) == "expected one of: a, b"
    assert did_you_mean("zzz", {}) == "none is declared"


@pytest.mark.parametrize(
    ("written", "known", "near"),
    [
        ("team-payments", ["team-platform", "sre-core"], ""),
        ("sre-core", ["sre-edge"], ""),
        ("shop-api", ["shop-web"], ""),
        ("scrapeInterval", ["evaluationInterval"], ""),
        ("CheckoutDiskFull", ["CheckoutDown"], ""),
        ("team-paymnets", ["team-payments", "team-platform"], "team-payments"),
        ("team-pay", ["team-payments"], "team-payments"),
        ("payments", ["team-payments"], "team-payments"),
        ("http_coed", ["http_code"], "http_code"),
        ("Team-Shop", ["team-shop"], "team-shop"),
    ],
)
def test_what_two_names_share_makes_neither_a_slip_of_the_other(written, known, near):
    """Teams, alerts and keys begin or end alike; whoever takes an advice of that kind pages another team."""
    assert nearest(written, known) == near


def test_what_begins_otherwise_is_hardly_a_slip():
    """An audience 'external' that becomes 'internal' pages nobody; 'prod' is short for production, not for preprod."""
    assert nearest("external", ["customer", "internal"]) == ""
    assert did_you_mean("external", ["customer", "internal"]) == "expected one of: customer, internal"
    assert did_you_mean("prod", ["dev", "preprod", "production"]) == "did you mean 'production'?"
    assert did_you_mean("prod", ["pod", "production"]) == "did you mean 'production'?", "it begins so, letter by letter"
    assert nearest("in/prod/api.yaml", ["in/preprod/api.yaml", "in/production/api.yaml"]) == "in/production/api.yaml"
    assert did_you_mean("heckout", ["checkout", "ledger"]) == "did you mean 'checkout'?", "a letter that was lost"


def test_of_many_names_those_that_hold_the_word_are_shown():
    known = [f"other-{letter}" for letter in "abcdefghijklm"] + [
        "K8sApiserverBudgetBurn",
        "k8s-apiserver",
        "a-k8s-node-exporter",
    ]
    assert did_you_mean("k8s", known) == "expected one of: k8s-apiserver, a-k8s-node-exporter, K8sApiserverBudgetBurn"
    assert did_you_mean("exporter", known) == "did you mean 'a-k8s-node-exporter'?"
    assert did_you_mean("z", known).startswith("expected one of: K8sApiserverBudgetBurn, a-k8s-node-exporter, k8s-")


def test_nothing_is_suggested_where_too_many_names_are_known():
    known = {f"service-{number}": None for number in range(2001)}
    assert did_you_mean("service-1x", known) == nearest("service-1x", known) == ""
    del known["service-2000"]
    assert did_you_mean("service-1999x", known) == "did you mean 'service-1999'?"


def test_many_mistakes_are_searched_once():
    """All who make the same one share a search, and where too many names are known there is none."""
    few, many = [f"service-{number}" for number in range(1500)], [f"service-{number}" for number in range(5000)]
    finding._help.cache_clear()
    for number in range(100):
        did_you_mean("unknown", few)
        did_you_mean(f"unknown-{number}", many)
    assert finding._help.cache_info().misses == 1


def test_what_is_there_twice_is_listed_once():
    """Names that must differ and do not are a finding of their own: known names may come twice."""
    assert did_you_mean("zz", ["availability", "journey", "availability"]) == "expected one of: availability, journey"

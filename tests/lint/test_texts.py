"""Texts and addresses that look like what a rule tells of, and are none; and what hides in a page."""

from __future__ import annotations

import pytest
from rule_pages import BASE, checked, objectives

PAGE = "playbooks/checkout/availability.md"
RATIO = {"ratio": {"total": 'all_total{job="checkout"}', "errors": 'errors_total{job="checkout"}'}}


def rules(files: dict[str, str], folder) -> list[str]:
    findings, _ = checked(files, folder / "project")
    return [one.rule for one in findings]


def with_impact(impact: str) -> dict[str, str]:
    return objectives({"name": "availability", "sli": RATIO, "impact": impact})


@pytest.mark.parametrize("impact", ["TODO", "todo: ask".upper(), "- TBD.", "XXX", "___", "FIXME later"])
def test_a_text_that_is_put_off(impact, tmp_path):
    assert rules(with_impact(impact), tmp_path) == ["text-unwritten"]


@pytest.mark.parametrize(
    "impact", ["XXX-large orders fail", "TBD-Bank cannot pay", "Todo el mundo espera", "5 %", "支払い"]
)
def test_a_text_that_says_something(impact, tmp_path):
    assert rules(with_impact(impact), tmp_path) == []


GRAFANA = "grafana: https://grafana.example.org"
KIBANA = "url: https://kibana.example.org"
PAGES = [
    (GRAFANA, "/d/abc/checkout"),
    (GRAFANA, "/sub/d/abc"),
    (GRAFANA, "/d-solo/abc/checkout"),
    (GRAFANA, "/dashboards"),
    (GRAFANA, "/dashboards/f/uid/shop"),
    (GRAFANA, "/explore"),
    (GRAFANA, "/alerting/list"),
    (GRAFANA, "/a/grafana-oncall-app/incidents"),
    (GRAFANA, "/login"),
    (KIBANA, "/app/kibana"),
    (KIBANA, "/s/ops/app/discover"),
    (KIBANA, "/spaces/space_selector"),
]
BEGINNINGS = [
    (GRAFANA, "/grafana"),
    (GRAFANA, "/d"),
    (GRAFANA, "/a/grafana"),
    (GRAFANA, "/dashboard"),
    (GRAFANA, "/dashboards/grafana"),
    (GRAFANA, "/explore/grafana"),
    (KIBANA, "/s/ops"),
    (KIBANA, "/app"),
    (KIBANA, "/_plugin/kibana"),
]


def with_path(address: str, path: str) -> dict[str, str]:
    return {"avionics.yaml": (BASE / "avionics.yaml").read_text("utf-8").replace(address, address + path, 1)}


@pytest.mark.parametrize(("address", "path"), PAGES)
def test_a_page_is_no_base_address(address, path, tmp_path):
    assert rules(with_path(address, path), tmp_path) == ["base-address"]


@pytest.mark.parametrize(("address", "path"), BEGINNINGS)
def test_a_proxy_puts_programs_where_it_likes(address, path, tmp_path):
    assert rules(with_path(address, path), tmp_path) == []


@pytest.mark.parametrize("at", ["kibana.example.org", "kibana.example.org/s", "s/kibana"])
def test_an_address_without_a_space_may_have_one_put_behind_it(at, tmp_path):
    """The host may be called `s`, and a proxy may put Kibana below that."""
    address = KIBANA.replace("kibana.example.org", f"{at}, space: ops")
    project = (BASE / "avionics.yaml").read_text("utf-8").replace(KIBANA, address, 1)
    assert "space: ops" in project, "the environment has a space"
    assert rules({"avionics.yaml": project}, tmp_path) == []


@pytest.mark.parametrize(
    "hidden", ["\x08", "\x07", "\x7f", "\r", "\x1b", "\x85", "\u200b", "\u202e", "\u2066", "\u2062", "é\u200b"]
)
def test_what_hides_in_a_page(hidden, tmp_path):
    """A backspace or a carriage return makes a terminal write over what stands before it."""
    page = (BASE / PAGE).read_text("utf-8")
    assert rules({PAGE: f"{page}\nrm -rf /{hidden}ls\n"}, tmp_path) == ["hidden-character"]


@pytest.mark.parametrize(
    "shown", ["Donau\xaddampf", "5\u202f% !\xa0", "می\u200cخواهم", "👩\u200d🚒", "מ\u200f-", "ก\u200bข"]
)
def test_what_writing_needs_hides_nothing(shown, tmp_path):
    page = (BASE / PAGE).read_text("utf-8")
    assert rules({PAGE: f"{page}\n{shown}\n"}, tmp_path) == []

"""What each kind of panel looks like, and that the official types accept it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from avionics.conventions.names import panel_id
from avionics.model.service import Link
from avionics.plan.values import (
    Query,
    Threshold,
)
from avionics.registry import unit, units
from avionics.targets.grafana.fields import thresholds
from grafana_oracle import violations
from targets.dashboards import OURS, RAW, UID, dashboard, only, panel, row


def test_every_kind_has_a_look() -> None:
    for kind in units("panels"):
        assert unit("targets/grafana/kinds", kind).prototype() is not None


@pytest.mark.parametrize("kind", ["timeseries", "stat", "gauge", "table", "text", "raw"])
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"unit": "percentunit", "minimum": 0.0, "maximum": 0.5},
        {"thresholds": (Threshold(600, "red"), Threshold(300, "yellow"))},
        {"thresholds": (Threshold(None, "red"), Threshold(0.99, "green"))},
        {"links": (Link("Playbook", "https://docs.example.com/a"), Link("Ledger", "/d/cockpit-ledger"))},
        {"width": 24, "height": 3, "description": ""},
    ],
    ids=lambda more: "-".join(more) or "plain",
)
def test_the_official_types_accept_every_kind(kind: str, more: dict[str, Any]) -> None:
    assert only(kind, **more)["title"] == f"A {kind}"


@pytest.mark.parametrize("kind", ["timeseries", "stat", "gauge", "table"])
def test_the_official_types_accept_many_queries(kind: str) -> None:
    queries = (Query("up", "a"), Query("down", instant=True), *(Query(f"vector({n})") for n in range(30)))
    found = only(kind, queries=queries)
    assert [target["refId"] for target in found["targets"]][24:28] == ["Y", "Z", "AA", "AB"]


def test_the_official_types_accept_a_whole_cockpit() -> None:
    kinds = ("timeseries", "stat", "gauge", "table", "text", "raw")
    rows = [
        row(*(panel(kind, f"{at}/{kind}", width=9) for kind in kinds), key=f"row {at}", collapsed=at % 2 == 1)
        for at in range(4)
    ]
    assert violations(dashboard(*rows)) == []


def test_fault_2_thresholds_rise_from_null() -> None:
    given_ = (Threshold(600, "red"), Threshold(0.5, "yellow"))
    assert thresholds(given_)["steps"] == [
        {"color": "green", "value": None},
        {"color": "yellow", "value": 0.5},
        {"color": "red", "value": 600},
    ]


def test_below_a_green_step_nothing_is_claimed() -> None:
    assert thresholds((Threshold(99.9, "green"),))["steps"][0] == {"color": "text", "value": None}
    assert thresholds((Threshold(None, "red"), Threshold(99.9, "green")))["steps"][0]["color"] == "red"


@pytest.mark.parametrize("first", [7, 7.0])
def test_one_threshold_is_written_in_one_way_whoever_asks_first(first: float) -> None:
    """An alert compares with 7.0 where a spec says 7; both are one key of a cache."""
    thresholds.cache_clear()
    for value in (first, 7, 7.0):
        assert json.dumps(thresholds((Threshold(value, "red"),))["steps"][-1]["value"]) == "7"


def test_without_thresholds_no_value_is_good_or_bad() -> None:
    assert only("stat")["fieldConfig"]["defaults"]["thresholds"]["steps"] == [{"color": "text", "value": None}]


def test_thresholds_are_lines_only_where_there_are_some() -> None:
    styles = [
        only("timeseries", thresholds=given_)["fieldConfig"]["defaults"]["custom"]["thresholdsStyle"]["mode"]
        for given_ in ((), (Threshold(1, "red"),))
    ]
    assert styles == ["off", "dashed"]


def test_a_stat_of_the_latest_value_has_no_course() -> None:
    assert only("stat")["options"]["graphMode"] == "area"
    assert only("stat", queries=(Query("up", instant=True),))["options"]["graphMode"] == "none"


def test_a_gauge_of_a_ratio_knows_its_bounds() -> None:
    defaults = only("gauge", unit="percentunit", maximum=0.5)["fieldConfig"]["defaults"]
    assert (defaults["min"], defaults["max"]) == (0, 0.5)
    assert "max" not in only("gauge", unit="s")["fieldConfig"]["defaults"]


def test_a_table_names_its_values_and_leaves_labels_alone() -> None:
    found = only("table", queries=(Query("up"),), unit="s")
    _, organize = found["transformations"]
    assert organize["options"]["renameByName"] == {"Value": "A table"}
    assert "unit" not in found["fieldConfig"]["defaults"]
    (numbers,) = found["fieldConfig"]["overrides"]
    assert numbers["matcher"] == {"id": "byType", "options": "number"}
    assert found["targets"][0]["instant"] is True


def test_a_raw_panel_keeps_what_is_the_users() -> None:
    found = only("raw", description="")
    assert found["options"] == RAW["options"]
    assert (found["id"], found["title"]) == (panel_id(UID, "queue/raw"), "A raw")
    assert found["targets"] == [
        {"datasource": OURS, "expr": "up", "refId": "A"},
        {"datasource": OURS, "expr": "down", "refId": "B"},
    ]


def test_a_raw_text_gets_no_data_source() -> None:
    written = {"type": "text", "options": {"content": "x", "mode": "markdown"}}
    assert not only("raw", raw=written).keys() & {"datasource", "targets"}

"""The target `grafana`: hand-made plans in, dashboards that Grafana's official types accept out."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from avionics.conventions.names import panel_id
from avionics.model.logs import Logs
from avionics.model.project import Environment
from avionics.model.service import Link, OnCall, Service
from avionics.place import Where
from avionics.plan.values import (
    CockpitPlan,
    CustomVariable,
    DatasourceVariable,
    EnvironmentPlan,
    LabelVariable,
    Panel,
    Plan,
    Query,
    Row,
    Threshold,
)
from avionics.registry import unit, units
from avionics.targets.grafana import emit, identities
from avionics.targets.grafana.fields import thresholds
from avionics.targets.grafana.identities import identities as ids
from avionics.targets.grafana.layout import COLUMNS, flow
from avionics.targets.grafana.modern import PLUGIN_VERSION
from avionics.targets.grafana.patch import PatchError, patched
from avionics.targets.grafana.queries import letters
from avionics.targets.grafana.vocabulary import word
from grafana_oracle import violations
from grafana_schemas import VERSION

SPEC = Where("cockpits/checkout.yaml")
UID = "cockpit-checkout"
OURS = {"type": "prometheus", "uid": "${datasource}"}
ERRORS = 'sum(rate(http_requests_total{environment="$environment",code=~"5.."}[$__rate_interval]))'
RAW = {
    "id": 7,
    "type": "state-timeline",
    "title": "theirs",
    "gridPos": {"h": 1, "w": 1, "x": 0, "y": 0},
    "datasource": {"type": "prometheus", "uid": "theirs"},
    "options": {
        "legend": {"calcs": [], "displayMode": "list", "placement": "bottom", "showLegend": True},
        "mergeValues": True,
        "rowHeight": 0.9,
        "showValue": "auto",
        "tooltip": {"mode": "single", "sort": "none"},
    },
    "fieldConfig": {"defaults": {}, "overrides": []},
    "targets": [{"expr": "up", "refId": "A"}, {"expr": "down"}],
}


def panel(kind: str, key: str = "", **more: Any) -> Panel:
    queries = () if kind in {"text", "raw"} else (Query(ERRORS, "errors"),)
    fields: dict[str, Any] = {
        "title": f"A {kind}",
        "description": f"What the {kind} shows.",
        "queries": queries,
    }
    fields |= {"markdown": "Call **payments**."} if kind == "text" else {"raw": RAW} if kind == "raw" else {}
    return Panel(SPEC, key or f"queue/{kind}", kind, **(fields | more))


def row(*panels: Panel, key: str = "queue", collapsed: bool = False) -> Row:
    return Row(key, "Queue", collapsed, panels)


def plan(*rows: Row, **more: Any) -> Plan:
    nowhere = Where("services/checkout.yaml")
    labels = (("environment", "P"),)
    environment = Environment(nowhere, "P", "P", "customer", labels, labels, "prom-p", "", "", "", {})
    variables = (
        DatasourceVariable("datasource", "Data source", "prometheus", ("prom-p", "prom-dp")),
        CustomVariable("environment", "Environment", ("P", "D-P")),
        LabelVariable("queue", "Queue", 'queue_length{environment="$environment"}'),
    )
    links = (
        Link("Ledger", "/d/cockpit-ledger"),
        Link("Logs", "https://kibana.example.com/app/discover#/?_a=(query:(language:kuery,query:''))"),
    )
    cockpit = CockpitPlan(SPEC, UID, "Checkout", "Pays.", "shop", ("cockpit",), links, variables, lambda: rows, ())
    service = Service(
        nowhere, 3, "checkout", "Checkout", "Pays.", "functional", "shop", 1, "onboarded", "payments", "sre",
        ("P",), (), (), Logs(nowhere), OnCall(nowhere),
    )  # fmt: skip
    return Plan(service, (), (EnvironmentPlan(environment, (), ()),), replace(cockpit, **more))


def dashboard(*rows: Row, **more: Any) -> Any:
    (artifact,) = emit(plan(*rows, **more))
    return json.loads(artifact.content)


def faults(made: Any) -> list[str]:
    """What the oracle finds; it takes the value that Grafana gives to All for a variable."""
    return [fault for fault in violations(made) if not fault.endswith("variable '__all' is not defined")]


def only(kind: str, **more: Any) -> Any:
    """The one panel of a dashboard, below the title of its row."""
    made = dashboard(row(panel(kind, **more)))
    assert faults(made) == []
    _, found = made["panels"]
    return found


# What comes out


def test_the_artifact_says_where_it_comes_from() -> None:
    (artifact,) = emit(plan(row(panel("stat"))))
    assert (artifact.path, artifact.where, artifact.line) == ("grafana/shop/checkout.json", SPEC, 1)
    (artifact,) = emit(plan(row(panel("stat")), where=Where("services/checkout.yaml")))
    assert artifact.line == 3


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
        {"width": 24, "height": 3, "description": "", "no_value": ""},
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
    assert faults(dashboard(*rows)) == []


def test_fault_12_the_bytes_are_stable() -> None:
    one, two = (next(iter(emit(plan(row(*map(panel, ("stat", "raw", "table"))))))).content for _ in range(2))
    assert one == two
    assert one.endswith(b"}\n")
    assert json.dumps(json.loads(one), indent=2, sort_keys=True, ensure_ascii=False).encode() + b"\n" == one


def test_compiling_changes_no_prototype() -> None:
    before = dashboard(row(panel("stat"), panel("timeseries"), panel("gauge"), panel("table")))
    marked = (Threshold(1, "red"),)
    dashboard(
        *(row(panel(kind, thresholds=marked, minimum=1.0, unit="s")) for kind in ("stat", "timeseries", "gauge")),
        patch=({"op": "replace", "path": "/panels/1/options/colorMode", "value": "none"},),
    )
    assert dashboard(row(panel("stat"), panel("timeseries"), panel("gauge"), panel("table"))) == before


def test_grafanalib_is_not_imported_before_it_is_needed() -> None:
    program = "import sys, avionics.targets.grafana; print('grafanalib' in sys.modules)"
    shown = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert shown.stdout == "False\n"


# The twelve faults of the library


def test_fault_1_current_schema_without_dead_keys_and_nulls() -> None:
    made = dashboard(row(*map(panel, ("stat", "table", "gauge", "timeseries", "text"))))
    assert made["schemaVersion"] == 42
    assert not made.keys() & {"__inputs", "rows", "style", "sharedCrosshair", "hideControls", "gnetId"}
    assert list(nulls(made)) == ["value"] * 4  # the first step of each panel that shows values


def nulls(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from nulls(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from nulls(item, key)
    elif value is None:
        yield key


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


@pytest.mark.parametrize("kind", ["timeseries", "stat", "gauge", "table", "raw"])
def test_fault_3_one_data_source_everywhere(kind: str) -> None:
    found = only(kind)
    assert [found["datasource"], *(target["datasource"] for target in found["targets"])] == [OURS] * (
        len(found["targets"]) + 1
    )
    assert dashboard()["templating"]["list"][2]["datasource"] == OURS


def test_fault_4_ids_survive_panels_put_before() -> None:
    before = dashboard(row(panel("stat"), panel("table")))["panels"]
    after = dashboard(row(panel("text"), key="new"), row(panel("gauge"), panel("stat"), panel("table")))["panels"]
    assert {item["title"]: item["id"] for item in before}.items() <= {
        item["title"]: item["id"] for item in after[2:]
    }.items()
    assert before[1]["id"] == panel_id(UID, "queue/stat")


def test_ids_that_collide_are_parted_whatever_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identities, "panel_id", lambda uid, key: 1000 + len(key))
    keys = ["b", "a", "cc", "c"]
    apart = dict(zip(keys, ids(UID, keys), strict=True))
    assert len(set(apart.values())) == 4
    assert apart["a"] == 1001
    assert apart == dict(zip(sorted(keys), ids(UID, sorted(keys)), strict=True))


def test_fault_5_the_uid_is_the_plans() -> None:
    assert dashboard(uid="cockpit-x")["uid"] == "cockpit-x"


def test_fault_6_rows_own_their_panels() -> None:
    shut = row(panel("stat", "a", width=6), panel("stat", "b", width=6), key="shut", collapsed=True)
    last = row(panel("text", height=4), key="last")
    title, last_title, text = dashboard(shut, last)["panels"]
    assert title["collapsed"] is True
    assert [item["gridPos"] for item in title["panels"]] == [
        {"h": 8, "w": 6, "x": 0, "y": 1},
        {"h": 8, "w": 6, "x": 6, "y": 1},
    ]
    assert (last_title["collapsed"], last_title["panels"], last_title["gridPos"]["y"]) == (False, [], 1)
    assert text["gridPos"] == {"h": 4, "w": 12, "x": 0, "y": 2}


def test_fault_7_queries_are_not_coarsened() -> None:
    found = only("timeseries", queries=(Query("up"), Query("down", "{{job}}", instant=True)))
    assert "maxDataPoints" not in found
    expected = {"datasource": OURS, "editorMode": "code", "exemplar": False, "format": "time_series"}
    assert found["targets"] == [
        {**expected, "expr": "up", "legendFormat": "__auto", "range": True, "instant": False, "refId": "A"},
        {
            **expected,
            "expr": "down",
            "legendFormat": "{{job}}",
            "range": False,
            "instant": True,
            "refId": "B",
        },
    ]


def test_fault_8_options_are_those_of_the_judged_grafana() -> None:
    assert only("gauge")["pluginVersion"] == PLUGIN_VERSION == VERSION
    assert only("gauge")["options"]["reduceOptions"]["calcs"] == ["lastNotNull"]
    assert only("table")["fieldConfig"]["defaults"]["custom"]["cellOptions"] == {"type": "auto"}


def test_fault_9_links_have_all_keys_and_lead_there_unbroken() -> None:
    ledger, logs = dashboard()["links"]
    keys = {
        "asDropdown",
        "icon",
        "includeVars",
        "keepTime",
        "tags",
        "targetBlank",
        "title",
        "tooltip",
        "type",
        "url",
    }
    assert ledger.keys() == logs.keys() == keys
    assert (ledger["includeVars"], ledger["keepTime"], ledger["targetBlank"]) == (True, True, False)
    assert (logs["includeVars"], logs["keepTime"], logs["targetBlank"]) == (False, False, True)


def test_a_link_that_carries_the_time_does_not_carry_it_twice() -> None:
    (link,) = dashboard(links=(Link("Ledger", "/d/cockpit-ledger?${__url_time_range}"),))["links"]
    assert (link["includeVars"], link["keepTime"]) == (True, False)


def test_fault_10_variables() -> None:
    source, environment, queue = dashboard()["templating"]["list"]
    assert source["current"] == {"selected": True, "text": "prom-p", "value": "prom-p"}
    assert (source["query"], source["regex"]) == ("prometheus", "")
    assert (environment["query"], environment["current"]["value"]) == ("P,D-P", "P")
    assert [option["selected"] for option in environment["options"]] == [True, False]
    assert queue["query"]["query"] == 'label_values(queue_length{environment="$environment"}, queue)'
    assert (queue["refresh"], queue["allValue"], queue["multi"], queue["includeAll"]) == (2, ".+", True, True)
    assert all((item["hide"], item["skipUrlSync"]) == (0, False) for item in (source, environment, queue))


def test_a_data_source_that_is_the_only_one_is_no_choice() -> None:
    for uids, hidden in ((("prom-p", "prom-dp"), 0), (("prom-p",), 2)):
        variables = (DatasourceVariable("datasource", "Data source", "prometheus", uids),)
        made = dashboard(row(panel("stat", queries=(Query("up"),))), variables=variables)
        assert faults(made) == []
        (found,) = made["templating"]["list"]
        assert (found["hide"], found["current"]["value"]) == (hidden, "prom-p")


def test_a_comma_does_not_split_a_choice() -> None:
    made = dashboard(variables=(CustomVariable("size", "Size", ("a,b", "c")),))
    assert made["templating"]["list"][0]["query"] == "a\\,b,c"


def test_fault_11_how_a_dashboard_opens() -> None:
    made = dashboard()
    opens = {"editable": False, "graphTooltip": 1, "timezone": "browser", "refresh": "1m", "liveNow": False}
    assert opens.items() <= made.items()
    assert made["time"] == {"from": "now-6h", "to": "now"}
    assert not made.keys() & {"id", "version"}


def test_the_library_is_still_as_we_think() -> None:
    """What `modern` leaves out is really there: a library that mends itself makes us look again."""
    old = word("Dashboard", title="x")
    assert {"__inputs", "rows", "style"} <= old.keys()
    assert word("Threshold", color="green", index=0, value=0.0)["value"] == "null"
    assert word("Target")["intervalFactor"] == 2
    assert word("Stat")["maxDataPoints"] == 100


# Kinds


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


def test_pages_are_marked_on_every_graph() -> None:
    _, pages = dashboard()["annotations"]["list"]
    expected = 'ALERTS{alertstate="firing",environment="$environment",service="checkout",severity="page"}'
    assert pages["target"]["expr"] == expected


def test_letters() -> None:
    assert [letters(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


# Layout

SIZES = st.lists(st.tuples(st.integers(1, COLUMNS), st.integers(1, COLUMNS)), max_size=40)


@given(SIZES, st.integers(0, 1000))
def test_panels_never_overlap_and_stay_within_the_grid(sizes: list[tuple[int, int]], top: int) -> None:
    places, bottom = flow(tuple(sizes), top)
    cells: set[tuple[int, int]] = set()
    for (width, height), place in zip(sizes, places, strict=True):
        own = {(place["x"] + dx, place["y"] + dy) for dx in range(width) for dy in range(height)}
        assert not own & cells
        cells |= own
    assert all(0 <= x < COLUMNS and top <= y < bottom for x, y in cells)
    assert [(place["w"], place["h"]) for place in places] == sizes


@given(SIZES)
def test_no_panel_hangs_in_the_air(sizes: list[tuple[int, int]]) -> None:
    places, _ = flow(tuple(sizes), 0)
    taken = {(at["x"] + dx, at["y"] + at["h"] - 1) for at in places for dx in range(at["w"])}
    for at in places:
        assert at["y"] == 0 or any((at["x"] + dx, at["y"] - 1) in taken for dx in range(at["w"]))


# Patch

SMALL: dict[str, Any] = {"tags": ["a", "b"], "time": {"from": "now-6h"}, "a/b": {"m~n": 1}}


@pytest.mark.parametrize(
    ("op", "path", "value", "expected"),
    [
        ("add", "/refresh", "5m", {**SMALL, "refresh": "5m"}),
        ("add", "/tags/0", "x", {**SMALL, "tags": ["x", "a", "b"]}),
        ("add", "/tags/2", "x", {**SMALL, "tags": ["a", "b", "x"]}),
        ("add", "/tags/-", "x", {**SMALL, "tags": ["a", "b", "x"]}),
        ("add", "/time/from", None, {**SMALL, "time": {"from": None}}),
        ("replace", "/time/from", "now-1h", {**SMALL, "time": {"from": "now-1h"}}),
        ("replace", "/tags/1", "x", {**SMALL, "tags": ["a", "x"]}),
        ("replace", "/a~1b/m~0n", 2, {**SMALL, "a/b": {"m~n": 2}}),
        ("remove", "/tags/0", None, {**SMALL, "tags": ["b"]}),
        ("remove", "/time", None, {key: value for key, value in SMALL.items() if key != "time"}),
    ],
)
def test_a_change_is_made(op: str, path: str, value: Any, expected: Any) -> None:
    before = json.dumps(SMALL)
    assert patched(SMALL, [{"op": op, "path": path, "value": value}]) == expected
    assert json.dumps(SMALL) == before


@pytest.mark.parametrize(
    ("op", "path", "reason"),
    [
        ("replace", "/tima", "there is no 'tima'; there is a/b, tags, time"),
        ("remove", "/time/to", "there is no 'to'; there is from"),
        ("add", "/none/at", "there is no 'none'; there is a/b, tags, time"),
        ("add", "/tags/3", "there is no position 3; there are 3"),
        ("replace", "/tags/2", "there is no position 2; there are 2"),
        ("remove", "/tags/-", "'-' is no position in a list"),
        ("add", "/tags/01", "'01' is no position in a list"),
        ("add", "/tags/x", "'x' is no position in a list"),
        ("add", "/tags/", "'' is no position in a list"),
        ("add", "/time/from/x", "'x' would be below a value that has nothing below it"),
    ],
)
def test_a_change_that_leads_nowhere(op: str, path: str, reason: str) -> None:
    changes = [{"op": "add", "path": "/ok", "value": 1}, {"op": op, "path": path, "value": 1}]
    with pytest.raises(PatchError) as caught:
        patched(SMALL, changes[1:])
    assert (caught.value.path, caught.value.index, caught.value.reason) == (path, 0, reason)
    with pytest.raises(PatchError) as caught:
        patched(SMALL, changes)
    assert caught.value.index == 1


def test_later_changes_do_not_reach_into_the_users_values() -> None:
    value: dict[str, Any] = {}
    changes = [{"op": "add", "path": "/x", "value": value}, {"op": "add", "path": "/x/y", "value": 1}]
    assert patched({}, changes) == {"x": {"y": 1}}
    assert value == {}


def test_a_cockpit_is_patched_last() -> None:
    made = dashboard(
        row(panel("stat")), patch=({"op": "replace", "path": "/panels/1/options/colorMode", "value": "none"},)
    )
    assert made["panels"][1]["options"]["colorMode"] == "none"
    assert faults(made) == []

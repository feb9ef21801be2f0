"""The target `grafana`: hand-made plans in, dashboards that Grafana's official types accept out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from avionics.conventions.names import panel_id
from avionics.model.service import Link
from avionics.place import Where
from avionics.plan.values import (
    CustomVariable,
    DatasourceVariable,
    Query,
    Threshold,
)
from avionics.targets.grafana import emit, identities
from avionics.targets.grafana.identities import identities as ids
from avionics.targets.grafana.modern import PLUGIN_VERSION
from avionics.targets.grafana.vocabulary import word
from grafana_oracle import violations
from grafana_schemas import VERSION
from targets.dashboards import OURS, SPEC, UID, dashboard, only, panel, plan, row

# What comes out


def test_the_artifact_says_where_it_comes_from() -> None:
    (artifact,) = emit(plan(row(panel("stat"))))
    assert (artifact.path, artifact.where, artifact.line) == ("grafana/shop/checkout.json", SPEC, 1)
    (artifact,) = emit(plan(row(panel("stat")), where=Where("services/checkout.yaml")))
    assert artifact.line == 3


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
        variables = (DatasourceVariable("datasource", "Data source", uids),)
        made = dashboard(row(panel("stat", queries=(Query("up"),))), variables=variables)
        assert violations(made) == []
        (found,) = made["templating"]["list"]
        assert (found["hide"], found["current"]["value"]) == (hidden, "prom-p")


def read_choices(query: str) -> list[tuple[str, str]]:
    """Titles and values that Grafana reads in a custom variable: `transformCsvStringToOptions` of its scenes."""
    found = []
    for text in re.findall(r"(?:\\,|[^,])+", query):
        whole = text.replace("\\,", ",")
        parts = re.match(r"^\s*(.+)\s:\s(.+)$", whole)
        title, value = parts.groups() if parts else (whole, whole)
        found.append((title.strip(), value.strip()))
    return found


@pytest.mark.parametrize(
    "values", [("a,b", "c"), ("a:b", "c: d", "e :f"), ("", "other"), ("",), ("the back yard, nº 7", "P")]
)
def test_grafana_reads_the_choices_that_were_meant(values) -> None:
    made = dashboard(variables=(CustomVariable("size", "Size", values),))
    (found,) = made["templating"]["list"]
    offered = [(one["text"], one["value"]) for one in found["options"]]
    assert [value for _, value in offered] == [*values]
    assert read_choices(found["query"]) == offered
    assert found["current"] == {"selected": True, "text": offered[0][0], "value": values[0]}


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


def test_pages_are_marked_on_every_graph() -> None:
    _, pages = dashboard()["annotations"]["list"]
    expected = 'ALERTS{alertstate="firing",environment="$environment",service="checkout",severity="page"}'
    assert pages["target"]["expr"] == expected

"""A patch, and JSON of the user's own, can break neither the links of alerts nor what the rules hold elsewhere."""

from __future__ import annotations

import json
import re

import pytest
from rule_pages import TODAY, checked

from avionics.app.compile import compile_project
from avionics.conventions import names

HEAD = "apiVersion: avionics/v1\nkind: Cockpit\nservice: checkout\n"
UID = names.cockpit_uid("checkout")
ALERT = names.panel_id(UID, names.alert_panel("CheckoutQueueStuck"))
# The compiled dashboard: row, five panels of the objective (its alerts open the fourth), row, the alert's panel.
BURN_AT, ALERT_AT = 4, 7


def found(tmp_path, *changes, head=HEAD):
    """Rule and message of each finding with these changes as the patch."""
    spec = head + "patch: " + json.dumps(changes) + "\n"
    findings, _ = checked({"cockpits/checkout.yaml": spec}, tmp_path / "project")
    return [(finding.rule, finding.message) for finding in findings]


def change(op, path, value=None):
    return {"op": op, "path": path} | ({} if op == "remove" else {"value": value})


GONE = {
    "uid": (change("replace", "/uid", "other"), "uid 'cockpit-checkout'"),
    "no uid": (change("remove", "/uid"), "uid 'cockpit-checkout'"),
    "id": (change("replace", f"/panels/{ALERT_AT}/id", 7), "takes away the panel"),
    "id as text": (change("replace", f"/panels/{ALERT_AT}/id", str(ALERT)), "takes away the panel"),
    "panel": (change("remove", f"/panels/{ALERT_AT}"), "takes away the panel"),
    "burn panel": (change("remove", f"/panels/{BURN_AT}"), "of CheckoutAvailabilityBudgetBurn opens it"),
    "a row instead": (change("replace", f"/panels/{ALERT_AT}/type", "row"), "takes away the panel"),
    "same id": (change("add", "/panels/-", {"id": ALERT, "type": "text"}), "doubles the id of the panel"),
    "variable": (change("replace", "/templating/list/0/name", "source"), "the variable 'datasource'"),
    "label": (change("remove", "/templating/list/2"), "the variable 'queue'"),
    "title": (change("replace", "/title", 7), "no text as title"),
    "no title": (change("replace", "/title", ""), "no text as title"),
    "database": (change("add", "/id", 12), "written over what has it"),
    "schema": (change("replace", "/schemaVersion", 16), "schemaVersion"),
}


@pytest.mark.parametrize("case", GONE)
def test_what_links_of_alerts_lead_to_stays(tmp_path, case):
    changed, told = GONE[case]
    ((rule, message),) = found(tmp_path, changed)
    assert rule == "patch-link"
    assert told in message


def test_the_change_that_breaks_something_is_shown(tmp_path):
    harmless = change("replace", "/refresh", "5m")
    away, back = (change("replace", "/uid", uid) for uid in ("other", UID))
    spec = HEAD + "patch:\n" + "".join(f"- {json.dumps(one)}\n" for one in (away, back, harmless, away, harmless))
    (finding,), _ = checked({"cockpits/checkout.yaml": spec}, tmp_path / "project")
    assert finding.where.route == ("patch", 3), "the uid was right again before it"


@pytest.mark.parametrize("path", ["/panels", "/templating", "/templating/list"])
@pytest.mark.parametrize("value", [None, 1, [], {}, [[]], [{"id": []}]])
def test_whatever_a_patch_makes_of_them_is_a_finding_and_no_crash(tmp_path, path, value):
    assert {rule for rule, _ in found(tmp_path, change("replace", path, value))} == {"patch-link"}


def test_a_panel_may_move_into_a_row(tmp_path):
    panel = {"id": ALERT, "type": "timeseries", "title": "Moved"}
    inside = change("add", "/panels/0/panels/-", panel)
    assert found(tmp_path, change("remove", f"/panels/{ALERT_AT}"), inside) == []


@pytest.mark.parametrize(
    "changed",
    [
        change("remove", "/panels/1"),
        change("replace", f"/panels/{ALERT_AT}/title", "Another"),
        change("add", f"/panels/{ALERT_AT}/targets/-", {"expr": "rate(x[$__rate_interval])", "refId": "Z"}),
        change("add", "/links/-", {"type": "dashboards", "title": "All", "url": ""}),
        change("add", "/links/-", {"type": "link", "title": "All", "url": "/dashboards"}),
        {**change("remove", "/panels/1"), "value": {"url": "javascript:x", "expr": "("}},
    ],
)
def test_what_harms_no_link_is_allowed(tmp_path, changed):
    assert found(tmp_path, changed) == []


@pytest.mark.parametrize(
    "changed",
    [
        change("replace", f"/panels/{ALERT_AT}/targets/0/expr", "sum("),
        change("add", f"/panels/{ALERT_AT}/targets/-", {"expr": "sum(", "refId": "Z"}),
        change("add", "/panels/-", {"type": "stat", "targets": [{"expr": "sum("}]}),
    ],
)
def test_what_a_patch_asks_is_promql(tmp_path, changed):
    ((rule, _),) = found(tmp_path, changed)
    assert rule == "promql-syntax"


URLS = [
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JavaScript:x",
    "data:text/html,x",
    "${address}",
    "x",
    "\u0001javascript:x",
]


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/links/-", lambda url: {"title": "x", "url": url}),
        ("/panels/1/links", lambda url: [{"title": "x", "url": url}]),
        ("/url", lambda url: url),
        ("/url", lambda url: [url]),
    ],
)
def test_a_patch_adds_no_unsafe_link(tmp_path, url, path, value):
    told = [rule for rule, _ in found(tmp_path, change("add", path, value(url)))]
    assert [rule for rule in told if rule != "hidden-in-cockpit"] == ["unsafe-link"], (
        "a control in it is told beside that"
    )


@pytest.mark.parametrize("url", ["https://example.org", "HTTP://example.org", "/d/x?${__url_time_range}"])
def test_addresses_that_a_click_may_open(tmp_path, url):
    assert found(tmp_path, change("add", "/links/-", {"title": "x", "url": url})) == []


def test_titles_with_slashes_tell_panels_apart():
    assert names.written_panel("CPU", "a/b") != names.written_panel("CPU/a", "b")


def test_panels_with_slashes_in_their_titles_have_links_of_their_own(tmp_path):
    panel = {"timeseries": "", "expr": "up", "alert": "CheckoutQueueStuck"}
    rows = [
        {"title": "CPU", "panels": [{**panel, "timeseries": "a/b"}]},
        {"title": "CPU/a", "panels": [{"timeseries": "b", "expr": "up"}]},
    ]
    assert found(tmp_path, head=f"{HEAD}rows: {json.dumps(rows)}\n") == []
    made = {one.path: one.content for one in compile_project(str(tmp_path / "project"), today=TODAY).artifacts}
    titles = {panel["id"]: panel["title"] for panel in json.loads(made["grafana/functional/checkout.json"])["panels"]}
    opened = {int(identity) for identity in re.findall(rb"viewPanel=(\d+)", made["prometheus/P/checkout.yaml"])}
    assert {titles[identity] for identity in opened} == {"Availability: error ratio", "Availability: events", "a/b"}


def test_an_alert_without_a_panel_is_told_once(tmp_path):
    """Both environments of the project run the alert, the objective has several tiers."""
    told = found(tmp_path, head=f"{HEAD}hide: [alerts, objectives]\n")
    assert [rule for rule, _ in told] == ["panel-missing", "panel-missing"]


@pytest.mark.parametrize(
    ("changed", "step"),
    [
        (change("replace", "/description", "\u202efdp.exe"), "value"),
        (change("add", "/links/-", {"type": "link", "title": "A\u200bll", "url": "/dashboards"}), "title"),
        (change("add", "/annotations/list/-", {"na\u2066me": 1}), "na\u2066me"),
        (change("add", "/panels/0/a\u200b", {}), "path"),
    ],
)
def test_nothing_in_a_patch_hides(tmp_path, changed, step):
    spec = HEAD + "patch: " + json.dumps([changed]) + "\n"
    ((finding),) = checked({"cockpits/checkout.yaml": spec}, tmp_path / "project")[0]
    assert (finding.rule, finding.where.route[-1]) == ("hidden-in-cockpit", step)


def test_a_patch_may_end_its_lines_as_windows_does(tmp_path):
    assert (
        found(tmp_path, change("replace", "/description", "Two\r\n\tlines"), change("add", "/x", {"1": {"2": 3}})) == []
    )

"""Every link of every compiled alert and cockpit leads to something that is there."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from edits import swap
from system import addresses
from system.output import Json, Rule, alerts, cockpits, panels, rules, texts
from system.rendering import artifacts
from system.written import BURN_TIERS, threshold, written
from tools import ROOT

SPECS = written(ROOT)
PUBLISHED = SPECS.project["playbooks"]["url"]
PLAYBOOKS = ROOT / "playbooks"
TO_COCKPIT = re.compile(r"/d/([A-Za-z0-9_-]+)")


@pytest.fixture(scope="module")
def everything(compiled: Path) -> list[Rule]:
    """Every alert, drafts included: their links are proved, too."""
    return [rule for rule in rules(compiled) if rule.is_alert]


def spec_of(alert: Rule) -> Json:
    """The objective or alert in the specs that an alert was compiled from."""
    if slo := alert.labels.get("slo"):
        return SPECS.slo(alert.service, slo)
    return SPECS.alert(alert.service, alert.name)


def carried(alert: Rule) -> set[str]:
    """The labels an alert provably has when it fires."""
    return {*alert.labels, *spec_of(alert).get("by", ())}


def test_playbooks_and_their_headings_are_there(everything):
    for alert in everything:
        addresses.assert_page(alert.annotations["playbook_url"], PUBLISHED, PLAYBOOKS)
        if "runbook_url" in alert.annotations:
            addresses.assert_page(alert.annotations["runbook_url"], PUBLISHED, PLAYBOOKS)


def test_the_playbook_is_the_one_that_was_written_for_the_alert(everything):
    for alert in everything:
        spec = spec_of(alert)
        page, _, anchor = spec.get("playbook", f"{alert.service}/{spec['name']}.md").partition("#")
        address = PUBLISHED.replace("{page}", page.removesuffix(".md")).replace("{path}", page)
        assert alert.annotations["playbook_url"] == address + (f"#{anchor}" if anchor else "")


def test_dashboards_panels_and_variables_are_there(compiled, everything):
    for alert in everything:
        opened = addresses.dashboard(alert.annotations["dashboard_url"])
        environment = SPECS.environment(alert.environment)
        assert opened.home == environment["grafana"].rstrip("/"), alert
        cockpit = cockpits(compiled)[opened.uid]
        assert f"service:{alert.service}" in cockpit["tags"], alert
        (panel,) = [each for each in panels(cockpit) if each["id"] == opened.panel]
        assert panel["type"] != "row", alert
        _assert_variables(cockpit, opened, alert)


def _assert_variables(cockpit: Json, opened: addresses.Opened, alert: Rule) -> None:
    """Only variables the dashboard has; constants that it offers or labels the alert carries; every choice made."""
    known = {variable["name"]: variable for variable in cockpit["templating"]["list"]}
    environment = SPECS.environment(alert.environment)
    for name, value in opened.variables:
        assert name in known, f"{alert}: no variable {name}"
        if known[name]["type"] == "datasource":
            assert value == environment["datasources"]["prometheus"], alert
        elif label := addresses.label_of(value):
            assert label == name, alert
            assert label in carried(alert), f"{alert}: carries no label {label}"
        else:
            assert value in {option["value"] for option in known[name]["options"]}, alert
            assert value == alert.labels[name], alert
    chosen = {name for name, variable in known.items() if variable["type"] in ("custom", "datasource")}
    assert chosen <= dict(opened.variables).keys(), f"{alert}: the link leaves a choice to chance"
    assert len(dict(opened.variables)) == len(opened.variables), alert


def test_logs_are_declared_in_the_environment(everything):
    for alert in everything:
        opened, environment = addresses.logs(alert.annotations["logs_url"]), SPECS.environment(alert.environment)
        asked = spec_of(alert).get("logs") or SPECS.services[alert.service]["logs"]
        space = environment["kibana"].get("space", "")
        assert opened.home == environment["kibana"]["url"].rstrip("/") + (f"/s/{space}" if space else ""), alert
        if "dataView" in asked:
            assert (opened.kind, opened.id) == ("data view", environment["dataViews"][asked["dataView"]]), alert
        elif "discover" in asked:
            assert (opened.kind, opened.id) == ("discover", asked["discover"]), alert
        else:
            assert (opened.kind, opened.id) == ("dashboards", asked["dashboard"]), alert
        kept = set() if alert.name.endswith("NeverSeen") else set(spec_of(alert).get("by", ()))
        assert opened.labels == set(asked.get("labels", ())) & kept, alert


def test_links_between_cockpits_lead_to_cockpits(compiled):
    linked = 0
    for uid, cockpit in cockpits(compiled).items():
        for text in texts(cockpit):
            for target in TO_COCKPIT.findall(text):
                linked += 1
                assert target in cockpits(compiled), f"{uid} links to {target}"
    assert linked > len(cockpits(compiled)), "services depend on each other, so their cockpits are linked"


def test_pages_named_in_cockpits_are_published(compiled):
    before = PUBLISHED.partition("{")[0]
    named = 0
    for cockpit in cockpits(compiled).values():
        for text in texts(cockpit):
            for address in re.findall(re.escape(before) + r"[^\s)\"]*", text):
                named += 1
                addresses.assert_page(address, PUBLISHED, PLAYBOOKS)
    assert named


LINE = re.compile(r"([0-9.]+) \* (?:max\()?slo:error_budget:ratio\{")
"""A limit: burn rate x the budget as the environment recorded it."""


def test_the_panel_of_a_burn_alert_draws_its_ratio_and_the_line_at_which_it_pages(compiled):
    seen = 0
    for alert in alerts(compiled):
        if "window" not in alert.labels or BURN_TIERS[alert.labels["window"]][0] != "page":
            continue
        seen += 1
        slo, targets = SPECS.slo(alert.service, alert.labels["slo"]), _panel(compiled, alert)["targets"]
        ratio = f"slo:sli_error:ratio_rate{alert.labels['window']}{{"
        drawn = [target["expr"] for target in targets if target["expr"].startswith(ratio)]
        assert len(drawn) == 1, alert
        assert f'slo="{slo["name"]}"' in drawn[0], alert
        objective = slo.get("environments", {}).get(alert.environment, {}).get("objective", slo["objective"])
        lines = [LINE.match(target["expr"]) for target in targets if f'slo="{slo["name"]}"' in target["expr"]]
        limits = [float(line[1]) * (1 - objective / 100) for line in lines if line]
        expected = threshold(slo, objective, alert.labels["window"])
        assert any(limit == pytest.approx(expected, rel=1e-6) for limit in limits), alert
    assert seen


def test_the_panel_of_an_alert_draws_its_threshold_where_there_is_one(compiled):
    seen = 0
    for alert in alerts(compiled):
        spec = {} if "slo" in alert.labels else spec_of(alert)
        limit = spec.get("above", spec.get("below"))
        if limit is None:
            continue
        seen += 1
        steps = _panel(compiled, alert)["fieldConfig"]["defaults"]["thresholds"]["steps"]
        assert any(step["value"] == pytest.approx(limit, abs=1e-6) for step in steps[1:]), alert
    assert seen


def _panel(compiled: Path, alert: Rule) -> dict[str, Any]:
    opened = addresses.dashboard(alert.annotations["dashboard_url"])
    return next(each for each in panels(cockpits(compiled)[opened.uid]) if each["id"] == opened.panel)


def test_links_between_cockpits_keep_the_environment(compiled):
    """Whoever follows a failing dependency from one environment must not land in another."""
    for uid, cockpit in cockpits(compiled).items():
        for panel in panels(cockpit):
            for link in panel.get("links", ()):
                if link["url"].startswith("/d/"):
                    assert "${__url_time_range}" in link["url"], uid
                    assert "${datasource:queryparam}" in link["url"], uid
                    assert "${environment:queryparam}" in link["url"], uid


CONDITIONS = ("> 3", ">= 3", "< 3", "<= 3", "== 0", "> 0", "<= 0", "!= 0", "!= 1", "== 1")


@pytest.mark.parametrize("condition", CONDITIONS)
def test_panels_are_red_where_the_alert_fires(tmp_path, condition):
    """Red where the condition is true of a value, green where it is not; 0 counts, another limit itself is a hair."""
    shutil.copytree(ROOT / "tests" / "golden" / "everything" / "in", tmp_path, dirs_exist_ok=True)
    spec = tmp_path / "alerts" / "shelf.yaml"
    swap(spec, "== 0", condition)
    cockpit = json.loads(artifacts(tmp_path, targets=("grafana",))["grafana/functional/shelf.json"])
    (panel,) = [each for each in panels(cockpit) if each["title"] == "Empty"]
    steps = panel["fieldConfig"]["defaults"]["thresholds"]["steps"]
    operator, limit = condition.split()
    truth = {">": "__gt__", ">=": "__ge__", "<": "__lt__", "<=": "__le__", "==": "__eq__", "!=": "__ne__"}[operator]
    values = {0, 1} if int(limit) < 2 else {0, 2, 4}
    for value in values:
        (*_, color) = (step["color"] for step in steps if step["value"] is None or step["value"] <= value)
        assert (color == "red") == getattr(value, truth)(int(limit)), f"{value} {condition}"


@pytest.mark.parametrize(
    ("condition", "drawn"),
    [(" == 0", True), ("\n  below: 1", True), (" == 0 and on (region) open == 1", False), (" < 1 or up == 0", False)],
    ids=["compared last", "a field", "and", "or"],
)
def test_a_panel_that_cannot_draw_what_is_well_says_so(tmp_path, condition, drawn):
    """Whoever opens it before anything is wrong finds it empty, and must not take that for no data."""
    shutil.copytree(ROOT / "tests" / "golden" / "everything" / "in", tmp_path, dirs_exist_ok=True)
    swap(tmp_path / "alerts" / "shelf.yaml", " == 0", condition)
    cockpit = json.loads(artifacts(tmp_path, targets=("grafana",))["grafana/functional/shelf.json"])
    (panel,) = [each for each in panels(cockpit) if each["title"] == "Empty"]
    assert [target["expr"].count("==") for target in panel["targets"]] == [condition.count("==") if not drawn else 0]
    said = "There is nothing to buy. Fires ShelfEmpty after 10m."
    assert panel["description"] == (said if drawn else f"{said} Draws only what meets its condition.")


@pytest.mark.parametrize("shown", [False, True], ids=["a panel of its own", "a written one"])
def test_an_impact_that_ends_in_a_full_stop_is_no_two(tmp_path, shown):
    """Those that come from rules of others, `summary: Pod is crash looping.`, all do."""
    shutil.copytree(ROOT / "tests" / "golden" / "everything" / "in", tmp_path, dirs_exist_ok=True)
    swap(tmp_path / "alerts" / "shelf.yaml", "impact: There is nothing to buy", "impact: There is nothing to buy.")
    if shown:
        cockpit = "apiVersion: avionics/v1\nkind: Cockpit\nservice: shelf\nrows:\n- title: Stock\n  panels:\n"
        (tmp_path / "cockpits" / "shelf.yaml").write_text(f"{cockpit}  - {{timeseries: Empty, alert: ShelfEmpty}}\n")
    written = json.loads(artifacts(tmp_path, targets=("grafana",))["grafana/functional/shelf.json"])
    (panel,) = [each for each in panels(written) if each["title"] == "Empty"]
    assert panel["description"].startswith("There is nothing to buy.")
    assert ".." not in panel["description"]

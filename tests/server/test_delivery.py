"""Rules that are healthy, and alerts that reach the right people with links that lead somewhere."""

from __future__ import annotations

import pytest
import yaml

from server.links import assert_dashboard, assert_logs
from server.processes import until
from server.receivers import at_webhook, rest
from server.webhook import Notice
from server.world import ENVIRONMENT, PAIRED, World, compiled_routes
from system import addresses
from tools import ROOT

SECONDS_UNTIL_EVERY_GROUP = 150
"""The slowest groups are evaluated every two minutes."""

SECONDS_UNTIL_TOLD = 480
"""`for` of a minute, evaluations of half a minute, and what Alertmanager waits to fill a group."""

EXPECTED = {
    # services/monitoring.yaml: its pages go to SRE, who carry it, and its tickets to those who build it.
    ("MonitoringScrapeAvailabilityBudgetBurn", "page"): "sre-core/page",
    ("MonitoringRuleEvaluationBudgetBurn", "page"): "sre-core/page",
    ("MonitoringConfigReloadFailed", "ticket"): "team-observability/ticket",
}
"""The alerts that what we break must fire, by name and severity, and who is to be told."""

LATER = {("MonitoringTargetDown", "ticket")}
"""Fires too, but only after five minutes: heard of where the tests are slow."""

each_alert = pytest.mark.parametrize(("alert", "severity"), sorted(EXPECTED))


def test_nothing_but_receivers_is_replaced(compiled):
    original = compiled_routes(compiled)
    changed = at_webhook(original, "http://127.0.0.1:1")
    assert rest(changed) == rest(original)
    before, after = yaml.safe_load(original), yaml.safe_load(changed)
    names = [[each["name"] for each in config.pop("receivers")] for config in (before, after)]
    assert names[0] == names[1]
    assert before == after


def test_every_group_is_healthy(servers, broken):
    until(lambda: not unhealthy(servers), "not every group is healthy", SECONDS_UNTIL_EVERY_GROUP)
    assert servers.prometheus.groups(str(servers.rules))


@each_alert
def test_the_right_receiver_is_told(servers, broken, alert, severity):
    notice = heard(servers, alert, severity)
    told = {each.receiver for each in servers.webhook.notices() if each.labels == notice.labels}
    assert told == {EXPECTED[alert, severity]}
    assert notice.labels["environment"] == ENVIRONMENT


@each_alert
def test_its_links_lead_somewhere(servers, broken, compiled, project, environment, alert, severity):
    notice = heard(servers, alert, severity)
    addresses.assert_page(notice.annotations["playbook_url"], project["playbooks"]["url"], ROOT / "playbooks")
    assert_dashboard(notice.annotations["dashboard_url"], environment["grafana"], compiled / "grafana", notice)
    assert_logs(notice.annotations["logs_url"], environment)


@each_alert
def test_nobody_hears_which_of_a_pair_it_was(servers, broken, alert, severity):
    """The server is set as the page says one of a pair is: alerts of the other are the same, and so told once."""
    apart = set(PAIRED["global"]["external_labels"])
    assert apart, "nothing tells the two apart"
    assert apart.isdisjoint(heard(servers, alert, severity).labels)


def test_nothing_else_is_told(servers, broken):
    """What we broke fires these alerts and no others, each to one receiver."""
    for key in EXPECTED:
        heard(servers, *key)
    told = {(each.labels["alertname"], each.labels["severity"]) for each in servers.webhook.notices()}
    assert told - LATER == set(EXPECTED)


def unhealthy(world: World) -> list[str]:
    """The compiled rules that were not evaluated yet, or not without an error."""
    return [
        f"{group['name']}: {rule['name']}: {rule['health']} {rule.get('lastError', '')}"
        for group in world.prometheus.groups(str(world.rules))
        for rule in group["rules"]
        if rule["health"] != "ok" or rule.get("lastError")
    ]


def heard(world: World, alert: str, severity: str) -> Notice:
    """The notice that an alert fires."""

    def look() -> Notice | None:
        found = [each for each in world.webhook.notices() if each.status == "firing"]
        key = (alert, severity)
        return next((n for n in found if (n.labels["alertname"], n.labels["severity"]) == key), None)

    return until(look, f"nobody heard of {alert}, see {world.folder}", SECONDS_UNTIL_TOLD)

"""alertmanager.yml: read by Alertmanager's own tools, asked for every team, severity and environment."""

from __future__ import annotations

import pytest
import yaml

from avionics.targets import alertmanager
from plan.catalogs import catalog, environment, team
from targets.routes import BASE, BASE_ROOT, ENVIRONMENTS, TEAMS, WHERE, amtool, emitted


def receivers_of(config, **labels):
    pairs = [f"{name}={value}" for name, value in labels.items()]
    return amtool("config", "routes", "test", f"--config.file={config}", *pairs).split()


def test_the_artifact_says_where_it_comes_from():
    artifact = emitted()
    assert (artifact.path, artifact.where, artifact.line) == ("alertmanager/alertmanager.yml", WHERE, 3)
    assert artifact.content.startswith(b"# Compiled by avionics from the teams and environments and the platform")


@pytest.mark.parametrize(
    "base",
    [
        BASE,
        None,
        {},
        {"route": None, "receivers": None},
        {"global": BASE["global"]},
        {"receivers": [{"name": "unrouted"}]},
        {"route": {"receiver": "desk", "routes": None}, "receivers": [{"name": "desk"}]},
    ],
    ids=["the project's", "none", "empty", "empty keys", "global only", "our last receiver", "no routes yet"],
)
def test_alertmanager_takes_it(base, tmp_path):
    teams = TEAMS if base and "global" in base else TEAMS[:2]
    path = tmp_path / "alertmanager.yml"
    path.write_bytes(emitted(base, catalog(ENVIRONMENTS, teams)).content)
    amtool("check-config", path)


EXPECTED = {
    ("P", "page"): "page",
    ("P", "ticket"): "ticket",
    ("D-P", "page"): "page",
    ("D-P", "ticket"): "ticket",
    ("staging", "page"): "ticket",
    ("staging", "ticket"): "ticket",
}


@pytest.mark.parametrize("name", [one.name for one in TEAMS])
def test_every_team_is_told_as_the_environment_allows(name, config):
    for (where, severity), told in EXPECTED.items():
        labels = {"environment": where, "severity": severity, "team": name, "service": "checkout", "alertname": "A"}
        assert receivers_of(config, **labels) == [f"{name}/{told}"], (where, severity)


@pytest.mark.parametrize("name", [one.name for one in ENVIRONMENTS])
def test_an_alert_in_shadow_wakes_nobody(name, config):
    labels = {"environment": name, "severity": "none", "stage": "shadow", "team": "sre-core"}
    assert receivers_of(config, **labels) == ["shadow"]


@pytest.mark.parametrize(
    "labels",
    [
        {"alertname": "NotOurs"},
        {"environment": "P", "severity": "page", "team": "nobody"},
        {"environment": "elsewhere", "severity": "page", "team": "sre-core"},
        {"environment": "P", "severity": "none"},
        {"environment": "P", "severity": "critical", "team": "sre-core"},
    ],
    ids=str,
)
def test_what_no_route_wants_is_the_platform_teams(labels, config):
    assert receivers_of(config, **labels) == [BASE_ROOT]


def test_the_platform_teams_routes_are_tried_first(config):
    labels = {"alertname": "Watchdog", "environment": "P", "severity": "page", "team": "sre-core"}
    assert receivers_of(config, **labels) == ["platform-heartbeat"]


def test_everything_of_the_base_is_kept():
    base = {
        **BASE,
        "templates": ["/etc/alertmanager/*.tmpl"],
        "time_intervals": [{"name": "weekends", "time_intervals": [{"weekdays": ["saturday", "sunday"]}]}],
        "inhibit_rules": [{"source_matchers": ["a=b"], "target_matchers": ["c=d"], "equal": ["e"]}],
    }
    found = yaml.safe_load(emitted(base).content)
    for key in ("global", "templates", "time_intervals"):
        assert found[key] == base[key]
    assert {key: found["route"][key] for key in BASE["route"] if key != "routes"} == {
        key: value for key, value in BASE["route"].items() if key != "routes"
    }
    assert found["route"]["routes"][: len(BASE["route"]["routes"])] == BASE["route"]["routes"]
    assert found["receivers"][: len(BASE["receivers"])] == BASE["receivers"]
    assert found["inhibit_rules"][0] == base["inhibit_rules"][0]
    assert base["route"] == BASE["route"], "the base itself is not changed"


def test_without_a_base_what_no_route_wants_is_told_nobody(tmp_path):
    path = tmp_path / "alertmanager.yml"
    path.write_bytes(emitted(None, catalog(ENVIRONMENTS, TEAMS[:2])).content)
    assert receivers_of(path, alertname="NotOurs") == ["unrouted"]


@pytest.mark.parametrize(
    ("base", "route"),
    [
        ({**BASE, "receivers": [*BASE["receivers"], {"name": "sre-core/page"}]}, ("receivers", 2, "name")),
        ({**BASE, "receivers": [{"name": "shadow"}]}, ("receivers", 0, "name")),
        (None, ("global",)),
        ({**BASE, "global": {"smtp_from": "a@b.example"}}, ("global",)),
        ({**BASE, "route": {"group_by": ["a"]}}, ("route",)),
        ({**BASE, "route": ["a"]}, ("route",)),
        ({**BASE, "route": {"receiver": "a", "routes": "b"}}, ("route", "routes")),
        ({**BASE, "receivers": {"name": "x"}}, ("receivers",)),
        ({**BASE, "receivers": ["x"]}, ("receivers", 0)),
        ({**BASE, "global": "x"}, ("global",)),
        ({"apiVersion": "v1", "kind": "Secret", "stringData": {"alertmanager.yaml": "route: {}"}}, ("kind",)),
        ({"alertmanager": {"config": BASE}}, ("alertmanager",)),
    ],
    ids=["our receiver", "shadow", "mail, no base", "mail, no server", "no receiver", "route a list", "routes a text",
         "receivers a mapping", "receiver a text", "global a text", "a Secret", "values of a chart"],
)  # fmt: skip
def test_a_base_that_does_not_fit_says_where(base, route):
    with pytest.raises(alertmanager.MergeError) as caught:
        emitted(base)
    assert caught.value.route == route
    assert caught.value.help


@pytest.mark.parametrize(
    ("base", "where"),
    [
        (None, "a file of the project, and name it in avionics.yaml: 'alertmanager: {base: FILE}'"),
        ({}, "the platform team's base file"),
    ],
    ids=["none is named", "one that is empty"],
)
def test_mail_without_a_server_says_which_file_it_belongs_in(base, where):
    """A project that `init` began has no such file, and nothing else tells the key that names one."""
    with pytest.raises(alertmanager.MergeError) as caught:
        emitted(base)
    assert caught.value.help == f"set global.smtp_smarthost and global.smtp_from in {where}"


def test_secrets_are_files():
    text = emitted(None, catalog(ENVIRONMENTS, TEAMS[:2])).content.decode()
    assert "routing_key_file: /etc/alertmanager/secrets/key" in text
    assert "api_url_file: /etc/alertmanager/secrets/url" in text
    assert "credentials_file: /etc/alertmanager/secrets/token" in text
    assert not {"routing_key:", "api_url:", "credentials:", "service_key:"} & set(text.split())


def test_a_ticket_is_not_urgent_to_a_pager():
    """PagerDuty knows critical, error, warning and info, and Alertmanager says error of all that is told no other.

    Where urgency follows severity, critical and error ring, the others do not (its Events API v2).
    """
    pager = {"pagerduty": {"routingKeyFile": "/etc/alertmanager/secrets/key"}}
    both = team("both", {"page": pager, "ticket": pager})
    receivers = yaml.safe_load(emitted(None, catalog(ENVIRONMENTS, [both])).content)["receivers"]
    said = {one["name"]: one["pagerduty_configs"][0]["severity"] for one in receivers if "pagerduty_configs" in one}
    assert said == {"both/page": "critical", "both/ticket": "warning"}


def test_values_cannot_leave_their_matcher(tmp_path):
    nasty = 'a"b\\c,d\'e=~".*", é'
    found = catalog([environment("P", labels={"environment": nasty})], TEAMS[:1])
    path = tmp_path / "alertmanager.yml"
    path.write_bytes(emitted(None, found).content)
    amtool("check-config", path)
    quoted = nasty.replace("\\", "\\\\").replace('"', '\\"')
    # One label set is one argument in Alertmanager's own notation.
    assert receivers_of(path, environment=f'"{quoted}"', severity="page", team="sre-core") == ["sre-core/page"]
    assert receivers_of(path, environment="other", severity="page", team="sre-core") == ["unrouted"]


def test_the_bytes_are_the_same_without_libyaml(monkeypatch):
    fast = emitted().content
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert emitted().content == fast
    assert b"&id" not in fast

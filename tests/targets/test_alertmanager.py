"""alertmanager.yml: read by Alertmanager's own tools, asked for every team, severity and environment."""

from __future__ import annotations

import itertools
import json
import subprocess
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest
import yaml

from avionics.place import Where
from avionics.plan.routing import routing
from avionics.targets import alertmanager
from plan.catalogs import RECEIVERS, catalog, environment, profile, team
from server.processes import free_addresses, running, until
from server.webhook import listening
from tools import ROOT, tool

WHERE = Where("avionics.yaml", line=3)
BASE = yaml.safe_load((ROOT / "alertmanager.base.yaml").read_text())
BASE_ROOT = BASE["route"]["receiver"]
MAIL = {**RECEIVERS, "ticket": {"email": {"to": "tickets@x.example"}}}
TEAMS = [team("sre-core"), team("team-payments"), team("team-mail", MAIL)]
ENVIRONMENTS = [environment("P"), environment("D-P", "developer-customer"), environment("staging", "internal")]
CATALOG = catalog(ENVIRONMENTS, TEAMS, [profile("checkout", ["region"])])


def emitted(base=BASE, of=CATALOG):
    return alertmanager.artifact(routing(of), base, WHERE)


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "alertmanager.yml"
    path.write_bytes(emitted().content)
    return path


def amtool(*arguments):
    ran = subprocess.run([tool("amtool"), *map(str, arguments)], check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def receivers_of(config, **labels):
    pairs = [f"{name}={value}" for name, value in labels.items()]
    return amtool("config", "routes", "test", f"--config.file={config}", *pairs).split()


def test_the_artifact_says_where_it_comes_from():
    artifact = emitted()
    assert (artifact.path, artifact.where, artifact.line) == ("alertmanager/alertmanager.yml", WHERE, 3)
    assert artifact.content.startswith(b"# Compiled by avionics from the teams and environments and the platform")


def told(*over, **alerts):
    """Notifications of `alerts` as Alertmanager gives them to its templates; those named `over` are so since noon."""
    every = [
        {"labels": {"alertname": "Burn"}, "annotations": {"summary": summary, **more}}
        | ({"status": "resolved", "endsAt": "2026-11-26T13:00:00+01:00"} if summary in over else {"status": "firing"})
        for summary, more in alerts.items()
    ]
    status = "resolved" if len(over) == len(alerts) else "firing"
    return {"status": status, "alerts": every, "groupLabels": {"service": "checkout", "alertname": "Burn"}}


def rendered(template, data, folder, form="text"):
    (folder / "data.json").write_text(json.dumps(data))
    (folder / "none.tmpl").write_text("")
    return amtool(
        "template", "render", f"--template.glob={folder}/none.tmpl",
        f"--template.data={folder}/data.json", f"--template.text={template}", f"--template.type={form}",
    )  # fmt: skip


def of_kind(kind):
    """The settings of our own receivers of a kind: they stand behind the platform team's."""
    receivers = yaml.safe_load(emitted().content)["receivers"]
    return next(settings[0] for each in reversed(receivers) if (settings := each.get(f"{kind}_configs")))


SAID = {
    "impact": "Customers cannot pay",
    "description": "25% of events failed in the last 1h; allowed over 30d: 0.1%. <!channel>",
    "playbook_url": "https://p.example/x",
    "dashboard_url": "https://g.example/x",
    "logs_url": "https://k.example/x",
    "mission_control": "Mission control: #incidents",
}


WAYS = ("<https://p.example/x|Playbook>", "<https://g.example/x|Cockpit>", "<https://k.example/x|Logs>")


def test_slack_is_told_what_and_how_bad_and_where_to_go_on_in_four_lines(tmp_path):
    said = rendered(of_kind("slack")["text"], told(Burns=SAID), tmp_path)
    assert said.strip().splitlines() == [
        "*Burns*",
        "Customers cannot pay",
        "25% of events failed in the last 1h; allowed over 30d: 0.1%. &lt;!channel>",
        f"{' '.join(WAYS)} · Mission control: #incidents",
    ]


OVER = "Over since 2026-11-26 12:00 UTC: "


def test_slack_is_told_first_of_what_fires_and_of_the_others_that_they_are_over(tmp_path):
    said = rendered(of_kind("slack")["text"], told("Sank", Sank=SAID, Burns=SAID), tmp_path)
    assert said.strip().splitlines() == [
        "*Burns*",
        "Customers cannot pay",
        "25% of events failed in the last 1h; allowed over 30d: 0.1%. &lt;!channel>",
        f"{' '.join(WAYS)} · Mission control: #incidents",
        f"{OVER}*Sank*",
        " ".join(WAYS),
    ]


def test_of_what_is_over_nobody_is_told_that_users_suffer(tmp_path):
    all_over = told("Sank", Sank=SAID)
    page, mail = of_kind("pagerduty"), of_kind("email")
    assert rendered(of_kind("slack")["text"], all_over, tmp_path).strip() == f"{OVER}*Sank*\n{' '.join(WAYS)}"
    details = {name: rendered(text, all_over, tmp_path).strip() for name, text in page["details"].items()}
    assert details == {"impact": "", "description": "", "mission_control": SAID["mission_control"]}
    assert rendered(mail["headers"]["Subject"], all_over, tmp_path).strip() == "[RESOLVED] Sank"
    html = rendered(mail["html"], all_over, tmp_path, "html").strip()
    assert html.startswith(f"<p>{OVER}<b>Sank</b><br><a href=")
    assert "Customers" not in html


def test_a_page_is_titled_with_what_happens(tmp_path):
    title = of_kind("pagerduty")["description"]
    assert rendered(title, told(Burns=SAID), tmp_path).strip() == "Burns"
    assert rendered(title, told(Burns=SAID, Sinks=SAID, Stops=SAID), tmp_path).strip() == "Burns (and 2 more)"


def test_a_page_is_about_what_fires_and_counts_nothing_else(tmp_path):
    page = of_kind("pagerduty")
    over = {**SAID, "impact": "None", "description": "Calm", "playbook_url": "https://p.example/over"}
    data = told("Sank", Sank=over, Burns=SAID)
    assert rendered(page["description"], data, tmp_path).strip() == "Burns"
    assert rendered(page["links"][0]["href"], data, tmp_path).strip() == "https://p.example/x"
    details = {name: rendered(text, data, tmp_path).strip() for name, text in page["details"].items()}
    assert details == {name: SAID[name] for name in ("impact", "description", "mission_control")}
    assert rendered(page["description"], told("Sank", "Stood", Sank=over, Stood=over), tmp_path).strip() == (
        "Sank (and 1 more)"
    )


def test_a_page_links_to_what_its_first_alert_names(tmp_path):
    page = of_kind("pagerduty")
    links = {
        link["text"]: rendered(link["href"], told(Burns=SAID, Sinks={}), tmp_path).strip() for link in page["links"]
    }
    assert links == {
        "Playbook": "https://p.example/x",
        "Runbook": "",  # which Alertmanager leaves out
        "Cockpit": "https://g.example/x",
        "Logs": "https://k.example/x",
    }
    details = {name: rendered(text, told(Burns=SAID), tmp_path).strip() for name, text in page["details"].items()}
    assert details == {name: SAID[name] for name in ("impact", "description", "mission_control")}


def test_a_mail_says_the_same_and_escapes_it(tmp_path):
    mail = of_kind("email")
    assert rendered(mail["headers"]["Subject"], told(Burns=SAID), tmp_path).strip() == "[FIRING] Burns"
    assert rendered(mail["html"], told(Burns=SAID), tmp_path, "html").strip() == (
        "<p><b>Burns</b><br>Customers cannot pay<br>"
        "25% of events failed in the last 1h; allowed over 30d: 0.1%. &lt;!channel&gt;<br>"
        '<a href="https://p.example/x">Playbook</a> <a href="https://g.example/x">Cockpit</a> '
        '<a href="https://k.example/x">Logs</a> · Mission control: #incidents</p>'
    )


@pytest.mark.parametrize(
    "base",
    [BASE, None, {}, {"route": None, "receivers": None}, {"global": BASE["global"]}],
    ids=["the project's", "none", "empty", "empty keys", "global only"],
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
    ("base", "name"),
    [
        ({**BASE, "receivers": [*BASE["receivers"], {"name": "sre-core/page"}]}, "sre-core/page"),
        ({**BASE, "receivers": [{"name": "shadow"}]}, "shadow"),
        (None, "team-mail/ticket"),
        ({**BASE, "global": {"smtp_from": "a@b.example"}}, "team-mail/ticket"),
        ({**BASE, "route": {"group_by": ["a"]}}, "route"),
        ({**BASE, "route": ["a"]}, "route"),
        ({**BASE, "receivers": {"name": "x"}}, "receivers"),
        ({**BASE, "receivers": ["x"]}, "receivers"),
        ({**BASE, "global": "x"}, "global"),
    ],
    ids=["our receiver", "shadow", "mail, no base", "mail, no server", "no receiver", "route a list",
         "receivers a mapping", "receiver a text", "global a text"],
)  # fmt: skip
def test_a_base_that_does_not_fit_is_named(base, name):
    with pytest.raises(alertmanager.MergeError) as caught:
        emitted(base)
    assert caught.value.name == name
    assert caught.value.help


def test_secrets_are_files():
    text = emitted(None, catalog(ENVIRONMENTS, TEAMS[:2])).content.decode()
    assert "routing_key_file: /etc/alertmanager/secrets/key" in text
    assert "api_url_file: /etc/alertmanager/secrets/url" in text
    assert "credentials_file: /etc/alertmanager/secrets/token" in text
    assert not {"routing_key:", "api_url:", "credentials:", "service_key:"} & set(text.split())


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


def _alert(**labels):
    started = datetime.now(UTC) - timedelta(minutes=1)
    return {"labels": labels, "annotations": {}, "startsAt": started.isoformat()}


def _burn(severity, window, region="eu", **more):
    return _alert(
        alertname="CheckoutAvailabilityBudgetBurn", service="checkout", slo="availability", environment="P",
        severity=severity, window=window, region=region, team="sre-core", **more,
    )  # fmt: skip


def _request(url, data=None):
    body = None if data is None else json.dumps(data).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=5) as response:
        return json.loads(response.read() or b"null")


@pytest.fixture
def server(config, tmp_path):
    (address,) = free_addresses(1)
    command = [
        tool("alertmanager"), f"--config.file={config}", f"--storage.path={tmp_path}/data",
        f"--web.listen-address={address}", "--cluster.listen-address=",
    ]  # fmt: skip
    with running(command, address, tmp_path / "log"):
        yield f"http://{address}"


def _all(server, count):
    found = _request(f"{server}/api/v2/alerts")
    return found if len(found) == count else None


def _silent(server, *alerts):
    """Which of the alerts a real Alertmanager keeps silent for another one, as (severity, window, region)."""
    _request(f"{server}/api/v2/alerts", alerts)
    found = until(lambda: _all(server, len(alerts)), "the alerts are not there", 10, 0.1)
    silent = [one["labels"] for one in found if one["status"]["inhibitedBy"]]
    return sorted((one["severity"], one["window"], one["region"]) for one in silent)


def test_a_real_alertmanager_keeps_slower_tiers_of_the_same_region_silent(server):
    tiers = [("page", "1h"), ("page", "6h"), ("ticket", "1d"), ("ticket", "3d")]
    regions = [_burn(*tier, region) for tier, region in itertools.product(tiers, ("eu", "us"))]
    # In "ap" only the tickets burn; an alert of the same service that is no tier of an objective is not concerned.
    alone = [_burn("ticket", "1d", "ap"), _alert(alertname="X", service="checkout", environment="P", severity="ticket",
                                                window="", region="eu", team="sre-core")]  # fmt: skip
    silent = _silent(server, *regions, *alone)
    assert silent == sorted((*tier, region) for tier, region in itertools.product(tiers[1:], ("eu", "us")))


def test_what_fails_and_then_vanishes_is_one_page_of_its_region(server):
    vanished = [
        _alert(alertname="CheckoutAvailabilityVanished", service="checkout", slo="availability", environment="P",
               severity="page", region=region, team="sre-core")
        for region in ("eu", "us")
    ]  # fmt: skip
    _request(f"{server}/api/v2/alerts", [*vanished, _burn("page", "6h"), _burn("ticket", "1d", "us")])
    found = until(lambda: _all(server, 4), "the alerts are not there", 10, 0.1)
    loud = {(one["labels"]["alertname"], one["labels"]["region"]) for one in found if not one["status"]["inhibitedBy"]}
    assert loud == {("CheckoutAvailabilityBudgetBurn", "eu"), ("CheckoutAvailabilityVanished", "us")}, (
        "in eu the budget burns, in us only a ticket does, which wakes nobody"
    )


def test_what_wakes_nobody_silences_nobody(server):
    shadow = _burn("none", "1h", stage="shadow")
    ticket = _burn("ticket", "6h")
    assert _silent(server, shadow, ticket, _burn("ticket", "1h")) == []


def _paid(region, ends, said):
    """An alert of a settlement queue, which fires until `ends`."""
    annotations = {**SAID, "summary": f"Queue of {region}", "description": said}
    found = _alert(alertname="Queue", service="payments", environment="P", severity="page", region=region,
                   team="sre-core")  # fmt: skip
    return {**found, "annotations": annotations, "endsAt": ends.isoformat()}


@pytest.fixture
def desk(tmp_path):
    """An Alertmanager as it is compiled, whose pages reach PagerDuty and Slack on this machine within a second."""
    (address,) = free_addresses(1)
    with listening() as sink:
        secrets = {"key": "k", "url": f"{sink.url}/slack"}
        for name, secret in secrets.items():
            (tmp_path / name).write_text(secret)
        page = {
            "pagerduty": {"routingKeyFile": f"{tmp_path}/key"},
            "slack": {"channel": "#a", "urlFile": f"{tmp_path}/url"},
        }
        quick = {"receiver": "none", "group_wait": "1s", "group_interval": "1s"}
        base = {"global": {"pagerduty_url": f"{sink.url}/pd"}, "route": quick, "receivers": [{"name": "none"}]}
        (tmp_path / "alertmanager.yml").write_bytes(
            emitted(base, catalog(ENVIRONMENTS, [team("sre-core", {"page": page, "ticket": page})])).content
        )
        command = [
            tool("alertmanager"), f"--config.file={tmp_path}/alertmanager.yml", f"--storage.path={tmp_path}/data",
            f"--web.listen-address={address}", "--cluster.listen-address=",
        ]  # fmt: skip
        with running(command, address, tmp_path / "log"):
            yield f"http://{address}", sink


def _last(sink, path, holds):
    """The last that came to `path`, once its text holds this."""
    found = [body for where, body in sink.sent() if where == path]
    return found[-1] if found and holds in json.dumps(found[-1]) else None


def test_a_real_alertmanager_pages_of_what_burns_while_something_else_is_over(desk):
    server, sink = desk
    now = datetime.now(UTC)
    later, past = now + timedelta(hours=1), now - timedelta(seconds=1)

    _request(f"{server}/api/v2/alerts", [_paid("amex", later, "the value is 17m")])
    begun = until(lambda: _last(sink, "/pd", "amex"), "nobody is paged", 10, 0.1)
    assert begun["payload"]["summary"] == "Queue of amex"

    _request(f"{server}/api/v2/alerts", [_paid("amex", past, "the value is 17m"), _paid("visa", later, "2h")])
    page = until(lambda: _last(sink, "/pd", "visa"), "nobody is paged of the second queue", 10, 0.1)
    assert page["event_action"] == "trigger"
    assert page["payload"]["summary"] == "Queue of visa"
    assert page["payload"]["custom_details"]["description"] == "2h"
    told = until(lambda: _last(sink, "/slack", "visa"), "Slack is not told of the second queue", 10, 0.1)
    (said,) = told["attachments"]
    assert said["title"] == "[FIRING] payments: Queue"
    ended = f"{past:%Y-%m-%d %H:%M UTC}"
    assert [line for line in said["text"].splitlines() if "*" in line] == [
        "*Queue of visa*",
        f"Over since {ended}: *Queue of amex*",
    ]

    _request(f"{server}/api/v2/alerts", [_paid("visa", past, "2h")])
    done = until(lambda: _last(sink, "/slack", "RESOLVED"), "Slack is not told that all is over", 10, 0.1)
    assert done["attachments"][0]["text"].strip() == f"Over since {ended}: *Queue of visa*\n{' '.join(WAYS)}"
    over = until(lambda: _last(sink, "/pd", "resolve"), "PagerDuty is not told that all is over", 10, 0.1)
    assert (over["event_action"], over["dedup_key"]) == ("resolve", page["dedup_key"])

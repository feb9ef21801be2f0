"""A real Alertmanager with the alertmanager.yml we compile: which alerts it keeps silent, and what it sends."""

from __future__ import annotations

import itertools
import json
import time
import urllib.request
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from plan.catalogs import catalog, team
from server.processes import free_addresses, running, until
from server.webhook import listening
from targets.routes import ENVIRONMENTS, SAID, WAYS, emitted
from tools import tool


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


@contextmanager
def alertmanager(config, folder):
    """The address of one that runs with that configuration."""
    (address,) = free_addresses(1)
    command = [
        tool("alertmanager"), f"--config.file={config}", f"--storage.path={folder}/data",
        f"--web.listen-address={address}", "--cluster.listen-address=",
    ]  # fmt: skip
    with running(command, address, folder / "log"):
        yield f"http://{address}"


@pytest.fixture
def server(config, tmp_path):
    with alertmanager(config, tmp_path) as url:
        yield url


def _all(server, count):
    found = _request(f"{server}/api/v2/alerts")
    return found if len(found) == count else None


def _settled(server, count):
    """All alerts, once two looks agree on what is silent: Alertmanager learns of them one after the other."""
    looks = []
    for _ in range(2):
        looks.append(_all(server, count))
        time.sleep(0.3)
    first, second = ([bool(one["status"]["inhibitedBy"]) for one in look or ()] for look in looks)
    return looks[1] if first == second else None


def _silent(server, *alerts):
    """Which of the alerts a real Alertmanager keeps silent for another one, as (severity, window, region)."""
    _request(f"{server}/api/v2/alerts", alerts)
    found = until(lambda: _settled(server, len(alerts)), "the alerts are not there", 10, 0.1)
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
    found = until(lambda: _settled(server, 4), "the alerts are not there", 10, 0.1)
    loud = {(one["labels"]["alertname"], one["labels"]["region"]) for one in found if not one["status"]["inhibitedBy"]}
    assert loud == {("CheckoutAvailabilityBudgetBurn", "eu"), ("CheckoutAvailabilityVanished", "us")}, (
        "in eu the budget burns, in us only a ticket does, which wakes nobody"
    )


def test_what_wakes_nobody_silences_nobody(server):
    shadow = _burn("none", "1h", stage="shadow")
    assert _silent(server, shadow, _burn("ticket", "6h")) == []


def test_of_tickets_the_fast_one_is_told_and_no_page_is_silent_for_it(server):
    silent = _silent(
        server, _burn("ticket", "1h"), _burn("ticket", "6h"), _burn("ticket", "1d"), _burn("page", "3d", "us")
    )
    assert silent == [("ticket", "1d", "eu"), ("ticket", "6h", "eu")], "one incident is one ticket"


def _paid(region, ends, said):
    """An alert of a settlement queue, which fires until `ends`."""
    annotations = {**SAID, "summary": f"Queue of {region}", "description": said}
    found = _alert(alertname="Queue", service="payments", environment="P", severity="page", region=region,
                   team="sre-core")  # fmt: skip
    return {**found, "annotations": annotations, "endsAt": ends.isoformat()}


@pytest.fixture
def desk(tmp_path):
    """An Alertmanager as it is compiled, whose pages reach PagerDuty and Slack on this machine within a second."""
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
        with alertmanager(tmp_path / "alertmanager.yml", tmp_path) as url:
            yield url, sink


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
    details = page["payload"]["custom_details"]
    assert details["description"].strip() == "2h"
    assert details["mission_control"].strip() == SAID["mission_control"]
    told = until(lambda: _last(sink, "/slack", "visa"), "Slack is not told of the second queue", 10, 0.1)
    (said,) = told["attachments"]
    assert said["title"] == "[FIRING] payments: Queue in P"
    ended = f"{past:%Y-%m-%d %H:%M UTC}"
    assert [line for line in said["text"].splitlines() if "*" in line] == [
        "*Queue of visa*",
        f"Alert ended at {ended}: *Queue of amex*",
    ]

    _request(f"{server}/api/v2/alerts", [_paid("visa", past, "2h")])
    done = until(lambda: _last(sink, "/slack", "RESOLVED"), "Slack is not told that all is over", 10, 0.1)
    assert done["attachments"][0]["text"].strip() == f"Alert ended at {ended}: *Queue of visa*\n{' '.join(WAYS)}"
    over = until(lambda: _last(sink, "/pd", '"resolve"'), "PagerDuty is not told that all is over", 10, 0.1)
    assert (over["event_action"], over["dedup_key"]) == ("resolve", page["dedup_key"])


def test_a_page_of_hundreds_keeps_its_details(desk):
    """Alertmanager takes all of them from a page of more than 512 kB: the desk, and what users feel."""
    server, sink = desk
    later = datetime.now(UTC) + timedelta(hours=1)
    queues = [_paid(f"r{at}", later, "2h of 2h " * 300) for at in range(250)]
    assert len(json.dumps(queues)) > 512_000
    _request(f"{server}/api/v2/alerts", queues)
    page = until(lambda: _last(sink, "/pd", "(and 249 more)"), "nobody is paged of all", 10, 0.1)
    details = page["payload"]["custom_details"]
    assert details["mission_control"].strip() == SAID["mission_control"]
    first, *_, last = details["firing"].strip().splitlines()
    assert first.startswith("Queue of r")
    assert " team=sre-core" in first
    assert last == "and 245 more"

"""Whom every compiled alert reaches, as Alertmanager's own router says, against what the specs promise."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from system.asking import Labels, named_labels, receivers
from system.output import Rule, alerts
from system.written import Promise, promises, written
from tools import ROOT, tool

PROMISED = {promise.key: promise for promise in promises(written(ROOT))}


def key(alert: Rule) -> tuple[str, str, str, str]:
    """What tells an alert from all others: as `Promise.key`."""
    return alert.environment, alert.service, alert.name, alert.labels.get("window", "")


def promised(alert: Rule) -> Promise:
    return PROMISED[key(alert)]


@pytest.fixture(scope="module")
def config(compiled: Path) -> Path:
    return compiled / "alertmanager" / "alertmanager.yml"


def test_every_alert_that_was_written_is_compiled_and_no_other(compiled):
    found = [key(alert) for alert in alerts(compiled)]
    assert sorted(found) == sorted(PROMISED)


def test_labels_say_what_was_promised(compiled):
    for alert in alerts(compiled):
        expected = promised(alert)
        said = {name: alert.labels[name] for name in ("severity", "stage", "team")}
        assert said == {"severity": expected.severity, "stage": expected.stage, "team": expected.team}, alert


def test_alertmanager_accepts_the_routes(config):
    done = subprocess.run([tool("amtool"), "check-config", config], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_reaches_the_receiver_it_was_promised(compiled, config):
    named = named_labels(config)
    asked = {key(alert): _seen(alert, named) for alert in alerts(compiled)}
    answers = receivers(tool("amtool"), config, asked.values())
    wrong = [(promise, answers[asked[promise.key]]) for promise in PROMISED.values()
             if answers[asked[promise.key]] != promise.receiver]  # fmt: skip
    assert not wrong


def _seen(alert: Rule, named: frozenset[str]) -> Labels:
    """What the router looks at: alerts that agree on it are asked for once."""
    labels = {**alert.labels, "alertname": alert.name}
    return tuple(sorted((name, value) for name, value in labels.items() if name in named))


def test_what_nobody_compiled_stays_with_the_platform_team(config):
    """A stranger's alert, one of an environment nobody declared, and the platform's own heartbeat."""
    amtool = tool("amtool")
    stranger: Labels = (("alertname", "Stranger"), ("severity", "page"))
    elsewhere: Labels = (("alertname", "Stray"), ("environment", "X"), ("severity", "page"), ("team", "sre-core"))
    quiet: Labels = (("alertname", "TheirHeartbeat"), ("severity", "none"))
    heartbeat: Labels = (("alertname", "Watchdog"), ("severity", "none"))
    answers = receivers(amtool, config, (stranger, elsewhere, quiet, heartbeat))
    assert answers == {
        stranger: "platform-unrouted", elsewhere: "platform-unrouted", quiet: "platform-unrouted",
        heartbeat: "platform-heartbeat",
    }  # fmt: skip


def test_a_page_that_was_changed_by_hand_wakes_nobody_in_an_internal_environment(config):
    labels: Labels = (("environment", "staging"), ("severity", "page"), ("team", "sre-core"))
    assert receivers(tool("amtool"), config, [labels]) == {labels: "sre-core/ticket"}

"""A Prometheus with the compiled rules of `monitoring`, its Alertmanagers, and the webhook they tell."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from server.api import Prometheus
from server.processes import Server, free_addresses, running
from server.receivers import at_webhook
from server.webhook import Webhook, listening
from tools import ROOT

ENVIRONMENT = "P"
SCRAPE = 0.5
"""Seconds between scrapes: the more samples, the less `rate` has to guess at the ends of a window."""

SLOW_QUERY, TOO_LONG, SLOW_QUERIES = " + ".join(["count_over_time(vector(1)[20d:1s])"] * 60), "1200ms", 3
"""A query with more to count than the time it gets, which is more than its objective allows."""

CONFIG = """\
global: {{scrape_interval: {scrape}ms, scrape_timeout: {scrape}ms, external_labels: {external}}}
rule_files: {rules}
alerting:
  alert_relabel_configs: {relabelled}
  alertmanagers: [{{static_configs: [{{targets: ['{alertmanager}']}}]}}]
scrape_configs:
- job_name: prometheus
  static_configs: [{{targets: ['{prometheus}'], labels: {{environment: {environment}}}}}]
- job_name: alertmanager
  static_configs: [{{targets: ['{alertmanager}', '{second}'], labels: {{environment: {environment}}}}}]
"""

PAIRS = ROOT / "compiler" / "avionics" / "targets" / "prometheus" / "pairs.md"
(PAIR,) = re.findall(r"^```yaml\n(global:.*?)^```$", PAIRS.read_text("utf-8"), re.MULTILINE | re.DOTALL)
PAIRED: dict[str, Any] = yaml.safe_load(PAIR)
"""What that page says that one of a pair is set to."""

FAILING_RULE = """\
groups:
- name: fails
  interval: 1s
  rules:
  # More than one series on either side: refused when it is evaluated, not when it is read.
  - {record: fails, expr: 'up + on (environment) up'}
"""


@dataclass(frozen=True, slots=True)
class World:
    """Everything on loopback. `rules` is the compiled file itself; `born` is when Prometheus was ready."""

    name: str
    folder: Path
    rules: Path
    config: Path
    addresses: dict[str, str]
    born: float
    prometheus: Prometheus
    webhook: Webhook
    second: Server

    def configure(self, *rules: Path) -> int:
        """Let Prometheus read these rule files; the status of its answer."""
        self.config.write_text(configuration(self.addresses, *rules), "utf-8")
        return self.prometheus.status("-/reload")

    def break_things(self) -> float:
        """A rule that fails, a configuration that cannot be read, a server that is gone, slow queries; the time."""
        failing = self.folder / "fails.yaml"
        failing.write_text(FAILING_RULE, "utf-8")
        assert self.configure(self.rules, failing) == 200
        self.config.write_text("scrape_configs: [", "utf-8")
        assert self.prometheus.status("-/reload") == 500
        self.second.stop()
        for _ in range(SLOW_QUERIES):
            assert self.prometheus.status("api/v1/query", query=SLOW_QUERY, timeout=TOO_LONG) == 503
        return time.time()


def configuration(addresses: dict[str, str], *rules: Path) -> str:
    """The configuration of Prometheus: the jobs that the specs of `monitoring` name, and the rule files."""
    return CONFIG.format(
        scrape=int(SCRAPE * 1000),
        external=PAIRED["global"]["external_labels"],
        rules=[str(rule) for rule in rules],
        relabelled=PAIRED["alerting"]["alert_relabel_configs"],
        environment=ENVIRONMENT,
        **addresses,
    )


@contextmanager
def world(name: str, compiled: Path, folder: Path, prometheus: Path, alertmanager: Path) -> Iterator[World]:
    """Start everything, kill everything."""
    addresses = dict(zip(("prometheus", "alertmanager", "second"), free_addresses(3), strict=True))
    rules = compiled / "prometheus" / ENVIRONMENT / "monitoring.yaml"
    config = folder / "prometheus.yml"
    config.write_text(configuration(addresses, rules), "utf-8")
    with (
        listening() as webhook,
        alertmanager_running(compiled, folder, alertmanager, addresses["alertmanager"], webhook),
        alertmanager_running(compiled, folder, alertmanager, addresses["second"], webhook) as second,
        running(
            prometheus_command(prometheus, folder, addresses),
            addresses["prometheus"],
            folder / "prometheus.log",
        ),
    ):
        api = Prometheus(f"http://{addresses['prometheus']}")
        yield World(name, folder, rules, config, addresses, time.time(), api, webhook, second)


def prometheus_command(program: Path, folder: Path, addresses: dict[str, str]) -> list[str | Path]:
    """How Prometheus is started; no option shortens a `for`, a window or an interval."""
    return [
        program,
        f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'tsdb'}",
        "--storage.tsdb.retention.time=60d",
        f"--web.listen-address={addresses['prometheus']}",
        "--web.enable-lifecycle",
    ]


@contextmanager
def alertmanager_running(
    compiled: Path, folder: Path, program: Path, address: str, webhook: Webhook
) -> Iterator[Server]:
    """An Alertmanager with the compiled routes, alone (not in a cluster)."""
    name = f"alertmanager-{address.rpartition(':')[2]}"
    config = folder / f"{name}.yml"
    config.write_text(at_webhook(compiled_routes(compiled), webhook.url), "utf-8")
    command: list[str | Path] = [
        program,
        f"--config.file={config}",
        f"--storage.path={folder / name}",
        f"--web.listen-address={address}",
        "--cluster.listen-address=",
    ]
    with running(command, address, folder / f"{name}.log") as server:
        yield server


def compiled_routes(compiled: Path) -> str:
    """The compiled alertmanager.yml."""
    return (compiled / "alertmanager" / "alertmanager.yml").read_bytes().decode()

"""Repositories of any size: each service has two objectives, two alerts, a cockpit and its playbooks.

Kinds, labels and lengths vary, by arithmetic on the service's number, so that the same size gives the same bytes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

PROJECT = """apiVersion: avionics/v1
kind: Project
name: bench
agreements: optional
missionControl: {name: Mission control, reach: 'phone 100'}
playbooks: {url: 'https://playbooks.example/{page}'}
codeOwners: {default: sre}
environments:
- name: P
  title: Production
  audience: customer
  matchers: {environment: P}
  datasources: {prometheus: prom-p}
  grafana: https://grafana.example
  kibana: {url: https://kibana.example}
  dataViews: {app-logs: app-logs-p}
"""

TEAM = """apiVersion: avionics/v1
kind: Team
name: {name}
title: Team {name}
handle: '@bench/{name}'
contacts:
- {{name: On call, reach: 'phone 101'}}
receivers:
  page: {{pagerduty: {{routingKeyFile: /etc/alertmanager/{name}}}}}
  ticket: {{webhook: {{url: 'https://tickets.example/{name}'}}}}
"""

SECTIONS = ("What users feel", "Confirm", "Stop the bleeding", "Find the cause", "Whom to call")
TEAMS = ("sre", "red", "green", "blue")


def generate(root: Path, services: int) -> None:
    """Write a repository of `services` services below `root`."""
    _write(root / "avionics.yaml", PROJECT)
    for team in TEAMS:
        _write(root / "teams" / f"{team}.yaml", TEAM.format(name=team))
    for number in range(services):
        _service(root, number)


def leave_objectives(root: Path) -> None:
    """Take away what Sloth has no word for: alerts beside the objectives, rows of cockpits, and their playbooks."""
    for folder in ("alerts", "cockpits"):
        shutil.rmtree(root / folder)
    for page in (root / "playbooks").glob("*/Svc*.md"):
        page.unlink()


def name_of(number: int) -> str:
    """The name of a service."""
    return f"svc-{number:05d}" + ("-with-a-longer-name" if number % 7 == 0 else "")


def _service(root: Path, number: int) -> None:
    name = name_of(number)
    camel = "".join(part[:1].upper() + part[1:] for part in name.split("-"))
    _write(root / "services" / f"{name}.yaml", _service_spec(number, name))
    _write(root / "slos" / f"{name}.yaml", _slo_spec(number, name))
    _write(root / "alerts" / f"{name}.yaml", _alert_spec(number, name, camel))
    _write(root / "cockpits" / f"{name}.yaml", _cockpit_spec(number, name, camel))
    for page in ("availability", "latency" if number % 3 else "success", f"{camel}QueueOld", f"{camel}DiskFull"):
        _write(root / "playbooks" / name / f"{page}.md", _page(number, name, page))


def _service_spec(number: int, name: str) -> str:
    needs = sorted({number // 2, number // 3} - {number})
    depends = "".join(
        f"- {{service: {name_of(other)}, impact: {'hard' if other % 2 else 'soft'}}}\n" for other in needs
    )
    return f"""apiVersion: avionics/v1
kind: Service
name: {name}
title: Service {number}
description: {"Does its part of the work. " * (1 + number % 5)}
type: {"technical" if number % 10 == 0 else "functional"}
tier: {1 + number % 4}
owners: {{dev: {TEAMS[1 + number % 3]}, sre: sre}}
environments: [P]
{"dependsOn:" if needs else ""}
{depends}logs:
  dataView: app-logs
  query: 'service.name: "{name}"'
  columns: [message, level]
  labels: {{region: cloud.region}}
oncall:
  contacts:
  - {{name: Desk of {name}, reach: 'phone {1000 + number}'}}
"""


def _slo_spec(number: int, name: str) -> str:
    by = "\n  by: [region]" if number % 2 else ""
    without_health = ',handler!~"/health|/ready"' if number % 5 == 0 else ""
    errors = f'http_requests_total{{job="{name}"{without_health},code=~"5.."}}'
    total = f'http_requests_total{{job="{name}"{without_health}}}'
    latency = f"""latency
  objective: 99
  sli:
    latency: {{histogram: 'http_request_duration_seconds{{job="{name}"}}', threshold: 300ms}}"""
    probe = f"""success
  objective: 99.5
  sli:
    probe: 'probe_success{{job="{name}"}}'"""
    second = latency if number % 3 else probe
    return f"""apiVersion: avionics/v1
kind: ServiceLevelObjectives
service: {name}
slos:
- name: availability
  objective: {(99.9, 99.5, 99, 99.95)[number % 4]}{by}
  impact: Users of {name} get errors
  agreement: {{approvers: [sre, {TEAMS[1 + number % 3]}], on: 2026-10-01, revisit: 2027-10-01}}
  sli:
    ratio:
      total: '{total}'
      errors: '{errors}'
- name: {second}
"""


def _alert_spec(number: int, name: str, camel: str) -> str:
    return f"""apiVersion: avionics/v1
kind: Alerts
service: {name}
alerts:
- name: {camel}QueueOld
  expr: max by (queue) (queue_oldest_message_age_seconds{{job="{name}"}})
  above: {300 + number % 600}
  by: [queue]
  unit: s
  for: 5m
  severity: page
  type: symptom
  stage: {("shadow", "ticket", "page")[number % 3]}
  impact: Users of {name} wait
  tests:
  - name: One of two queues stands still
    series:
      queue_oldest_message_age_seconds{{job="{name}",queue="paid"}}: 9x4 {400 + number % 600}x20
      queue_oldest_message_age_seconds{{job="{name}",queue="other"}}: 9x24
    fires: [{{at: 12m, labels: {{queue: paid}}}}]
    silent: [4m, 9m]
- name: {camel}DiskFull
  expr: >-
    min by (instance) (node_filesystem_avail_bytes{{job="{name}",mountpoint="/data"}}
    / node_filesystem_size_bytes{{job="{name}",mountpoint="/data"}}) < 0.1
  by: [instance]
  for: 15m
  severity: ticket
  type: cause
  stage: ticket
  impact: None yet; writes fail when it is full
  tests:
  - name: A volume fills
    series:
      node_filesystem_avail_bytes{{job="{name}",mountpoint="/data",instance="one"}}: 11x9 9x20
      node_filesystem_size_bytes{{job="{name}",mountpoint="/data",instance="one"}}: 100x29
    fires: [{{at: 26m}}]
    silent: [9m, 24m]
"""


def _cockpit_spec(number: int, name: str, camel: str) -> str:
    extra = "".join(_worker_panel(name, index) for index in range(number % 4))
    return f"""apiVersion: avionics/v1
kind: Cockpit
service: {name}
rows:
- title: Queue
  panels:
  - timeseries: Oldest message
    expr: max by (queue) (queue_oldest_message_age_seconds{{job="{name}"}})
    legend: '{{{{queue}}}}'
    unit: s
    alert: {camel}QueueOld
    description: Age of the oldest message
  - {{stat: Depth, expr: 'sum(queue_depth{{job="{name}"}})', unit: short, description: Messages waiting}}
{extra}"""


def _worker_panel(name: str, index: int) -> str:
    expr = f'sum(rate(worker_jobs_total{{job="{name}",worker="{index}"}}[$__rate_interval]))'
    return f"  - {{timeseries: Worker {index}, expr: '{expr}', unit: ops, description: Jobs done}}\n"


def _page(number: int, name: str, page: str) -> str:
    body = "".join(
        f"\n## {section}\n\n{f'{section} of {page} of {name}: look at its cockpit and its logs. ' * (2 + number % 4)}\n"
        for section in SECTIONS
    )
    head = f"apiVersion: avionics/v1\nkind: Playbook\ntitle: {page}\nservice: {name}\nreviewed: 2026-11-01\n"
    return f"---\n{head}---\n\n# {page}\n{body}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")

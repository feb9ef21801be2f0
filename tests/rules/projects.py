"""Small projects, written as text and compiled as a user's would be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from avionics.app.compile import compile_project

TODAY = "2026-11-23"
HEADINGS = ("What users feel", "Confirm", "Stop the bleeding", "Find the cause", "Whom to call")
SERVICE = "shop"

PROJECT = """\
apiVersion: avionics/v1
kind: Project
name: bazaar
title: Bazaar
agreements: optional
missionControl: {name: Mission control, reach: '+44 20 7946 0100 & #control'}
playbooks: {url: 'https://playbooks.example/{page}'}
environments:
- &environment
  name: P
  title: Production
  audience: customer
  matchers: {environment: P}
  datasources: {prometheus: prom-p}
  grafana: https://grafana.example
  kibana: {url: https://kibana.example}
  dataViews: {app-logs: app}
- {<<: *environment, name: D-P, title: Developer production, audience: developer-customer, matchers: {environment: D-P}}
- {<<: *environment, name: staging, title: Staging, audience: internal, matchers: {environment: staging}}
"""

TEAM = """\
apiVersion: avionics/v1
kind: Team
name: {name}
title: Team {name}
handle: '@bazaar/{name}'
contacts: [{{name: On call, reach: '#{name}'}}]
receivers:
  page: {{slack: {{channel: '#{name}', urlFile: /s/url}}}}
  ticket: {{slack: {{channel: '#{name}', urlFile: /s/url}}}}
"""


@dataclass(frozen=True, slots=True)
class Rules:
    """The compiled rule files of the service, by environment; `drafts` are those no server loads."""

    live: dict[str, str]
    drafts: dict[str, str]


def compiled(
    slos: list[dict[str, Any]] | None = None,
    alerts: list[dict[str, Any]] | None = None,
    rules: dict[str, Any] | None = None,
    maintenance: list[dict[str, Any]] | None = None,
    **service: Any,
) -> Rules:
    """The rules of a service with these objectives and alerts, in the environments P, D-P and staging.

    `rules` are the project's, `maintenance` is planned for the objectives, and `service` are fields of the service that
    are not as usual.
    """
    return _compiled(yaml.safe_dump([slos or [], alerts or [], rules or {}, maintenance or [], service]))


@lru_cache(maxsize=64)
def _compiled(text: str) -> Rules:
    slos, alerts, rules, maintenance, service = yaml.safe_load(text)
    with TemporaryDirectory() as folder:
        write(Path(folder), slos, alerts, service, rules)
        if maintenance:
            name = service.get("name", SERVICE)
            put(
                Path(folder) / "slos" / f"{name}.yaml",
                {**_head("ServiceLevelObjectives", name), "slos": slos, "maintenance": maintenance},
            )
        done = compile_project(folder, today=TODAY, targets=("prometheus",))
    assert not done.failed, "\n".join(f"{each.rule}: {each.message}, {each.where}" for each in done.findings)
    files = {artifact.path: artifact.content.decode() for artifact in done.artifacts}
    return Rules(_by_environment(files, "prometheus"), _by_environment(files, "drafts"))


def write(
    root: Path,
    slos: list[dict[str, Any]],
    alerts: list[dict[str, Any]],
    service: dict[str, Any],
    rules: dict[str, str] | None = None,
) -> None:
    """The project's files below `root`, with a playbook for everything that needs one."""
    name = service.get("name", SERVICE)
    put(root / "avionics.yaml", {**yaml.safe_load(PROJECT), "rules": rules or {}})
    for team in ("makers", "watch"):
        put(root / "teams" / f"{team}.yaml", yaml.safe_load(TEAM.format(name=team)))
    put(root / "services" / f"{name}.yaml", _service(service))
    if slos:
        put(root / "slos" / f"{name}.yaml", {**_head("ServiceLevelObjectives", name), "slos": slos})
    if alerts:
        put(root / "alerts" / f"{name}.yaml", {**_head("Alerts", name), "alerts": alerts})
    for item in (*slos, *alerts):
        page = root / "playbooks" / name / f"{item['name']}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(playbook(item["name"], name), "utf-8")


def put(path: Path, document: dict[str, Any]) -> None:
    """`document` as YAML in a file whose folder may not exist yet; without anchors, which specs refuse."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(document, Dumper=_Plain, sort_keys=False, allow_unicode=True)
    path.write_text(text, "utf-8")


def playbook(title: str, service: str) -> str:
    """A page with every heading."""
    head = (
        f"---\napiVersion: avionics/v1\nkind: Playbook\ntitle: {title}\nservice: {service}\nreviewed: 2026-11-20\n---\n"
    )
    return head + "".join(f"\n## {heading}\n\nA line about {heading.lower()}.\n" for heading in HEADINGS)


def _service(fields: dict[str, Any]) -> dict[str, Any]:
    usual = {
        "apiVersion": "avionics/v1", "kind": "Service", "name": SERVICE, "title": 'The "Shop" & co',
        "type": "functional",
        "tier": 2, "owners": {"dev": "makers", "sre": "watch"}, "environments": ["P", "D-P", "staging"],
        "logs": {"dataView": "app-logs", "query": "app: shop", "labels": {"region": "cloud.region"}},
    }  # fmt: skip
    return {**usual, **fields}


def _head(kind: str, service: str) -> dict[str, Any]:
    return {"apiVersion": "avionics/v1", "kind": kind, "service": service}


def _by_environment(files: dict[str, str], folder: str) -> dict[str, str]:
    return {path.split("/")[1]: text for path, text in files.items() if path.startswith(f"{folder}/")}


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True

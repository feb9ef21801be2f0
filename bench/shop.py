"""One service with any number of like objectives, as rules of ours, of Sloth's and of Pyrra's.

Objective number n is over `http_requests_total{job="shop-n"}`; the first one's job is plain `shop`.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from avionics.app.compile import compile_project
from bench.generate import PROJECT, SECTIONS, TEAM
from bench.prometheus import BenchError

OBJECTIVE = "99.9"
TODAY = "2026-11-30"

_SERVICE = """apiVersion: avionics/v1
kind: Service
name: shop
title: Shop
type: functional
tier: 1
owners: {dev: red, sre: sre}
environments: [P]
logs: {dataView: app-logs, query: "service: shop"}
"""

_SLO = """- name: {name}
  objective: {objective}
  impact: Customers of the shop get errors
  agreement: {{approvers: [sre, red], on: 2026-10-01, revisit: 2027-10-01}}
  sli:
    ratio:
      total: http_requests_total{{job="{job}"}}
      errors: http_requests_total{{job="{job}",code=~"5.."}}
"""

_SLOTH = """- name: {name}
  objective: {objective}
  sli:
    events:
      error_query: sum(rate(http_requests_total{{job="{job}",environment="P",code=~"5.."}}[{{{{.window}}}}]))
      total_query: sum(rate(http_requests_total{{job="{job}",environment="P"}}[{{{{.window}}}}]))
  alerting:
    name: {name}
    page_alert: {{labels: {{severity: page}}}}
    ticket_alert: {{labels: {{severity: ticket}}}}
"""


def job(number: int) -> str:
    """The job of objective `number`."""
    return f"shop-{number}" if number else "shop"


def ours(folder: Path, objectives: int = 1, project: str = "") -> str:
    """Our rules, of a project compiled below `folder`; `project` is added to `avionics.yaml`."""
    slos = "".join(_SLO.format(name=_name(n), job=job(n), objective=OBJECTIVE) for n in range(objectives))
    page = "---\napiVersion: avionics/v1\nkind: Playbook\ntitle: P\nservice: shop\nreviewed: 2026-11-01\n---\n"
    page += "".join(f"\n## {section}\n\nA line.\n" for section in SECTIONS)
    files = {
        "avionics.yaml": PROJECT + project,
        "services/shop.yaml": _SERVICE,
        "slos/shop.yaml": f"apiVersion: avionics/v1\nkind: ServiceLevelObjectives\nservice: shop\nslos:\n{slos}",
        **{f"teams/{team}.yaml": TEAM.format(name=team) for team in ("sre", "red")},
        **{f"playbooks/shop/{_name(n)}.md": page for n in range(objectives)},
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    done = compile_project(str(folder), today=TODAY, targets=("prometheus",))
    for artifact in done.artifacts:
        if artifact.path == "prometheus/P/shop.yaml":
            return artifact.content.decode()
    raise BenchError("our own rules do not compile:\n" + "\n".join(each.message for each in done.findings))


def sloth(program: str, folder: Path, objectives: int = 1) -> str:
    """What Sloth makes of the same objectives."""
    slos = "".join(_SLOTH.format(name=_name(n), job=job(n), objective=OBJECTIVE) for n in range(objectives))
    spec, out = folder / "sloth.yaml", folder / "sloth-rules.yaml"
    spec.write_text(f"version: prometheus/v1\nservice: shop\nslos:\n{slos}", "utf-8")
    done = subprocess.run(
        [program, "generate", "-i", str(spec), "-o", str(out)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise BenchError(f"sloth exits {done.returncode}: {done.stderr[-600:]}")
    return out.read_text("utf-8")


def _name(number: int) -> str:
    return f"availability-{number}" if number else "availability"

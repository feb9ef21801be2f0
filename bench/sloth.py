"""The same number of objectives as Sloth's own specs."""

from __future__ import annotations

from pathlib import Path

from bench.generate import name_of

_SLO = """- name: {name}
  objective: 99.9
  sli:
    events:
      error_query: sum(rate(http_requests_total{{job="{service}",code=~"5.."}}[{{{{.window}}}}]))
      total_query: sum(rate(http_requests_total{{job="{service}"}}[{{{{.window}}}}]))
  alerting:
    name: {alert}
    annotations: {{summary: Users of {service} get errors, runbook: 'https://playbooks.example/{service}'}}
    page_alert: {{labels: {{severity: page}}}}
    ticket_alert: {{labels: {{severity: ticket}}}}
"""


def write_specs(root: Path, services: int) -> None:
    """One file a service with two objectives each, as `bench.generate` makes them."""
    root.mkdir()
    for number in range(services):
        service = name_of(number)
        slos = "".join(
            _SLO.format(name=name, service=service, alert=f"Alert{number}{name.capitalize()}")
            for name in ("availability", "latency")
        )
        text = f"version: prometheus/v1\nservice: {service}\nlabels: {{team: red}}\nslos:\n{slos}"
        (root / f"{service}.yaml").write_text(text, "utf-8")

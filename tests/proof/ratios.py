"""Error ratios as people write them, and an objective that has one."""

from __future__ import annotations

SLOS = """apiVersion: avionics/v1
kind: ServiceLevelObjectives
service: checkout
slos:
- name: only
  objective: 99.9
  impact: Customers cannot pay
  playbook: checkout/availability.md
  sli:
    raw:
      errorRatio: {0}
"""
TOTAL, ERRORS, GOOD = (f"sum(rate({one}_total[$window]))" for one in ("all", "bad", "good"))
FILLED = f"({ERRORS} or 0 * {TOTAL}) / {TOTAL}"
FILLED_GOOD = f"({GOOD} or 0 * {TOTAL}) / {TOTAL}"
